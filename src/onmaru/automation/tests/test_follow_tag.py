"""Macros and rules name tags by their words, and go on meaning the same tag when it is called something else."""

from onmaru.automation.actions.follow_tag import follow_tag
from onmaru.automation.models import RuleVersion
from onmaru.automation.tests.conftest import Make, Ruled, q
from onmaru.inbox.actions.rename_tag import rename_tag
from onmaru.inbox.actions.tag import tag
from onmaru.inbox.models import Conversation, Tag
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.models import Agent


def test_what_is_asked_and_done_with_a_tag_follows_its_name(conversation: Conversation, rule: Ruled, make: Make, junho: Agent) -> None:
    tag(conversation, "파손", junho)
    run_waiting()
    ruled = rule("arrived", q("tag", "파손", "반품"), {"not": {"any": [q("tag", "파손")]}}, untag={"tags": ["파손"]})
    other = rule("arrived", q("message", "파손"), tag={"tags": ["반품"]})
    macro = make("파손 안내", "죄송합니다.", tag={"tags": ["파손", "사진 요청"]}, priority={"priority": 2})
    rename_tag(Tag.objects.get(name="파손"), "깨짐", junho)
    for run in (run_waiting, lambda: follow_tag("파손", "깨짐")):
        run()
        ruled.refresh_from_db()
        macro.refresh_from_db()
        assert ruled.tree == {"all": [q("tag", "깨짐", "반품"), {"not": {"any": [q("tag", "깨짐")]}}]}
        assert ruled.effects == [{"key": "untag", "params": {"tags": ["깨짐"]}}] and ruled.is_on
        assert macro.params_of("tag") == {"tags": ["깨짐", "사진 요청"]} and macro.texts == {"ko": "죄송합니다."}
    assert list(RuleVersion.objects.filter(rule=ruled).values_list("number", "by")) == [(2, None), (1, junho.pk)]
    # What only says the word means no tag by it.
    before = other.content
    other.refresh_from_db()
    assert (other.content, other.version) == (before, 1)

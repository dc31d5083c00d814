from datetime import timedelta

import pytest
from django.test import Client

from onmaru.automation.actions.apply_macro import apply_macro
from onmaru.automation.actions.take_back import take_back
from onmaru.automation.actions.write_macro import NameTaken, Written, delete_macro, edit_macro, make_macro
from onmaru.automation.effect import CannotTake, find
from onmaru.automation.models import Macro, MacroUse
from onmaru.automation.tests.conftest import Make
from onmaru.events.models import Event
from onmaru.inbox.actions.assign import assign
from onmaru.inbox.actions.cancel import cancel
from onmaru.inbox.actions.tag import tag
from onmaru.inbox.desk import bulk_words
from onmaru.inbox.models import Conversation, Message
from onmaru.inbox.tests.bulks import done_to
from onmaru.kit import clock
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.models import Agent, Team

Status = Conversation.Status


def tags(conversation: Conversation) -> list[str]:
    return sorted(conversation.taggings.values_list("tag__name", flat=True))


def send(client: Client, conversation: Conversation, *macros: Macro, text: str = "알겠습니다.", **more: object) -> int:
    posted = {"text": text, "key": str(Message.objects.count()), "macro": [macro.pk for macro in macros], **more}
    return client.post(f"/desk/conversations/{conversation.pk}/reply/", posted).status_code


@pytest.fixture
def desk(client: Client, minji: Agent) -> Client:
    client.force_login(minji)
    return client


def test_effects_happen_with_the_answer_in_one_go(desk: Client, conversation: Conversation, make: Make, minji: Agent) -> None:
    returns = Team.objects.create(name="반품")
    team = {"team": str(returns.pk), "name": "반품"}
    macro = make(
        "환불 접수",
        "환불해 드릴게요.",
        tag={"tags": ["환불", "급함"]},
        team=team,
        assign={"who": "me"},
    )
    assert send(desk, conversation, macro) == 302
    conversation.refresh_from_db()
    assert tags(conversation) == ["급함", "환불"]
    assert (conversation.team, conversation.assignee) == (returns, minji)
    macro.refresh_from_db()
    assert macro.used_count == 1
    applied = Event.objects.get(name="macro.applied")
    assert (applied.conversation_id, applied.actor_id) == (conversation.pk, minji.pk)


def test_what_it_did_is_taken_back_with_the_answer(
    desk: Client, conversation: Conversation, make: Make, minji: Agent, junho: Agent
) -> None:
    tag(conversation, "환불", junho)
    assign(conversation, junho)
    macro = make("급함", "네.", tag={"tags": ["환불", "급함"]}, assign={"who": "me"}, snooze={"span": "1h"}, untag={"tags": ["없음"]})
    send(desk, conversation, macro)
    conversation.refresh_from_db()
    assert (conversation.status, conversation.assignee) == (Status.SNOOZED, minji)
    cancel(Message.objects.get(direction="out"), minji)
    run_waiting()
    conversation.refresh_from_db()
    # The tag that was there before stays.
    assert tags(conversation) == ["환불"]
    assert (conversation.status, conversation.assignee) == (Status.OPEN, junho)
    macro.refresh_from_db()
    assert macro.used_count == 0
    assert MacroUse.objects.get().taken_back_at


def test_what_somebody_decided_since_stands(desk: Client, conversation: Conversation, make: Make, minji: Agent, junho: Agent) -> None:
    send(desk, conversation, make("내 것", "네.", assign={"who": "me"}))
    assign(conversation, junho)
    cancel(Message.objects.get(direction="out"), minji)
    run_waiting()
    conversation.refresh_from_db()
    assert conversation.assignee == junho


def test_a_macro_that_resolves_does_so_like_send_and_resolve(desk: Client, conversation: Conversation, make: Make, minji: Agent) -> None:
    send(desk, conversation, make("끝", "감사합니다.", status={"status": "resolved"}), then="resolve/other-else")
    conversation.refresh_from_db()
    assert conversation.status == Status.RESOLVED
    cancel(Message.objects.get(direction="out"), minji)
    run_waiting()
    conversation.refresh_from_db()
    assert conversation.status == Status.OPEN
    assert conversation.customer_waiting_since


def test_an_answer_that_is_refused_does_nothing(desk: Client, conversation: Conversation, make: Make) -> None:
    assert send(desk, conversation, make("태그", "네.", tag={"tags": ["환불"]}), text=" ") == 422
    assert not tags(conversation) and not MacroUse.objects.exists()


def test_the_same_press_applies_once(desk: Client, conversation: Conversation, make: Make) -> None:
    macro = make("태그", "네.", tag={"tags": ["환불"]})
    for _ in range(2):
        send(desk, conversation, macro, key="same")
    assert MacroUse.objects.count() == 1


def test_nobody_uses_what_is_not_theirs(desk: Client, conversation: Conversation, make: Make, junho: Agent) -> None:
    send(desk, conversation, make("준호 것", "네.", owner=junho, tag={"tags": ["환불"]}))
    assert not tags(conversation)


def test_a_missing_value_stops_the_answer_and_a_known_one_is_filled_in(desk: Client, conversation: Conversation) -> None:
    refused = desk.post(f"/desk/conversations/{conversation.pk}/reply/", {"text": "{{약속.시각}}까지 답할게요", "key": "1"})
    assert refused.status_code == 422
    assert "{{약속.시각}}" in refused.content.decode()
    assert send(desk, conversation, text="{{쇼핑몰.이름}}입니다. {{customer.name}}님.") == 302
    assert Message.objects.get(direction="out").text == "하루상점입니다. 유나님."


def test_what_many_get_leaves_with_no_place_that_nobody_knows(conversation: Conversation, minji: Agent) -> None:
    """Whoever answers one is asked about it; of many, nobody would see it before the customers do."""
    bulk = done_to([conversation], minji, "reply", text="{{고객명}}님, 배송이 늦어지고 있어요.", resolve=False)
    assert (bulk.done, bulk.failed) == (0, 1)
    assert "{{고객명}}" in bulk_words.reason(bulk.items.get())
    assert done_to([conversation], minji, "reply", text="{{고객.호칭}}, 배송이 늦어지고 있어요.", resolve=False).done == 1


def test_a_macro_without_words_acts_at_once(desk: Client, conversation: Conversation, make: Make) -> None:
    macro = make("스팸 아님", tag={"tags": ["확인"]}, snooze={"span": "tomorrow"})
    assert desk.post(f"/desk/conversations/{conversation.pk}/macros/{macro.pk}/").status_code == 302
    conversation.refresh_from_db()
    assert tags(conversation) == ["확인"]
    assert conversation.snoozed_until and conversation.snoozed_until > clock.now() + timedelta(hours=1)


def test_names_are_taken_once_in_their_circle(make: Make, minji: Agent, junho: Agent) -> None:
    make("환불")
    make("환불", owner=minji)
    with pytest.raises(NameTaken):
        make("환불", owner=minji)
    with pytest.raises(NameTaken):
        make("환불")


def test_who_may_use_and_edit_what(make: Make, minji: Agent, junho: Agent, orders: Team) -> None:
    other = Team.objects.create(name="다른 팀")
    make("모두")
    make("팀", team=orders)
    make("남의 팀", team=other)
    make("민지", owner=minji)
    make("준호", owner=junho)
    assert {macro.name for macro in Macro.objects.for_agent(minji)} == {"모두", "팀", "민지"}
    assert {macro.name for macro in Macro.objects.editable_by(minji)} == {"민지"}
    assert {macro.name for macro in Macro.objects.editable_by(junho)} == {"모두", "팀", "남의 팀", "준호"}


def test_what_was_used_last_comes_first(make: Make, conversation: Conversation, minji: Agent, junho: Agent) -> None:
    often, mine = make("자주"), make("방금")
    make("가나다")
    for _ in range(3):
        apply_macro(often, conversation, junho)
    apply_macro(mine, conversation, minji)
    assert [macro.name for macro in Macro.objects.for_agent(minji).as_used_by(minji)] == ["방금", "자주", "가나다"]


def test_editing_says_what_changed_and_deleting_leaves_the_log(make: Make, junho: Agent) -> None:
    macro = make("환불", "네.")
    assert not edit_macro(macro, Written("환불", {"ko": "네."}), junho)
    assert edit_macro(macro, Written("환불 안내", {"ko": "네.", "en": " "}), junho)
    macro.refresh_from_db()
    assert (macro.name, macro.texts) == ("환불 안내", {"ko": "네."})
    delete_macro(macro, junho)
    assert not Macro.objects.exists()
    names = Event.objects.filter(name__startswith="macro.").order_by("pk").values_list("name", flat=True)
    assert list(names) == ["macro.made", "macro.edited", "macro.deleted"]


def test_an_effect_whose_package_is_gone_is_passed_over(make: Make, conversation: Conversation, minji: Agent) -> None:
    macro = make("쿠폰", discount={"percent": 10}, tag={"tags": ["쿠폰"]})
    apply_macro(macro, conversation, minji)
    assert tags(conversation) == ["쿠폰"]


def test_the_english_words_are_for_who_writes_english(junho: Agent) -> None:
    macro = make_macro(Written("환불", {"ko": "환불", "en": "Refund"}), junho)
    assert (macro.text_in("en"), macro.text_in("ja"), macro.text_in("")) == ("Refund", "환불", "환불")
    assert (macro.language_in("en"), macro.language_in("ja")) == ("en", "ko")


def test_a_macro_says_what_it_is_about_and_takes_it_back(conversation: Conversation, make: Make, minji: Agent) -> None:
    effect = find("reason")
    assert effect
    late = effect.pack({"reason": "delivery-late"})
    assert late
    assert late == {"reason": "delivery-late", "names": {"ko": "배송 지연", "en": "Late delivery"}}
    assert effect.read(effect.write(late)) == effect.read("late delivery") == late
    with pytest.raises(CannotTake):
        effect.read("언젠가")
    use = apply_macro(make("지연", "죄송해요.", reason=late), conversation, minji)
    assert conversation.episodes.get().reason.key == "delivery-late"
    assert take_back(use)
    assert conversation.episodes.get().reason is None


def test_a_macro_sets_the_priority_and_takes_it_back(conversation: Conversation, make: Make, minji: Agent) -> None:
    macro = make("급한 건", "바로 볼게요.", priority={"priority": int(Conversation.Priority.URGENT)})
    use = apply_macro(macro, conversation, minji)
    conversation.refresh_from_db()
    assert conversation.priority == Conversation.Priority.URGENT
    assert take_back(use)
    conversation.refresh_from_db()
    assert conversation.priority == Conversation.Priority.NORMAL
    effect = find("priority")
    assert effect
    assert effect.read(effect.write({"priority": 3})) == effect.read("urgent") == {"priority": 3}
    with pytest.raises(CannotTake):
        effect.read("sometime")

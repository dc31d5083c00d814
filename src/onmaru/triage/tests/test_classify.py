"""From a message to its reason, and from a correction to the next prediction. A few examples stand for those we ship."""

import io
import json
from pathlib import Path

import numpy as np
import pytest

from onmaru.events import actor
from onmaru.inbox.actions.give_reason import give_reason
from onmaru.inbox.models import Episode, Reason
from onmaru.language.classify import Model
from onmaru.people.models import Agent
from onmaru.people.roles import Role
from onmaru.triage import classifier, evaluation, shipped
from onmaru.triage.actions.give_missing_reasons import give_missing_reasons
from onmaru.triage.actions.learn import learn
from onmaru.triage.jobs import learn_reasons
from onmaru.triage.models import Decision, Learnt
from onmaru.triage.tests.conftest import Write

SHIPPED, STRANGERS = shipped.examples(), shipped.strangers()
GIFT = "선물 포장지를 리본으로 둘러 주세요"

pytestmark = pytest.mark.usefixtures("few_examples")


def about(conversation: object) -> str | None:
    return Episode.objects.values_list("reason__key", flat=True).get(conversation=conversation)


def test_we_ship_examples_of_every_reason_in_two_languages(db: None) -> None:
    keys = set(Reason.objects.in_use().exclude(parent=None).values_list("key", flat=True)) - {"other-else"}
    counted = {key: sum(one == key for _, one in SHIPPED) for key in keys}
    assert {key for _, key in SHIPPED} == keys
    assert min(counted.values()) >= 25
    assert len({*STRANGERS, *(text for text, _ in SHIPPED)}) == len(SHIPPED) + len(STRANGERS)


def test_until_something_was_learnt_nothing_is_said(write: Write) -> None:
    message = write("환불 언제 되나요")
    assert Decision.objects.get(message=message, step="classify").outcome == "skipped"
    assert about(message.conversation) is None


def test_a_message_is_given_its_reason_with_how_sure_and_why(write: Write) -> None:
    version = learn()
    message = write("환불이 아직 안 됐는데 언제 되나요")
    decision = Decision.objects.get(message=message, step="classify")
    assert decision.outcome == about(message.conversation) == "refund-status"
    assert decision.confidence is not None
    assert decision.why["version"] == version.pk
    assert len(decision.why["ranked"]) == 3


def test_a_correction_changes_the_next_prediction(write: Write) -> None:
    learn_reasons(timestamp=0)
    minji = Agent.objects.create(email="minji@haru.example", name="김민지", role=Role.AGENT)
    order_check = Reason.objects.get(key="order-check")
    for number in range(1, 9):
        message = write(f"{GIFT} {number}", by=f"gift{number}@customer.example")
        assert about(message.conversation) != "order-check"
        give_reason(message.conversation, order_check, by=actor.agent(minji.pk))
    learn_reasons(timestamp=0)
    assert Learnt.objects.taken().count() == 2
    message = write(f"{GIFT}!", by="next@customer.example")
    assert about(message.conversation) == "order-check"


def test_what_is_worse_is_not_taken(wednesday: object, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    first = learn()
    right, other = shipped.examples(), {"delivery-late": "refund-status", "refund-status": "product-size", "product-size": "delivery-late"}
    muddled = [(text, key if place % 10 == 0 else other[key]) for place, (text, key) in enumerate(right)]
    monkeypatch.setattr(shipped, "examples", lambda: muddled)
    second = learn()
    assert second.taken_at is None
    assert second.accuracy_before
    assert second.accuracy < second.accuracy_before
    assert classifier.in_use() is not None
    assert Learnt.objects.taken().first() == first


def test_what_was_taught_to_be_about_nothing_is_given_no_reason(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shipped, "strangers", lambda: ["점심 메뉴 추천", "점심 뭐 먹을까요", "점심 맛집", "점심 같이 먹어요"])
    learn()
    message = write("점심 추천해 주세요")
    decision = Decision.objects.get(message=message, step="classify")
    assert decision.outcome == "none"
    assert decision.why["none"]
    assert len(decision.why["ranked"]) == 3
    assert about(message.conversation) is None
    assert about(write("환불 언제 되나요", by="other@customer.example").conversation) == "refund-status"


def test_how_well_reasons_are_known_is_asked_of_what_was_not_learnt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shipped, "strangers", lambda: ["점심 메뉴 추천", "점심 뭐 먹을까요", "점심 맛집", "점심 같이 먹어요", "점심 시간"])
    report = evaluation.cross_validated(None)
    assert (report.figures.size, report.figures.strangers) == (18, 5)
    assert report.figures.accuracy > 0.8
    assert report.figures.strangers_found == 1
    assert report.offered == 1
    assert report.given > 0.8


def test_what_an_agent_said_is_not_said_again(write: Write) -> None:
    learn()
    message = write("사이즈 추천 부탁드려요")
    again = write("환불 언제 되나요", answers=message)
    assert Decision.objects.get(message=again, step="classify").outcome == "known"


def test_a_model_of_an_older_make_is_learnt_anew(write: Write) -> None:
    older = learn()
    with np.load(io.BytesIO(older.content), allow_pickle=False) as file:
        arrays = dict(file)
    about = {**json.loads(arrays["about"].tobytes()), "format": 1}
    changed = io.BytesIO()
    np.savez_compressed(changed, **{**arrays, "about": np.frombuffer(json.dumps(about).encode(), dtype=np.uint8)})
    Learnt.objects.update(content=changed.getvalue())
    classifier._loaded.cache_clear()
    assert classifier.in_use() is None
    learn_reasons(timestamp=0)
    found = classifier.in_use()
    assert found is not None
    assert found[0] != older.pk


def test_what_came_while_nothing_was_learnt_is_looked_at_again(write: Write) -> None:
    missed = [write("환불이 아직 안 됐는데 언제 되나요"), write(GIFT, by="early@customer.example")]
    minji = Agent.objects.create(email="minji@haru.example", name="김민지", role=Role.AGENT)
    give_reason(missed[1].conversation, Reason.objects.get(key="order-check"), by=actor.agent(minji.pk))
    learn_reasons(timestamp=0)
    assert [about(message.conversation) for message in missed] == ["refund-status", "order-check"]
    decisions = Decision.objects.filter(message__in=missed, step="classify").order_by("pk")
    assert [decision.outcome for decision in decisions] == ["refund-status", "known"]
    before = list(decisions.values())
    assert give_missing_reasons() == 0
    assert list(decisions.values()) == before


def test_what_was_built_is_in_use_from_the_first_message(write: Write, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """As `bin/assets` builds it; nothing is learnt by the worker until an agent says something."""
    monkeypatch.setattr(shipped, "MODELS", tmp_path)
    monkeypatch.setattr(shipped, "embedded", lambda: None)
    file = shipped.build()
    assert shipped.build() == file == shipped.place()
    built = Model.load(file.read_bytes())
    monkeypatch.setattr(classifier, "built", lambda: built)
    message = write("환불이 아직 안 됐는데 언제 되나요")
    assert about(message.conversation) == "refund-status"
    assert Decision.objects.get(message=message, step="classify").why["version"] == classifier.BUILT
    learn_reasons(timestamp=0)
    assert not Learnt.objects.exists()


def test_without_what_should_have_been_built_nothing_breaks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(shipped, "MODELS", tmp_path)
    assert classifier.kept() is None
    shipped.place().write_bytes(b"half")
    assert classifier.kept() is None

"""The page of what was learnt: which version is in use, which was refused, and how a person changes that."""

import pytest
from django.test import Client
from django.urls import reverse

from onmaru.events.models import Event
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.models import Agent
from onmaru.people.roles import Role
from onmaru.triage import classifier, shipped
from onmaru.triage.actions import give_lesson as lessons
from onmaru.triage.actions import learn as learning
from onmaru.triage.actions.learn import learn
from onmaru.triage.models import Learnt, Lesson
from onmaru.triage.versions import versions

pytestmark = pytest.mark.usefixtures("few_examples")
PAGE = reverse("settings_learning")


@pytest.fixture
def haru(db: None) -> Agent:
    return Agent.objects.create(email="haru@haru.example", name="오하루", role=Role.OWNER, language="en")


@pytest.fixture
def refused(haru: Agent, monkeypatch: pytest.MonkeyPatch) -> tuple[Learnt, Learnt]:
    """A good version in use, and one that learnt nonsense after it."""
    first = learn()
    right, other = shipped.examples(), {"delivery-late": "refund-status", "refund-status": "product-size", "product-size": "delivery-late"}
    monkeypatch.setattr(
        shipped, "examples", lambda: [(text, key if place % 10 == 0 else other[key]) for place, (text, key) in enumerate(right)]
    )
    return first, learn()


def test_the_page_says_what_is_in_use_and_what_was_refused(refused: tuple[Learnt, Learnt], haru: Agent, client: Client) -> None:
    first, second = refused
    found = versions()
    assert [(one.learnt.pk, one.in_use, one.refused, one.is_kept) for one in found.shown] == [
        (second.pk, False, True, True),
        (first.pk, True, False, True),
    ]
    client.force_login(haru)
    said = client.get(PAGE).content.decode()
    assert "It was right less often than the one before." in said
    assert reverse("settings_learning_version", args=[second.pk]) in said
    assert reverse("settings_learning_version", args=[first.pk]) not in said


def test_a_person_takes_a_version_all_the_same_and_goes_back(refused: tuple[Learnt, Learnt], haru: Agent, client: Client) -> None:
    client.force_login(haru)
    for version in refused[::-1]:
        for _twice in range(2):
            assert client.post(reverse("settings_learning_version", args=[version.pk])).status_code == 302
        found = classifier.in_use()
        assert found and found[0] == version.pk
        assert [one.learnt.pk for one in versions().shown if one.in_use] == [version.pk]
    assert list(Event.objects.filter(name="version.taken").order_by("pk").values_list("data__version_id", flat=True)) == [
        refused[1].pk,
        refused[0].pk,
    ]


def test_what_is_long_past_keeps_its_figures_only(haru: Agent, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learning, "KEPT", 2)
    oldest, *_others = [learn() for _ in range(4)]
    assert [one.is_kept for one in versions().shown] == [True, True, False, False]
    client.force_login(haru)
    assert client.post(reverse("settings_learning_version", args=[oldest.pk])).status_code == 404
    assert "Only its figures are kept" in client.get(PAGE).content.decode()


def test_what_is_in_use_stays_whole_whatever_is_refused_after_it(refused: tuple[Learnt, Learnt], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learning, "KEPT", 1)
    monkeypatch.setattr(learning, "REMEMBERED", 1)
    third = learn()
    assert {one.pk for one in Learnt.objects.exclude(content=b"")} == {refused[0].pk, third.pk}
    assert not Learnt.objects.filter(pk=refused[1].pk).exists()


def test_learning_now_is_done_by_the_worker_once_and_says_how_it_went(haru: Agent, client: Client) -> None:
    client.force_login(haru)
    assert "Nothing was learnt from your agents yet" in client.get(PAGE).content.decode()
    for _twice in range(2):
        assert client.post(PAGE).status_code == 302
    assert "as soon as the worker is free" in client.get(PAGE, headers={"HX-Request-Type": "partial"}).content.decode()
    run_waiting(until=None)
    lesson = Lesson.objects.get()
    assert lesson.made == Learnt.objects.get()
    assert not lesson.is_under_way
    client.post(PAGE)
    assert Lesson.objects.get().pk != lesson.pk


def test_a_lesson_that_fails_says_so(haru: Agent, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_told: object) -> None:
        raise ValueError

    monkeypatch.setattr(lessons, "learn", fail)
    lesson = Lesson.objects.create(asked_at=learning.clock.now(), asked_by=haru)
    with pytest.raises(ValueError):
        lessons.give_lesson(lesson)
    client.force_login(haru)
    assert "The last time, learning failed." in client.get(PAGE).content.decode()
    assert "Nothing was learnt from your agents yet" in client.get(reverse("settings_reasons")).content.decode()

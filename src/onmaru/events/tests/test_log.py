from datetime import timedelta

import psycopg
import pytest
from django.db import connection, transaction

from onmaru.events import actor, reactions
from onmaru.events.happening import Happening, happening
from onmaru.events.log import record
from onmaru.events.models import Event
from onmaru.kit import clock
from onmaru.kit.inline_jobs import run_waiting

# What a worker does, before the suite made failures loud.
TRY_AGAIN = reactions.try_again


@happening("bell.rung")
class BellRung(Happening):
    conversation_id: int
    loudness: int


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    heard: list[int] = []
    monkeypatch.setattr(reactions, "by_name", dict(reactions.by_name))
    monkeypatch.setattr(reactions, "together", set(reactions.together))
    monkeypatch.setattr(reactions, "by_kind", {**reactions.by_kind, BellRung: []})

    @reactions.on(BellRung)
    def listen(event: BellRung) -> None:
        heard.append(event.loudness)

    return heard


@pytest.mark.django_db(transaction=True)
def test_nothing_is_recorded_outside_the_transaction_of_its_change() -> None:
    with pytest.raises(RuntimeError, match=r"bell\.rung"):
        record(BellRung(conversation_id=1, loudness=2))


@pytest.mark.django_db
def test_an_event_is_a_row_and_a_job_for_each_reaction(heard: list[int]) -> None:
    record(BellRung(conversation_id=7, loudness=3), by=actor.agent(5))
    event = Event.objects.get(name="bell.rung")
    assert (event.conversation_id, event.actor, event.happening) == (7, actor.agent(5), BellRung(conversation_id=7, loudness=3))
    assert heard == []
    run_waiting()
    assert heard == [3]


@pytest.mark.django_db
def test_what_happened_together_keeps_its_order(heard: list[int]) -> None:
    record(*(BellRung(conversation_id=7, loudness=loudness) for loudness in (5, 1, 3)))
    assert [event.data["loudness"] for event in Event.objects.filter(name="bell.rung").order_by("id")] == [5, 1, 3]
    run_waiting()
    assert heard == [5, 1, 3]


@pytest.mark.django_db
def test_a_reaction_to_many_takes_at_once_what_was_recorded_at_once(heard: list[int]) -> None:
    at_once: list[list[int]] = []

    @reactions.on_many(BellRung)
    def listen_to_many(events: list[BellRung]) -> None:
        at_once.append([event.loudness for event in events])

    record(*(BellRung(conversation_id=7, loudness=loudness) for loudness in (5, 1)))
    record(BellRung(conversation_id=7, loudness=3))
    run_waiting()
    assert (at_once, heard) == ([[5, 1], [3]], [5, 1, 3])
    # A job that waited since before it was one for many.
    name = f"{listen_to_many.__module__}.{listen_to_many.__name__}"
    reactions.react.func(reaction=name, event_id=Event.objects.get(data__loudness=1).pk)
    assert at_once[-1] == [1]


@pytest.mark.django_db(transaction=True)
def test_a_reaction_that_fails_is_tried_again_by_itself(heard: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reactions, "try_again", TRY_AGAIN)
    failing = [False, True]

    @reactions.on(BellRung)
    def stumble(event: BellRung) -> None:
        if failing.pop():
            raise ZeroDivisionError
        heard.append(-event.loudness)

    @reactions.on(BellRung)
    def come_last(event: BellRung) -> None:
        heard.append(event.loudness * 10)

    with transaction.atomic():
        record(BellRung(conversation_id=7, loudness=3))
    # One job for all of them.
    assert run_waiting() == 1
    assert heard == [3, 30]
    run_waiting(until=clock.now() + timedelta(seconds=2))
    assert heard == [3, 30, -3]


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_never_happened(heard: list[int]) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record(BellRung(conversation_id=7, loudness=3))
        raise ZeroDivisionError
    run_waiting()
    assert heard == [] and not Event.objects.filter(name="bell.rung").exists()


@pytest.mark.django_db
def test_the_job_of_a_reaction_that_is_gone_does_nothing(heard: list[int]) -> None:
    record(BellRung(conversation_id=7, loudness=3))
    reactions.by_name.clear()
    assert run_waiting() == 1


@pytest.mark.django_db(transaction=True)
def test_open_pages_are_told_at_commit_and_not_before() -> None:

    connection.ensure_connection()
    with psycopg.connect(connection.connection.info.dsn, autocommit=True) as ear:
        ear.execute("LISTEN onmaru")
        with transaction.atomic():
            record(BellRung(conversation_id=7, loudness=3))
            assert list(ear.notifies(timeout=0, stop_after=1)) == []
        assert [notice.payload for notice in ear.notifies(timeout=10, stop_after=1)] == ['{"what":"conversation","id":7}']

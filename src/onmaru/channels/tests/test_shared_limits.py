"""How often somebody may do something, however many processes are asked."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from onmaru.channels.actions.count import forget_counted
from onmaru.channels.models import Tally
from onmaru.channels.shared_limits import SharedRate
from onmaru.kit import clock


def processes(most: int, at_a_time: int = 1) -> tuple[SharedRate, SharedRate]:
    """Two web processes hold the same rule, and nothing else in common than the database."""
    return SharedRate("of a test", most, 60, at_a_time), SharedRate("of a test", most, 60, at_a_time)


@pytest.mark.django_db
def test_two_processes_count_together() -> None:
    one, two = processes(3)
    assert [one.allows("a"), two.allows("a"), one.allows("a"), two.allows("a"), one.allows("a")] == [True, True, True, False, False]
    assert one.allows("b"), "each name for itself"
    assert SharedRate("of another", 1, 60).allows("a"), "each rule for itself"


@pytest.mark.django_db
def test_it_is_allowed_again_when_the_time_is_over() -> None:
    one, _two = processes(1)
    assert one.allows("a")
    assert not one.allows("a")
    assert 0 < one.wait("a") <= 60
    Tally.objects.update(began_at=clock.now() - timedelta(seconds=61))
    assert one.wait("a") == 0
    assert [one.allows("a"), one.allows("a")] == [True, False]
    assert 0 < one.wait("a") <= 60


@pytest.mark.django_db
def test_a_process_that_takes_many_at_a_time_never_allows_more() -> None:
    one, two = processes(8, at_a_time=4)
    asked = [one, two, one, two, one, two, one, two]
    assert all(process.allows("a") for process in asked)
    assert not one.allows("a")
    assert not two.allows("a")
    assert Tally.objects.get().used == 8


@pytest.mark.django_db
def test_no_address_is_kept_and_what_is_old_is_forgotten() -> None:
    one, _two = processes(1)
    one.allows("203.0.113.7 yuna@customer.example")
    assert "203" not in Tally.objects.get().name
    forget_counted()
    assert Tally.objects.count() == 1
    Tally.objects.update(began_at=clock.now() - timedelta(days=2))
    forget_counted()
    assert not Tally.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_at_the_same_moment_too() -> None:
    allowed: list[bool] = []
    start = threading.Barrier(8)

    def asks() -> None:
        rate = SharedRate("of a test", 10, 60)
        start.wait()
        allowed.extend(rate.allows("a") for _ in range(5))
        connection.close()

    threads = [threading.Thread(target=asks) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(allowed), sum(allowed)) == (40, 10)

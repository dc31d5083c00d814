"""What happens to jobs when workers die, and to what jobs enqueue."""

import asyncio

import pytest
from django.db import connection, transaction

from onmaru.cli.worker import MOST_ATTEMPTS, work
from onmaru.events.models import Event
from onmaru.kit import clock, jobs

pytestmark = pytest.mark.django_db(transaction=True)

# Nothing of the product's schedule falls into it: what is due this minute would be done as well, and takes its time.
QUEUE = "bulk"


@pytest.fixture(autouse=True)
def no_jobs_from_elsewhere() -> None:
    # The queue's tables are not Django's to empty between tests.
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


def note(name: str) -> None:
    Event.objects.create(name=name, at=clock.now(), actor_kind="system")


@jobs.job(retry=None, queue=QUEUE)
def noted(name: str) -> None:
    note(name)


@jobs.job(retry=None, queue=QUEUE)
def noted_and_then_failed(name: str) -> None:
    with transaction.atomic():
        note(name)
        jobs.enqueue(noted, name=f"after {name}")
        raise RuntimeError("the job fails after it enqueued another")


def run_all() -> None:
    asyncio.run(work(2, wait=False, queues=[QUEUE]))


def names() -> list[str]:
    return list(Event.objects.order_by("id").values_list("name", flat=True))


def states() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text FROM procrastinate_jobs WHERE task_name LIKE %s ORDER BY id", [f"{__name__}.%"])
        return [status for (status,) in cursor.fetchall()]


def a_worker_died_with(attempts: int = 0, heartbeat: str = "1 minute") -> None:
    """The waiting jobs were being done by a worker that was last heard of so long ago."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s::interval) RETURNING id", [heartbeat])
        worker = cursor.fetchone()[0]
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s, attempts = %s", [worker, attempts])


def test_jobs_are_done_and_forgotten() -> None:
    jobs.enqueue(noted, name="done")
    run_all()
    assert names() == ["done"]
    assert states() == []


def test_a_dead_workers_job_is_done_again() -> None:
    jobs.enqueue(noted, name="saved")
    a_worker_died_with()
    run_all()
    assert names() == ["saved"]


def test_a_living_workers_job_is_left_to_it() -> None:
    jobs.enqueue(noted, name="busy")
    a_worker_died_with(heartbeat="5 seconds")
    run_all()
    assert names() == []


def test_a_job_that_kills_its_workers_is_given_up() -> None:
    jobs.enqueue(noted, name="deadly")
    a_worker_died_with(attempts=MOST_ATTEMPTS)
    run_all()
    assert names() == []
    assert states() == ["failed"]


def test_the_same_work_enqueued_again_meanwhile_is_enough() -> None:
    jobs.enqueue_once(noted, "key", name="once")
    a_worker_died_with()
    jobs.enqueue_once(noted, "key", name="once")
    run_all()
    assert names() == ["once"]


def test_what_a_failed_job_wrote_and_enqueued_never_was() -> None:
    jobs.enqueue(noted_and_then_failed, name="gone")
    run_all()
    assert names() == []
    assert states() == ["failed"]

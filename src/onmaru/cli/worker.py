"""`onmaru worker`: runs jobs, frees those of workers that died, and keeps the standing services of channels."""

import argparse
import asyncio
import logging
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from onmaru.cli import leash, setting_up
from onmaru.kit.yielding import give_way

log = logging.getLogger("onmaru.worker")

# A worker that has not been heard of for LOST seconds is dead, and what it was doing is done again.
HEARTBEAT = 3.0
LOST = 12.0
# A job that was interrupted this often may be what kills the workers.
MOST_ATTEMPTS = 20
# Of the processor, where both want it, pages get three times as much: people wait for those.
NICE = 5
# How long running jobs may take to finish when the worker is asked to stop.
PATIENCE = 20.0


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--concurrency", type=int, default=4, help="jobs at the same time, each in a thread (default: 4)")
    parser.add_argument(
        "--queues", nargs="+", metavar="QUEUE", help="only jobs of these queues: ingest, reactions, outgoing, bulk, default"
    )


def run(arguments: argparse.Namespace) -> int:
    leash.heed()
    give_way(NICE)
    setting_up.django()
    stop = threading.Event()
    standing = threading.Thread(target=_standing_services, args=(stop,), name="standing")
    standing.start()
    try:
        asyncio.run(work(arguments.concurrency, queues=arguments.queues))
    finally:
        stop.set()
        standing.join(15)
    # A thread that hangs in some mail server's time-out must not keep the process: its work is safe in the database.
    logging.shutdown()
    if standing.is_alive():
        os._exit(0)
    return 0


async def work(concurrency: int, *, wait: bool = True, queues: list[str] | None = None) -> None:
    """Run jobs until a signal says stop; or, without `wait`, until none is left."""
    from asgiref.sync import sync_to_async
    from django.db import connections

    from onmaru.kit.threads import hang_up

    threads = ThreadPoolExecutor(concurrency, "job")
    asyncio.get_running_loop().set_default_executor(threads)
    app = _app(concurrency)
    async with app.open_async():
        await free_jobs_of_the_dead(app)
        rescue = asyncio.create_task(_rescue(app))
        try:
            await app.run_worker_async(
                queues=queues,  # pyright: ignore[reportArgumentType] - None means every queue, though the type does not say so
                concurrency=concurrency,
                wait=wait,
                delete_jobs="successful",
                update_heartbeat_interval=HEARTBEAT,
                stalled_worker_timeout=LOST,
                shutdown_graceful_timeout=PATIENCE,
            )
        finally:
            rescue.cancel()
            with suppress(asyncio.CancelledError):
                await rescue
            hang_up(threads, concurrency)
            # The queue's own schedule went through this one thread of asgiref's.
            await sync_to_async(connections.close_all)()


def _app(concurrency: int):
    """An app of the worker's own, with the same jobs.

    Not `replace_connector`: what a job enqueues must go through Django's connection, into the transaction of the job's own rows.
    """
    from procrastinate import PsycopgConnector
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.db_cleanup import DjangoApp
    from procrastinate.contrib.django.utils import connector_params

    worker_app = DjangoApp(connector=PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=min(concurrency, 4)))
    worker_app.tasks, worker_app.periodic_registry = app.tasks, app.periodic_registry
    return worker_app


async def _rescue(app) -> None:
    from procrastinate.exceptions import ConnectorException

    while True:
        await asyncio.sleep(HEARTBEAT)
        try:
            await free_jobs_of_the_dead(app)
        except ConnectorException as error:
            log.warning("Jobs of dead workers could not be freed: %s", error)


async def free_jobs_of_the_dead(app) -> None:
    """Let the jobs of workers that have not been heard of be done again."""
    await app.job_manager.prune_stalled_workers(LOST)
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=LOST):
        await _free(app, job)


async def _free(app, job) -> None:
    from procrastinate.exceptions import ConnectorException, UniqueViolation
    from procrastinate.jobs import Status

    try:
        if job.attempts >= MOST_ATTEMPTS:
            log.error("Job %s (%s) was interrupted %s times and is given up", job.id, job.task_name, job.attempts)
            await app.job_manager.finish_job(job, status=Status.FAILED, delete_job=False)
        else:
            await app.job_manager.retry_job(job)
            log.warning("Job %s (%s) of a dead worker is run again", job.id, job.task_name)
    except UniqueViolation:
        # The same work was enqueued once more meanwhile; that run is enough.
        await app.job_manager.finish_job(job, status=Status.ABORTED, delete_job=True)
    except ConnectorException:
        log.info("Job %s was finished or freed by somebody else", job.id)


def _standing_services(stop: threading.Event) -> None:
    from onmaru.channels import standing

    standing.run(stop)

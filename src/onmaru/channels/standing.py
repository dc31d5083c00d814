"""Threads that live as long as the worker: a mailbox that is listened to, a mail server of our own.

A package of a kind declares them in its `standing.py` as `services() -> Iterable[Service]`; asked again every few seconds, so that a
channel connected meanwhile is served without a restart. Of several workers one serves each, by a lock that dies with it.
"""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import structlog
from django.db import close_old_connections, connection

from onmaru.kit import plugs
from onmaru.kit.locks import held

log = structlog.get_logger(__name__)
ASK_AGAIN = 5.0


@dataclass(frozen=True)
class Service:
    """`serve(stop)` runs until `stop` is set or the service has no reason to go on; a fault ends it until it is asked for again."""

    name: str
    serve: Callable[[threading.Event], None]


def declared() -> Iterator[Service]:
    for module in plugs.modules("standing"):
        if services := getattr(module, "services", None):
            yield from services()


def run(stop: threading.Event) -> None:
    """Serve what is declared until `stop` is set; then wait for every thread to end."""
    threads: dict[str, threading.Thread] = {}
    while not stop.is_set():
        try:
            close_old_connections()
            for service in declared():
                if not (threads.get(service.name) and threads[service.name].is_alive()):
                    thread = threading.Thread(target=_serve, args=(service, stop), name=service.name, daemon=True)
                    threads[service.name] = thread
                    thread.start()
        except Exception:
            log.exception("standing.fault")
        stop.wait(ASK_AGAIN)
    for thread in threads.values():
        thread.join(timeout=10)


def _serve(service: Service, stop: threading.Event) -> None:
    try:
        with held(f"standing:{service.name}") as mine:
            if mine:
                service.serve(stop)
    except Exception:
        log.exception("standing.ended", service=service.name)
    finally:
        connection.close()

"""`onmaru serve`: the web server, Granian, on one port."""

import argparse
import os
import resource

from onmaru.cli import leash

# Every open page holds a connection, and Granian lets nobody in beyond its limit: at its own 1,024 the desk would stop answering.
MOST_CONNECTIONS = 20_000
# Who waits to be let in when all pages come back at once.
BACKLOG = 4096


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on; 0.0.0.0 for every network (default: 127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=1, help="processes; one serves a small team (default: 1)")


def run(arguments: argparse.Namespace) -> int:
    leash.heed()
    from granian.constants import Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels
    from granian.server import Server

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onmaru.config.settings")
    allow_files(MOST_CONNECTIONS + 1000)
    Server(
        "onmaru.cli.web:application",
        address=arguments.host,
        port=arguments.port,
        interface=Interfaces.ASGI,
        workers=arguments.workers,
        websockets=False,
        backlog=BACKLOG,
        backpressure=MOST_CONNECTIONS,
        # A request line and its headers must arrive within this many milliseconds, or slow clients could hold connections for ever.
        http1_settings=HTTP1Settings(header_read_timeout=15_000),
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=20,
    ).serve()
    return 0


def allow_files(wanted: int) -> None:
    """As many open files as that, or as many as the system lets us have: a connection is one."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    unlimited = resource.RLIM_INFINITY
    possible = wanted if hard == unlimited else min(wanted, hard)
    if soft != unlimited and soft < possible:
        resource.setrlimit(resource.RLIMIT_NOFILE, (possible, hard))

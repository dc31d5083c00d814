"""The PostgreSQL that comes with the product: started by whoever needs it first, stopped by whoever leaves it last.

Every process that uses the cluster holds a shared file lock. The kernel drops it however a process ends, so there is no list of users
to go stale: whoever leaves and finds no other lock stops the server. See docs/decisions/embedded-postgres.md.
"""

import atexit
import fcntl
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from onmaru.kit import embedded_home as home

# For a small server. An operator's own lines go below the include in postgresql.conf and win.
TUNED = {
    "listen_addresses": "''",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "shared_buffers": "64MB",
    "effective_cache_size": "512MB",
    "maintenance_work_mem": "64MB",
    "work_mem": "8MB",
    "max_wal_size": "512MB",
    "wal_compression": "on",
    "random_page_cost": "1.1",
    "jit": "off",
    # Reading ahead in processes of their own pays on large tables only, and costs memory always.
    "io_method": "sync",
    "max_parallel_workers_per_gather": "1",
    "timezone": "'UTC'",
    "log_timezone": "'UTC'",
    # One log file for each day of the week, written anew a week later: logs never fill the disk.
    "logging_collector": "on",
    "log_directory": "'log'",
    "log_filename": "'postgresql-%a.log'",
    "log_truncate_on_rotation": "on",
    "log_rotation_age": "1d",
    # Statements and the details of errors hold customers' data, which has no place in a log.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_checkpoints": "off",
}

_held: dict[Path, int] = {}


class EmbeddedDatabaseError(RuntimeError):
    """The cluster could not be made, started or stopped; the text says why."""


def url(folder: Path, **settings: str) -> str:
    """The libpq URL of the cluster in `folder`, which is made and started where necessary and used until this process ends.

    `settings` are PostgreSQL's own, on top of ours. Forked children share the use of their parent.
    """
    cluster = home.settle(folder)
    with _gate(cluster):
        if cluster not in _held:
            _held[cluster] = _use(cluster)
            atexit.register(_leave, cluster)
        if not (cluster / "PG_VERSION").exists():
            _make(cluster)
        if not is_running(cluster):
            _start(cluster, settings)
        sockets = (cluster / "postmaster.pid").read_text().splitlines()[4]
    return f"postgresql://onmaru@/onmaru?host={quote(sockets, safe='/')}"


def leave(folder: Path) -> None:
    """Stop using the cluster; the last to leave stops it."""
    _leave(home.settle(folder))


def _leave(cluster: Path) -> None:
    descriptor = _held.pop(cluster, None)
    if descriptor is None or not cluster.exists():
        return
    with _gate(cluster):
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pass
        else:
            if is_running(cluster):
                _run(cluster, "pg_ctl", "stop", "-w", "-t", "60", "-m", "fast", "-D", str(cluster))
                home.remove_sockets(cluster)
        os.close(descriptor)


def is_running(cluster: Path) -> bool:
    """Whether the server that postmaster.pid names lives. After a crash the number may belong to any other process."""
    try:
        pid = int((cluster / "postmaster.pid").read_text().split()[0])
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except (OSError, ValueError, IndexError):
        return False
    return b"postgres" in command and os.fsencode(cluster) in command


@contextmanager
def _gate(cluster: Path) -> Iterator[None]:
    """Only one process at a time makes, starts, joins or stops."""
    with open(cluster.parent / "gate", "w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _use(cluster: Path) -> int:
    descriptor = os.open(cluster.parent / "users", os.O_CREAT | os.O_RDWR, 0o600)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    return descriptor


def _start(cluster: Path, settings: dict[str, str]) -> None:
    sockets = home.sockets(cluster)
    lines = [f"{name} = {value}" for name, value in {**TUNED, **settings, "unix_socket_directories": f"'{sockets}'"}.items()]
    head = "# Written at every start; your own lines go to the end of postgresql.conf."
    (cluster / "onmaru.conf").write_text("\n".join([head, *lines, ""]))
    # Left by a crash, these name a process that may be anybody now, and PostgreSQL would refuse to start. It does not need them to find
    # out whether an old server still has the data in its hands: the shared memory says so.
    for stale in (cluster / "postmaster.pid", Path(sockets, ".s.PGSQL.5432.lock")):
        stale.unlink(missing_ok=True)
    # When only the postmaster was killed, its children hold the shared memory for a moment longer.
    for attempt in range(20):
        try:
            _run(cluster, "pg_ctl", "start", "-w", "-t", "120", "-s", "-l", str(cluster / "start.log"), "-D", str(cluster))
            break
        except EmbeddedDatabaseError as error:
            if attempt == 19 or "shared memory block" not in str(error):
                raise
            time.sleep(0.5)


def _make(cluster: Path) -> None:
    """A new cluster appears whole or not at all."""
    new = cluster.with_suffix(".new")
    shutil.rmtree(new, ignore_errors=True)
    # The database's own C.UTF-8 sorts Hangul in dictionary order, knows upper and lower case of every script and never changes with libc.
    locale = ("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
    # Nobody but the owner of the folder (and root) can reach the socket that lies in it, so a password would protect nothing.
    _run(cluster, "initdb", "-D", str(new), "-U", "onmaru", "--auth=trust", "--no-instructions", *locale)
    _run(cluster, "postgres", "--single", "-D", str(new), "postgres", stdin="CREATE DATABASE onmaru;\n")
    with open(new / "postgresql.conf", "a") as handle:
        handle.write("\ninclude_if_exists = 'onmaru.conf'\n# Your own settings below this line win.\n")
    new.rename(cluster)


def _run(cluster: Path, program: str, *arguments: str, stdin: str = "") -> None:
    """Run one of PostgreSQL's programs as the owner of the cluster."""
    owner = home.owner(cluster.parent)
    # Files, not pipes: the server inherits them from pg_ctl and would keep a pipe open for its whole life.
    with tempfile.TemporaryFile("w+", errors="replace") as output, tempfile.TemporaryFile("w+") as given:
        given.write(stdin)
        given.seek(0)
        done = subprocess.run(
            [str(home.programs() / program), *arguments],
            stdin=given,
            stdout=output,
            stderr=output,
            cwd="/",
            env={**os.environ, "LC_ALL": "C"},
            **({} if owner is None else {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}),
        )
        if done.returncode:
            output.seek(0)
            told = output.read() + (_last_log(cluster) if program == "pg_ctl" else "")
            raise EmbeddedDatabaseError(f"The embedded PostgreSQL in {cluster} failed at {program}:\n{told.strip()}")


def _last_log(cluster: Path) -> str:
    logs = sorted([*cluster.glob("start.log"), *cluster.glob("log/*")], key=lambda log: log.stat().st_mtime)
    return "\n".join(log.read_text(errors="replace")[-1500:] for log in logs[-2:])

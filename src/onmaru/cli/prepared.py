"""Whether the database is known to be up to date, so that most starts need not load all of Django to find out."""

import hashlib
import subprocess
from importlib.metadata import distributions
from pathlib import Path

from onmaru.config import environment
from onmaru.kit import embedded_home

PACKAGE = Path(__file__).resolve().parents[1]


def file() -> Path:
    return environment.data_folder() / "prepared"


def is_current(url: str, demo: bool) -> bool:
    try:
        return file().read_text() == _state(url, demo)
    except (OSError, subprocess.SubprocessError):
        return False


def remember(url: str, demo: bool) -> None:
    file().parent.mkdir(parents=True, exist_ok=True)
    file().write_text(_state(url, demo))


def _state(url: str, demo: bool) -> str:
    """What the code wants and what the database has. A restored backup or another database changes the second."""
    wanted = hashlib.sha256()
    for place in sorted([*PACKAGE.glob("**/migrations/*.py"), *PACKAGE.glob("locale/*/LC_MESSAGES/*.[pm]o")]):
        wanted.update(f"{place.relative_to(PACKAGE)}:{place.stat().st_mtime_ns if place.suffix == '.po' else ''}\n".encode())
    for name, version in sorted((package.name, package.version) for package in distributions()):
        wanted.update(f"{name}=={version}\n".encode())
    done = _answer(url, "SELECT count(*), max(id), max(applied) FROM django_migrations")
    return f"{wanted.hexdigest()} {done} {'demo' if demo else ''}"


def is_set_up(url: str) -> bool:
    """Whether somebody has opened a shop here."""
    try:
        return _answer(url, "SELECT EXISTS (SELECT 1 FROM people_shop)") == "t"
    except subprocess.SubprocessError:
        return False


def _answer(url: str, question: str) -> str:
    command = [str(embedded_home.programs() / "psql"), url, "-XAtc", question]
    return subprocess.run(command, check=True, capture_output=True, timeout=10).stdout.decode().strip()

"""Everything the deployment tells us by environment. docs/operating/settings.md explains each; a test holds the two together."""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
TRUE, FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}

# Every name that was asked for, and how it is read. What is set but never asked for is a typing error.
asked: dict[str, str] = dict.fromkeys(("ONMARU_LEASH", "ONMARU_CORPUS"), "text")


def text(name: str, default: str = "") -> str:
    asked.setdefault(name, "text")
    return os.environ.get(name, default).strip()


def flag(name: str, default: bool = False) -> bool:
    asked[name] = "flag"
    value = text(name)
    return default if not value else value.lower() in TRUE


def number(name: str, default: int) -> int:
    asked[name] = "number"
    value = text(name)
    return int(value) if value.isdigit() else default


def words(name: str) -> list[str]:
    return [word for word in text(name).replace(",", " ").split() if word]


def problems() -> dict[str, str]:
    """What is wrong with our variables, by name: "unknown", "number" (is none) or "flag" (is none)."""
    found: dict[str, str] = {}
    for name in sorted(os.environ):
        value = os.environ[name].strip()
        if name.startswith("ONMARU_") and name not in asked and not name.startswith("ONMARU_TEST"):
            found[name] = "unknown"
        elif asked.get(name) == "number" and value and not value.isdigit():
            found[name] = "number"
        elif asked.get(name) == "flag" and value and value.lower() not in TRUE | FALSE:
            found[name] = "flag"
    return found


def data_folder() -> Path:
    """Where the embedded database, attachments and keys live: `ONMARU_DATA`, else `.data` in the clone."""
    return Path(text("ONMARU_DATA") or ROOT / ".data")


def secret_keys() -> list[str]:
    """`ONMARU_SECRET_KEYS`, newest first; without it one key is made on the first start and kept beside the data."""
    return words("ONMARU_SECRET_KEYS") or _kept("secret_key", 48).split()


def setup_token() -> str:
    """What the set-up of a fresh deployment asks for, so that no stranger is faster than who started it: `ONMARU_SETUP_TOKEN`, else one
    that is made on the first start and kept beside the data."""
    return text("ONMARU_SETUP_TOKEN") or _kept("setup_token", 24).strip()


def _kept(name: str, length: int) -> str:
    file = data_folder() / name
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        # Web and worker may both be the first: the secret appears whole, and only one of the two.
        with tempfile.NamedTemporaryFile("w", dir=file.parent) as fresh, suppress(FileExistsError):
            fresh.write(secrets.token_urlsafe(length))
            fresh.flush()
            os.link(fresh.name, file)
    return file.read_text()

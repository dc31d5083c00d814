"""Everything the deployment tells us by environment, each with its meaning, in one place."""

import os
import secrets
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def flag(name: str, default: bool = False) -> bool:
    value = text(name)
    return default if not value else value.lower() in {"1", "true", "yes", "on"}


def number(name: str, default: int) -> int:
    value = text(name)
    return int(value) if value.isdigit() else default


def words(name: str) -> list[str]:
    return [word for word in text(name).replace(",", " ").split() if word]


def data_folder() -> Path:
    """Where the embedded database, attachments and keys live: `ONMARU_DATA`, else `.data` in the clone."""
    return Path(text("ONMARU_DATA") or ROOT / ".data")


def secret_keys() -> list[str]:
    """`ONMARU_SECRET_KEYS`, newest first; without it one key is made on the first start and kept beside the data."""
    keys = words("ONMARU_SECRET_KEYS")
    if keys:
        return keys
    file = data_folder() / "secret_key"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            descriptor = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        except FileExistsError:
            pass
        else:
            with os.fdopen(descriptor, "w") as handle:
                handle.write(secrets.token_urlsafe(48))
    return file.read_text().split()

"""Reading what Dovecot filed, straight from the Maildir."""

from __future__ import annotations

import re
from pathlib import Path

_ARRIVAL = re.compile(r"(\d+)\.M(\d+)P")


def messages(maildir: Path, folder: str = "INBOX") -> list[bytes]:
    """Raw mails of one folder, oldest first."""
    return [path.read_bytes() for path in paths(maildir, folder)]


def paths(maildir: Path, folder: str = "INBOX") -> list[Path]:
    inside = maildir if folder == "INBOX" else maildir / f".{folder}"
    return sorted((path for sub in ("cur", "new") for path in inside.glob(f"{sub}/*")), key=_arrival)


def arrived(path: Path) -> float:
    """Seconds since 1970."""
    seconds, micros, _ = _arrival(path)
    return seconds + micros / 1_000_000


def _arrival(path: Path) -> tuple[int, int, str]:
    matched = _ARRIVAL.match(path.name)
    return (int(matched[1]), int(matched[2]), path.name) if matched else (0, 0, path.name)

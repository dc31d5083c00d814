"""Where the public sample mails lie, for tests and for the bench."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[5]


def corpus() -> Path | None:
    """The folder of sample data: ONMARU_CORPUS, else ../shared/data beside the checkout; None when absent."""
    folder = Path(os.environ.get("ONMARU_CORPUS") or ROOT.parent / "shared" / "data")
    return folder if folder.is_dir() else None


def mails(*sets: str) -> list[Path]:
    """Every file of the e-mail sets (all of them when none is named), without licence files."""
    folder = corpus()
    if folder is None:
        return []
    names = sets or tuple(sorted(path.name for path in folder.glob("email_*")))
    files = (path for name in names for path in sorted((folder / name).rglob("*")))
    return [path for path in files if path.is_file() and not path.name.startswith(("_", "README"))]

"""What the product knows of reasons before anybody taught it: our own examples, and the model that was learnt of them when it was built.

`python -m onmaru.triage.shipped` learns it, unless it is there; bin/assets does so. It needs no database.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from onmaru.language import classify
from onmaru.language.classify.model import NONE
from onmaru.language.classify.vectors import embedded

EXAMPLES = Path(__file__).parent / "examples"
MODELS = Path(__file__).parent / "built"
# One example in so many is held back, to ask a new model and the one before what neither has seen.
HELD = 10


def examples() -> list[tuple[str, str]]:
    """(text, reason) of each, in Korean and English."""
    found: list[tuple[str, str]] = []
    for file in sorted(EXAMPLES.glob("*.txt")):
        key = ""
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.startswith("["):
                key = line.strip("[]")
            elif line:
                found.append((line, key))
    return found


def strangers() -> list[str]:
    """What people also write, and what is about no reason."""
    files = sorted((EXAMPLES / "strangers").glob("*.txt"))
    return [line for file in files for line in file.read_text(encoding="utf-8").splitlines() if line]


def taught(known: Sequence[tuple[str, str]]) -> tuple[list[str], list[str]]:
    """Texts and labels to learn from: what is known of reasons, and what is about none."""
    others = strangers()
    return [*(text for text, _ in known), *others], [*(key for _, key in known), *(NONE for _ in others)]


def place() -> Path:
    """Where the model is kept: named after all that it was learnt from, so that no older one is taken for it."""
    made = hashlib.sha256()
    for file in (*sorted(EXAMPLES.rglob("*.txt")), *sorted(Path(classify.__file__).parent.glob("*.py"))):
        made.update(file.read_bytes())
    return MODELS / f"reasons-{made.hexdigest()[:16]}.npz"


def build() -> Path:
    """Learn the model and keep it; one that is there stays."""
    file = place()
    if file.exists():
        return file
    known = [one for number, one in enumerate(examples()) if number % HELD]
    model = classify.train(*taught(known), embedded())
    MODELS.mkdir(exist_ok=True)
    for older in MODELS.glob("reasons-*"):
        older.unlink()
    # Whole or not at all: who reads it may come in between.
    half = file.with_suffix(".half")
    half.write_bytes(model.save())
    return half.replace(file)


if __name__ == "__main__":
    build()

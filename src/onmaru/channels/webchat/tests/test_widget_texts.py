import re
from pathlib import Path

from onmaru.channels.webchat.widget_texts import LOADER, WIDGET

SCRIPTS = Path(__file__).parents[1] / "assets"
# Named by what the server says of a message.
OF_STATES = {"sent", "delivered", "read"}


def asked_for() -> set[str]:
    """Every name inside a call of t()."""
    found = set()
    for script in SCRIPTS.glob("*.ts"):
        for call in re.finditer(r"\bt\(([^()]*(?:\([^()]*\)[^()]*)*)\)", script.read_text()):
            found |= set(re.findall(r'"([a-z_]+)"', call.group(1)))
    return found


def test_the_script_asks_for_the_sentences_there_are():
    assert asked_for() | OF_STATES == set(WIDGET)
    loader = (SCRIPTS / "loader.ts").read_text()
    assert all(re.search(rf"\b{name}\b", loader) for name in LOADER)


def test_places_are_named_in_both(settings):
    assert {name for name, text in WIDGET.items() if "{" in str(text)} == {
        "cards", "closed_until", "estimate", "hours", "minutes", "position", "tomorrow_at", "too_big", "unread", "writing",
    }  # fmt: skip

"""Texts without Korean are found."""

from pathlib import Path

from onmaru.kit import translations
from tests.architecture import korean

CATALOGUE = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Reply"
msgstr "답장"

msgid "Resolve"
msgstr ""

#, fuzzy
msgid "Assign"
msgstr "배정"
"""


def test_what_is_not_collected_or_not_translated_is_found(tmp_path: Path) -> None:
    source = tmp_path / "onmaru"
    (source / "inbox" / "templates" / "inbox").mkdir(parents=True)
    (source / "inbox" / "desk.py").write_text(
        "from x import gettext as _, pgettext\na = _('Reply')\nb = _('Snooze')\npgettext('verb', 'Merge')\n"
    )
    (source / "inbox" / "templates" / "inbox" / "thread.html").write_text("{% translate 'Split' %} {% translate \"Reply\" as label %}")
    catalogue = source / "locale" / "ko" / "LC_MESSAGES" / "django.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text(CATALOGUE)
    assert korean.missing(source, catalogue) == ["Merge", "Snooze", "Split"]
    assert [found.rpartition(": ")[2] for found in translations.unfinished(source / "locale")] == ["Resolve", "Assign"]


def test_catalogues_are_compiled_once(tmp_path: Path) -> None:
    catalogue = tmp_path / "ko" / "LC_MESSAGES" / "django.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text(CATALOGUE)
    assert translations.compile_all(tmp_path) == [catalogue]
    assert translations.compile_all(tmp_path) == []
    assert catalogue.with_suffix(".mo").read_bytes()[:4] in {b"\xde\x12\x04\x95", b"\x95\x04\x12\xde"}

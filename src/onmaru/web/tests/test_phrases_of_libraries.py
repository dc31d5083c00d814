from pathlib import Path

import allauth
import django
import polib
import pytest

from onmaru.web import phrases_of_libraries as phrases

CATALOGUES = [
    Path(allauth.__file__).parent / "locale",
    *(Path(django.__file__).parent / folder / "locale" for folder in ("conf", "contrib/auth")),
]


@pytest.fixture(scope="module")
def theirs() -> set[str]:
    return {entry.msgid for locale in CATALOGUES for entry in polib.pofile(str(locale / "ko" / "LC_MESSAGES" / "django.po"))}


def test_sentences_that_we_say_otherwise_are_still_said(theirs: set[str]) -> None:
    said = {*phrases.OF_FORMS, *phrases.OF_CALENDARS, *phrases.OF_SIGNING_IN, *phrases.OF_RESETTING_A_PASSWORD, *phrases.OF_TWO_STEPS}
    assert said - theirs == set(), "a library changed its words, and its own Korean shows again"

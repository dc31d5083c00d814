"""The engine on a handful of sentences; how good it is on real ones, `onmaru eval classify` measures."""

from collections.abc import Sequence

import numpy as np
import pytest

from onmaru.language.classify import Model, Prediction, train, training
from onmaru.language.classify.ridge import solved
from onmaru.language.classify.scoring import figures
from onmaru.language.classify.training import AT_ONCE, TooFew, in_turn
from onmaru.language.classify.vectors import Encoder, Floats, NoVectors

EXAMPLES = {
    "late": ["배송이 너무 늦어요", "언제 배송되나요", "배송 아직인가요", "배송이 왜 늦나요", "배송 며칠째 안 와요", "늦은 배송 언제 와요"],
    "refund": ["환불해 주세요", "환불 언제 되나요", "환불금이 안 들어와요", "돈 환불 부탁", "카드 환불 확인", "환불 처리됐나요"],
    "size": ["사이즈가 작아요", "사이즈 추천 부탁", "어떤 사이즈 입나요", "M 사이즈 있나요", "사이즈표 주세요", "큰 사이즈 나오나요"],
}
TEXTS = [text for texts in EXAMPLES.values() for text in texts]
LABELS = [label for label, texts in EXAMPLES.items() for _ in texts]


def count(texts: Sequence[str]) -> Floats:
    """Stands for sentence vectors: how often each of three words occurs."""
    return np.array([[text.count(word) + 0.01 for word in ("배송", "환불", "사이즈")] for text in texts], dtype=np.float32)


counted = Encoder("counted", count)


def counted_by(name: str) -> Encoder | None:
    return counted if name == counted.name else None


@pytest.mark.parametrize("encode", [None, counted])
def test_a_model_ranks_all_labels(encode: Encoder | None) -> None:
    model = train(TEXTS, LABELS, encode)
    said = model.predict("환불은 언제쯤 해주시나요")
    assert said.ranked[0][0] == "refund"
    assert {label for label, _ in said.ranked} == set(EXAMPLES)
    assert sum(probability for _, probability in said.ranked) == pytest.approx(1, abs=1e-5)


def test_what_is_like_nothing_belongs_nowhere() -> None:
    model = train(TEXTS, LABELS, counted)
    assert model.predict("점심 뭐 먹지").is_none
    assert model.predict("").label == ""
    assert model.predict("환불 언제 되나요").label == "refund"


@pytest.mark.parametrize("encode", [None, counted])
def test_a_model_kept_and_loaded_says_the_same(encode: Encoder | None) -> None:
    model = train(TEXTS, LABELS, encode)
    again = Model.load(model.save(), counted_by)
    for text in (*TEXTS, "hello", ""):
        one, other = model.predict(text), again.predict(text)
        assert one.ranked[0][0] == other.ranked[0][0]
        assert one.confidence == pytest.approx(other.confidence, abs=0.01)


def test_words_do_where_vectors_cannot_be_had_any_more() -> None:
    alone = Model.load(train(TEXTS, LABELS, counted).save())
    assert alone.predict("환불 언제 되나요").ranked[0][0] == "refund"


def test_what_makes_other_vectors_is_never_asked() -> None:
    content, asked = train(TEXTS, LABELS, counted).save(), list[str]()

    def other(name: str) -> Encoder | None:
        asked.append(name)
        return None

    said, alone = Model.load(content, other).predict("환불 언제 되나요"), Model.load(content).predict("환불 언제 되나요")
    assert asked == ["counted"]
    assert said == alone


def test_words_answer_while_vectors_cannot_be_made() -> None:
    def fail(texts: Sequence[str]) -> Floats:
        raise NoVectors

    content = train(TEXTS, LABELS, counted).save()
    broken, alone = Model.load(content, lambda name: Encoder(name, fail)), Model.load(content)
    assert broken.predict_all(TEXTS) == alone.predict_all(TEXTS)


def test_vectors_that_take_too_long_are_left_out() -> None:
    model = train(TEXTS * 60, LABELS * 60, counted, seconds=0)
    assert model.meaning is not None
    assert len(model.meaning.examples) == AT_ONCE < len(TEXTS * 60)
    assert model.predict("사이즈 추천").ranked[0][0] == "size"


def test_what_was_held_back_is_answered_as_if_it_had_not_been_seen() -> None:
    """The closed form says the same as learning anew without the one that is asked."""
    rng = np.random.default_rng(1)
    rows = rng.random((40, 12)).astype(np.float32)
    alike, numbers = rows @ rows.T, np.arange(40) % 3
    asked = np.array([0, 7, 39])
    _answers, unseen = solved(alike.copy(), numbers, 3, asked)
    for place, left in enumerate(asked):
        rest = np.setdiff1d(np.arange(40), [left])
        answers, _unseen = solved(alike[np.ix_(rest, rest)], numbers[rest], 3, rest[:0])
        assert unseen[place] == pytest.approx(alike[left, rest] @ answers, abs=1e-3)


def test_one_label_is_nothing_to_tell_apart() -> None:
    with pytest.raises(TooFew):
        train(["a", "b"], ["x", "x"])


def test_every_beginning_has_of_every_label() -> None:
    order = in_turn(np.array([0, 0, 0, 1, 1, 2]))
    assert sorted(order) == [0, 1, 2, 3, 4, 5]
    assert {int(np.array([0, 0, 0, 1, 1, 2])[at]) for at in order[:3]} == {0, 1, 2}


def test_the_figures_of_known_answers() -> None:
    def said(label: str, sure: float, none: bool = False) -> Prediction:
        other = "b" if label == "a" else "a"
        return Prediction(((label, sure), (other, 1 - sure)), none)

    found = figures(["a", "a", "b", "", "oos"], [said("a", 1), said("b", 0.5), said("b", 1, True), said("a", 0.6, True), said("a", 0.6)])
    assert found.accuracy == pytest.approx(2 / 3)
    assert found.kept == pytest.approx(1 / 3)
    assert found.macro_f1 == pytest.approx(2 / 3)
    assert found.strangers_found == 0.5
    assert found.refused == pytest.approx(1 / 3)
    assert found.calibration_error == pytest.approx(0.5 / 3)


def test_a_few_vectors_beside_many_examples_without(monkeypatch: pytest.MonkeyPatch) -> None:
    """However the vectors lie, there is a solution."""
    monkeypatch.setattr(training, "AT_ONCE", 8)
    model = train(TEXTS * 3, LABELS * 3, counted, seconds=0)
    assert model.meaning is not None
    assert len(model.meaning.examples) == 8
    assert model.predict("환불 언제 되나요").ranked[0][0] == "refund"

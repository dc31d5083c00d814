"""A trained model: answers, and is kept as bytes that hold numbers and names only, so that loading one runs nothing."""

import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from onmaru.language.classify.pieces import Pieces
from onmaru.language.classify.vectors import Encoder, Floats, NoVectors, around

FORMAT = 4
EncoderNamed: TypeAlias = Callable[[str], Encoder | None]
# The label of examples that are none of the others.
NONE = ""
# How soon an example is too far away to count.
REACH = 3.0


@dataclass(frozen=True, slots=True)
class Prediction:
    """Labels with their probabilities, the likeliest first. `is_none`: it is probably none of them."""

    ranked: tuple[tuple[str, float], ...]
    is_none: bool

    @property
    def label(self) -> str:
        return "" if self.is_none or not self.ranked else self.ranked[0][0]

    @property
    def confidence(self) -> float:
        return self.ranked[0][1] if self.ranked else 0.0


@dataclass(frozen=True, slots=True)
class Scale:
    """How scores become probabilities: the heat, and what is usual of texts that belong somewhere."""

    heat: float
    # Mean and spread of the best score, and of the likeness to the nearest example.
    best: tuple[float, float]
    near: tuple[float, float]
    least: float

    def outside(self, best: Floats, near: Floats | None) -> Floats:
        """How usual texts are; below `least` they belong nowhere."""
        usual = (best - self.best[0]) / self.best[1]
        return usual if near is None else usual + (near - self.near[0]) / self.near[1]


@dataclass(frozen=True, slots=True)
class Linear:
    weights: Floats
    bias: Floats


@dataclass(frozen=True, slots=True)
class Meaning:
    """What was learnt of vectors: what each example adds to each label for what is near it, and what words say beside them."""

    answers: Floats
    middle: Floats
    examples: Floats
    beside: Linear


@dataclass(frozen=True, slots=True)
class Model:
    """`words` answer `alone` where a text has no vector; they were learnt for that, and no worse than if there had never been any.

    `made_by` names what made the vectors; no other may be asked for the texts to come.
    """

    labels: tuple[str, ...]
    pieces: Pieces
    words: Linear
    alone: Scale
    meaning: Meaning | None = None
    together: Scale | None = None
    made_by: str = ""
    encode: Encoder | None = None

    def predict(self, text: str) -> Prediction:
        return self.predict_all([text])[0]

    def predict_all(self, texts: Sequence[str]) -> list[Prediction]:
        if not texts:
            return []
        scores, near, scale = self._scores(texts)
        hot = scores * np.float32(scale.heat)
        odds = np.exp(hot - hot.max(axis=1, keepdims=True))
        odds /= odds.sum(axis=1, keepdims=True)
        outside = scale.outside(scores.max(axis=1), near) < scale.least
        return [self._prediction(odds[at], bool(outside[at])) for at in range(len(texts))]

    def _scores(self, texts: Sequence[str]) -> tuple[Floats, Floats | None, Scale]:
        if self.meaning is None or self.together is None or self.encode is None:
            return words_scores(self.words, self.pieces, texts), None, self.alone
        try:
            vectors = around(self.encode(texts), self.meaning.middle)
        except NoVectors:
            return words_scores(self.words, self.pieces, texts), None, self.alone
        near = (vectors @ self.meaning.examples.T).max(axis=1)
        meant = nearness(vectors, self.meaning.examples) @ self.meaning.answers
        return words_scores(self.meaning.beside, self.pieces, texts) + meant, near, self.together

    def _prediction(self, odds: Floats, outside: bool) -> Prediction:
        order = [int(number) for number in np.argsort(-odds)]
        ranked = tuple((self.labels[number], float(odds[number])) for number in order if self.labels[number] != NONE)
        return Prediction(ranked, outside or self.labels[order[0]] == NONE)

    def save(self) -> bytes:
        about = {
            "format": FORMAT,
            "labels": self.labels,
            "pieces": list(self.pieces.numbers),
            "alone": _scale(self.alone),
            "together": _scale(self.together) if self.together else None,
            "made_by": self.made_by,
        }
        arrays = {"weights": self.pieces.weights, "words": self.words.weights.astype(np.float16), "words_bias": self.words.bias}
        if self.meaning:
            arrays |= {
                "answers": self.meaning.answers.astype(np.float16),
                "middle": self.meaning.middle,
                "examples": self.meaning.examples.astype(np.float16),
                "beside": self.meaning.beside.weights.astype(np.float16),
                "beside_bias": self.meaning.beside.bias,
            }
        file = io.BytesIO()
        np.savez_compressed(file, about=np.frombuffer(json.dumps(about).encode(), dtype=np.uint8), **arrays)
        return file.getvalue()

    @classmethod
    def load(cls, content: bytes, encoder_named: EncoderNamed | None = None) -> "Model":
        """Raises ValueError for what is no model of this version. What made its vectors is asked for by name."""
        with np.load(io.BytesIO(content), allow_pickle=False) as file:
            about = json.loads(file["about"].tobytes())
            if about["format"] != FORMAT:
                raise ValueError(f"a model of format {about['format']}")
            pieces = Pieces({piece: number for number, piece in enumerate(about["pieces"])}, file["weights"])
            meaning = None
            if "answers" in file:
                answers, examples = file["answers"].astype(np.float32), file["examples"].astype(np.float32)
                beside = Linear(file["beside"].astype(np.float32), file["beside_bias"])
                meaning = Meaning(answers, file["middle"], examples, beside)
            words = Linear(file["words"].astype(np.float32), file["words_bias"])
        together = Scale(**about["together"]) if about["together"] else None
        made_by = about["made_by"]
        encode = encoder_named(made_by) if meaning and encoder_named else None
        return cls(tuple(about["labels"]), pieces, words, Scale(**about["alone"]), meaning, together, made_by, encode)


def nearness(vectors: Floats, examples: Floats) -> Floats:
    """1 for the same, nothing for what is far away."""
    return np.exp(np.float32(REACH) * (vectors @ examples.T - 1))


def words_scores(linear: Linear, pieces: Pieces, texts: Sequence[str]) -> Floats:
    scores = np.empty((len(texts), len(linear.bias)), dtype=np.float32)
    for row, text in enumerate(texts):
        numbers, values = pieces.of(text)
        scores[row] = linear.weights[:, numbers] @ values + linear.bias
    return scores


def _scale(scale: Scale) -> dict[str, object]:
    return {name: getattr(scale, name) for name in ("heat", "best", "near", "least")}

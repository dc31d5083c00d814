"""How well the product knows reasons from its own examples: each is asked of a model that has not seen it, as is what fits no reason."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from onmaru.language.classify import Prediction, train
from onmaru.language.classify.scoring import Figures, figures
from onmaru.language.classify.vectors import Encoder, Floats
from onmaru.triage import shipped
from onmaru.triage.steps.sure import is_said

PARTS = 5
SHOWN = 12


@dataclass(frozen=True, slots=True)
class Report:
    """`given`: the reason was said, not only offered. `mixed`: (meant, said, how often)."""

    figures: Figures
    offered: float
    given: float
    given_wrong: float
    strangers_given: float
    mixed: list[tuple[str, str, int]]


def cross_validated(encode: Encoder | None) -> Report:
    texts, keys = shipped.taught(shipped.examples())
    encode = _remembered(encode, texts) if encode else None
    truth: list[str] = []
    said: list[Prediction] = []
    for part in range(PARTS):
        inside = [number for number in range(len(texts)) if number % PARTS != part]
        model = train([texts[one] for one in inside], [keys[one] for one in inside], encode)
        truth += keys[part::PARTS]
        said += model.predict_all(texts[part::PARTS])
    return _report(truth, said)


def _report(truth: Sequence[str], said: Sequence[Prediction]) -> Report:
    inside = [(key, one) for key, one in zip(truth, said, strict=True) if key]
    given = [(key, one.ranked[0][0]) for key, one in inside if is_said(one)]
    outside = [is_said(one) for key, one in zip(truth, said, strict=True) if not key]
    mixed = Counter((key, one.ranked[0][0]) for key, one in inside if key != one.ranked[0][0])
    return Report(
        figures=figures(truth, said),
        offered=sum(key in [label for label, _ in one.ranked[:3]] for key, one in inside) / len(inside),
        given=len(given) / len(inside),
        given_wrong=sum(meant != found for meant, found in given) / len(given),
        strangers_given=sum(outside) / len(outside),
        mixed=[(meant, found, count) for (meant, found), count in mixed.most_common(SHOWN)],
    )


def _remembered(encode: Encoder, texts: Sequence[str]) -> Encoder:
    """A text is in four of the five parts; its vector is made once."""
    made = dict(zip(texts, encode(texts), strict=True))

    def remembered(asked: Sequence[str]) -> Floats:
        return np.array([made[text] for text in asked])

    return Encoder(encode.name, remembered)

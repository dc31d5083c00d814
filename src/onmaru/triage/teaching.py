"""Learning reasons, and asking what was learnt; without a database, so that it can be done in a process of its own."""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from typing import Any

from onmaru.language.classify import Model, train
from onmaru.language.classify.vectors import embedded

Known = Sequence[tuple[str, str]]


def teach(texts: list[str], labels: list[str], held: Known, before: str | None, by_vectors: bool) -> dict[str, Any]:
    """The model that is learnt of these texts, and how much of what was held back it and the one before say rightly.

    Models are given and taken as base64 of what `Model.save` gives.
    """
    encoder = embedded() if by_vectors else None
    model = train(texts, labels, encoder)
    earlier = Model.load(b64decode(before), encoder) if before else None
    return {
        "content": b64encode(model.save()).decode(),
        "accuracy": share_right(model, held),
        "accuracy_before": share_right(earlier, held) if earlier else None,
    }


def share_right(model: Model, held: Known) -> float:
    said = model.predict_all([text for text, _ in held])
    return sum(one.ranked[0][0] == key for one, (_, key) in zip(said, held, strict=True)) / len(held)

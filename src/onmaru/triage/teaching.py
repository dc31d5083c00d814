"""Learning reasons, and asking what was learnt; without a database, so that it can be done in a process of its own."""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from onmaru.language.classify import Model, train
from onmaru.language.classify.vectors import EMBEDDED, Encoder, Floats, NoVectors, embedded

Known = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Given:
    """Vectors of texts that somebody else made, and who."""

    name: str
    texts: Sequence[str]
    vectors: Floats

    def packed(self) -> dict[str, Any]:
        content = self.vectors.astype("<f2").tobytes()
        return {"name": self.name, "texts": list(self.texts), "content": b64encode(content).decode()}

    @classmethod
    def unpacked(cls, packed: dict[str, Any]) -> "Given":
        numbers = np.frombuffer(b64decode(packed["content"]), "<f2").astype(np.float32)
        return cls(packed["name"], packed["texts"], numbers.reshape(len(packed["texts"]), -1))

    def encoder(self) -> Encoder:
        places = {text: place for place, text in enumerate(self.texts)}

        def encode(texts: Sequence[str]) -> Floats:
            if any(text not in places for text in texts):
                raise NoVectors
            return self.vectors[[places[text] for text in texts]]

        return Encoder(self.name, encode)


def teach(
    texts: list[str], labels: list[str], held: Known, before: str | None, by_vectors: bool, given: dict[str, Any] | None = None
) -> dict[str, Any]:
    """The model that is learnt of these texts, and how much of what was held back it and the one before say rightly.

    Models are given and taken as base64 of what `Model.save` gives. `given` are vectors of all these texts, in place of embedded ones;
    the model before is asked with vectors of whatever it was learnt with, or with none.
    """
    elsewhere = Given.unpacked(given).encoder() if given else None
    here = embedded() if by_vectors else None

    def named(name: str) -> Encoder | None:
        return here if name == EMBEDDED else elsewhere if elsewhere and elsewhere.name == name else None

    model = train(texts, labels, elsewhere or here)
    earlier = Model.load(b64decode(before), named) if before else None
    return {
        "content": b64encode(model.save()).decode(),
        "made_by": model.made_by,
        "accuracy": share_right(model, held),
        "accuracy_before": share_right(earlier, held) if earlier else None,
    }


def share_right(model: Model, held: Known) -> float:
    said = model.predict_all([text for text, _ in held])
    return sum(one.ranked[0][0] == key for one, (_, key) in zip(said, held, strict=True)) / len(held)

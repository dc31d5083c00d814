"""Sentence vectors, made by onnxruntime, mostly in whole numbers of eight bits: a short text takes fifteen milliseconds of one processor.

Each text is taken alone. How large its numbers may become is found anew for each, so neighbours in a batch would change its vector.
"""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onmaru.language.classify.onnx import MICROSOFT, Network
from onmaru.language.classify.tokens import Tokens
from onmaru.language.classify.weights import BLOCK, Weights, quarters, unpacked

# Seven bits, though there is room for eight: processors without VNNI add two products in sixteen.
MOST = 63
# What is multiplied with weights of four bits stays as it is.
EXACT = 1


class Sentences:
    """Raises ImportError where onnxruntime cannot be loaded."""

    def __init__(self, weights: Weights) -> None:
        import onnxruntime

        self.tokens = Tokens(weights)
        self._words = weights.packed("emb.word", weights.words, weights.width)
        self._places = weights.numbers("emb.pos", weights.most * weights.width).reshape(-1, weights.width)
        self._kind = weights.numbers("emb.type", weights.width)
        options = onnxruntime.SessionOptions()
        # Texts share the processors, so that none waits for a thread of its own.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session: Any = onnxruntime.InferenceSession(network(weights), options, providers=["CPUExecutionProvider"])

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if len(texts) == 1:
            return self._vector(texts[0])[None]
        with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as threads:
            return np.array(list(threads.map(self._vector, texts)))

    def _vector(self, text: str) -> NDArray[np.float32]:
        tokens = self.tokens.of(text)
        rows = unpacked(self._words[tokens]) + self._places[: len(tokens)] + self._kind
        [made] = self._session.run(None, {"rows": rows[None]})
        vector = made[0].sum(axis=0)
        return vector / np.linalg.norm(vector)


def network(weights: Weights) -> bytes:
    """The twelve layers of the model, from the rows of a text's pieces to what is known of each."""
    made, wide, inner = Network(), weights.width, weights.inner

    def told(name: str, count: int = wide) -> str:
        return made.table(name, weights.numbers(name, count))

    def multiplied(rows: str, name: str, shape: tuple[int, int], bias: bool = True) -> str:
        table = weights.table(f"{name}.w", *shape)
        steps = np.abs(table).max(axis=1) / MOST
        small = np.round(table / steps[:, None]).astype(np.int8).T
        takes = [rows, made.table(f"{name}.w", small), made.table(f"{name}.steps", steps), ""]
        return made.node("DynamicQuantizeMatMul", [*takes, *([told(f"{name}.b", shape[0])] if bias else [])], f"{name}.out", MICROSOFT)

    def exactly(rows: str, name: str, shape: tuple[int, int]) -> str:
        """Where few numbers are far larger than all others, eight bits for all of them say little."""
        steps, small = quarters(weights.packed(f"{name}.w", *shape))
        takes = [rows, made.table(f"{name}.w", small), made.table(f"{name}.steps", steps), "", "", told(f"{name}.b", shape[0])]
        form = {"N": shape[0], "K": shape[1], "bits": 4, "block_size": BLOCK, "accuracy_level": EXACT}
        return made.node("MatMulNBits", takes, f"{name}.out", MICROSOFT, **form)

    def evened(rows: str, before: str, name: str) -> str:
        takes = [rows, before, told(f"{name}.w"), told(f"{name}.b")]
        return made.node("SkipLayerNormalization", takes, f"{name}.out", MICROSOFT, epsilon=float(weights.epsilon))

    takes = ["rows", told("emb.ln.w"), told("emb.ln.b")]
    rows = made.node("LayerNormalization", takes, "emb.ln.out", axis=-1, epsilon=float(weights.epsilon))
    for layer in range(weights.layers):
        at = f"l{layer}."
        looks = [multiplied(rows, f"{at}{one}", (wide, wide), bias=False) for one in "qkv"]
        bias = made.table(f"{at}qkv.b", np.concatenate([weights.numbers(f"{at}{one}.b", wide) for one in "qkv"]))
        seen = made.node("MultiHeadAttention", [*looks, bias], f"{at}seen", MICROSOFT, num_heads=weights.heads)
        rows = evened(multiplied(seen, f"{at}ao", (wide, wide)), rows, f"{at}aln")
        bent = made.node("FastGelu", [multiplied(rows, f"{at}fi", (inner, wide))], f"{at}bent", MICROSOFT)
        rows = evened(exactly(bent, f"{at}fo", (wide, inner)), rows, f"{at}oln")
    return made.written("rows", rows, ("texts", "pieces", wide))

"""Cuts a text into the pieces that the model knows, as SentencePiece does it: the likeliest cut of all."""

from onmaru.language.classify.weights import Weights

LONGEST_PIECE = 16
_SPACE = "\u2581"


class Tokens:
    def __init__(self, weights: Weights) -> None:
        self._pieces, self._plain = weights.pieces, weights.plain
        self._scores, self._worst = weights.scores.tolist(), float(weights.scores.min()) - 10
        self._begin, self._end, self._most = weights.begin, weights.end, weights.most
        self._unknown: int = weights.unknown

    def of(self, text: str) -> list[int]:
        text = "".join(self._plain.get(ord(letter), letter) for letter in f"query: {text}")
        while "  " in text:
            text = text.replace("  ", " ")
        text = (text if text.startswith(" ") else f" {text}").replace(" ", _SPACE)
        best = [0.0, *[-1e30] * len(text)]
        back: list[tuple[int, int]] = [(0, 0)] * (len(text) + 1)
        for start in range(len(text)):
            for end in range(start + 1, min(len(text), start + LONGEST_PIECE) + 1):
                piece: int = self._pieces.get(text[start:end], self._unknown)
                if piece == self._unknown and end > start + 1:
                    continue
                score = best[start] + (self._worst if piece == self._unknown else self._scores[piece])
                if score > best[end]:
                    best[end], back[end] = score, (piece, start)
        found, end = [], len(text)
        while end:
            piece, end = back[end]
            found.append(piece)
        return [self._begin, *found[::-1][: self._most - 2], self._end]

"""A shop's one colour as the colours of its widget, readable in light and in dark. Contrasts by WCAG 2. Pure."""

from collections.abc import Callable
from dataclasses import dataclass

WHITE, BLACK = (255, 255, 255), (0, 0, 0)
Rgb = tuple[int, int, int]
TEXT, FAINT = 4.5, 1.5
# With at least so much, white on the colour is saved by darkening the colour a little; below it, black is the better choice.
NEARLY = 3.0


@dataclass(frozen=True, slots=True)
class Palette:
    """As CSS writes them: `fill` with `on` upon it, `accent` for words on the paper, `soft` behind accent, `sheen` over fill."""

    fill: str
    on: str
    accent: str
    soft: str
    sheen: str


def palette(primary: str, paper: str) -> Palette:
    """`primary` and `paper` as #rrggbb."""
    colour, ground = _read(primary), _read(paper)
    away = BLACK if luminance(ground) > 0.5 else WHITE
    fill = _moved(colour, away, lambda one: contrast(one, ground) >= FAINT)
    on = WHITE if contrast(fill, WHITE) >= NEARLY else BLACK
    if on == WHITE:
        fill = _moved(fill, BLACK, lambda one: contrast(one, WHITE) >= TEXT)
    soft = _mixed(ground, colour, 0.12 if away == BLACK else 0.24)
    accent = _moved(colour, away, lambda one: min(contrast(one, ground), contrast(one, soft)) >= TEXT)
    sheen = "rgba(0,0,0,.16)" if on == WHITE else "rgba(255,255,255,.22)"
    return Palette(_written(fill), _written(on), _written(accent), _written(soft), sheen)


def contrast(one: Rgb, other: Rgb) -> float:
    """1 (the same) to 21 (black on white)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: Rgb) -> float:
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _moved(colour: Rgb, towards: Rgb, enough: Callable[[Rgb], bool]) -> Rgb:
    """As little towards it as is enough."""
    return next((moved for step in range(51) if enough(moved := _mixed(colour, towards, step / 50))), towards)


def _mixed(colour: Rgb, other: Rgb, share: float) -> Rgb:
    red, green, blue = (round(part + (wanted - part) * share) for part, wanted in zip(colour, other, strict=True))
    return red, green, blue


def _read(text: str) -> Rgb:
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def _written(colour: Rgb) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)

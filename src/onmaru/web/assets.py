"""What Vite built: the addresses of scripts, styles and the icon sprite, by the name of their source."""

import json
import logging
import time
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.templatetags.static import static

BUILD = Path(__file__).parent / "static" / "web" / "build"
# Of the desk, and of what runs in customers' browsers; no two sources have the same name.
MANIFESTS = ("manifest.json", "manifest-widget.json")
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Asset:
    file: str
    imports: tuple[str, ...]
    styles: tuple[str, ...]


def asset(source: str) -> Asset | None:
    """The built form of `source` ("desk.ts"), addresses ready to be written into a page; None when nothing is built."""
    found = _found(source, _built_at())
    if found is None:
        logger.warning("The asset %s is not built; run bin/assets.", source)
    return found


@lru_cache(maxsize=200)
def _found(source: str, built_at: float) -> Asset | None:
    manifest = _manifest(built_at)
    entry = manifest.get(source)
    if entry is None:
        return None
    imported = [manifest[name]["file"] for name in entry.get("imports", [])]
    return Asset(_address(entry["file"]), tuple(map(_address, imported)), tuple(map(_address, entry.get("css", []))))


def source_of(source: str) -> bytes | None:
    """What was built from `source`, for the one file that is not served where it lies; None when nothing is built."""
    entry = _manifest(_built_at()).get(source)
    return (BUILD / entry["file"]).read_bytes() if entry else None


def _address(file: str) -> str:
    return static(f"web/build/{file}")


def _built_at() -> float:
    # A page asks for a hundred icons: what was built is looked at once a second.
    return _built_by(int(time.monotonic()))


@lru_cache(maxsize=1)
def _built_by(second: int) -> float:
    return sum(file.stat().st_mtime for file in _manifests())


@lru_cache(maxsize=1)
def _manifest(built_at: float) -> dict[str, dict]:
    return {source: entry for file in _manifests() for source, entry in json.loads(file.read_text()).items()}


def _manifests() -> list[Path]:
    return [file for name in MANIFESTS if (file := BUILD / name).exists()]

"""Small files that come with letters: a photograph of a mug, a paper with a title. Made, never stored."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from functools import cache
from pathlib import PurePath

WIDTH, HEIGHT = 320, 240
TABLE, WALL, CUP, SHADE, CRACK = (196, 164, 132), (236, 231, 222), (247, 242, 230), (214, 206, 190), (92, 74, 60)
GLAZES = ((247, 242, 230), (158, 172, 140), (74, 78, 84), (222, 188, 172))


@dataclass(frozen=True, slots=True)
class File:
    name: str
    content_type: str
    content: bytes


@cache
def file(name: str) -> File:
    if PurePath(name).suffix == ".pdf":
        return File(name, "application/pdf", paper(PurePath(name).stem))
    return File(name, "image/png", photograph(name))


def photograph(name: str) -> bytes:
    """A mug on a wooden table, as a PNG; the name chooses its glaze, and "깨진" breaks it."""
    glaze = GLAZES[sum(name.encode()) % len(GLAZES)]
    rows = b"".join(b"\0" + b"".join(bytes(_colour(x, y, glaze, "깨진" in name)) for x in range(WIDTH)) for y in range(HEIGHT))
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(rows, 9)) + _chunk(b"IEND", b"")


def _colour(x: int, y: int, glaze: tuple[int, int, int], broken: bool) -> tuple[int, int, int]:
    on_body = 95 <= x <= 205 and 70 <= y <= 190
    handle = (x - 212) ** 2 + (y - 128) ** 2
    if broken and on_body and abs((x - 150) - ((y * 7) % 23 - 11) - (y - 70) // 6) < 2:
        return CRACK
    if on_body:
        return glaze if x < 180 else _darker(glaze)
    if x > 205 and 22**2 <= handle <= 36**2 and not (broken and y < 120):
        return _darker(glaze)
    return TABLE if y > 180 else WALL


def _darker(colour: tuple[int, int, int]) -> tuple[int, int, int]:
    red, green, blue = colour
    return (red * 9 // 10, green * 9 // 10, blue * 9 // 10)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def paper(title: str) -> bytes:
    """One A4 page with its title, as a PDF; the viewer brings the Korean font (Adobe-Korea1)."""
    text = title.replace("_", " ").encode("utf-16-be").hex()
    drawing = f"BT /F1 22 Tf 72 760 Td <{text}> Tj ET".encode()
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawing), drawing),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /HYSMyeongJo-Medium /Encoding /UniKS-UCS2-H /DescendantFonts [6 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /HYSMyeongJo-Medium"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Korea1) /Supplement 1 >> /FontDescriptor 7 0 R >>",
        b"<< /Type /FontDescriptor /FontName /HYSMyeongJo-Medium /Flags 6 /FontBBox [0 -148 1000 880] /ItalicAngle 0"
        b" /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    )
    body, offsets = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + trailer

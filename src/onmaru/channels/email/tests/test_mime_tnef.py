import base64
import struct

from onmaru.channels.email.mime import parse
from onmaru.channels.email.tests.mime_letters import mail, multipart, part


def attribute(level: int, name: int, kind: int, data: bytes) -> bytes:
    return struct.pack("<BHHI", level, name, kind, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def winmail(*files: tuple[str, bytes], body: str = "") -> bytes:
    """The few attributes of TNEF that matter: version, codepage, body, and per file its start, name and data."""
    out = struct.pack("<IH", 0x223E9F78, 1)
    out += attribute(1, 0x9006, 8, struct.pack("<I", 0x00010000)) + attribute(1, 0x9007, 6, struct.pack("<II", 949, 0))
    if body:
        out += attribute(1, 0x800C, 2, body.encode("cp949") + b"\0")
    for name, data in files:
        out += attribute(2, 0x9002, 6, bytes(14))
        out += attribute(2, 0x8010, 1, name.encode("cp949") + b"\0") + attribute(2, 0x800F, 6, data)
    return out


def wrapped(data: bytes) -> bytes:
    return part("application/ms-tnef; name=winmail.dat", base64.encodebytes(data), Content_Transfer_Encoding="base64")


def test_files_in_winmail_dat_are_unpacked() -> None:
    raw = multipart(
        "mixed", part("text/plain; charset=utf-8", "첨부 확인"), wrapped(winmail(("영수증.pdf", b"%PDF-1.4"), ("a.png", b"\x89PNG")))
    )
    found = parse(raw)
    assert [(file.name, file.type, file.content) for file in found.attachments] == [
        ("영수증.pdf", "application/pdf", b"%PDF-1.4"),
        ("a.png", "image/png", b"\x89PNG"),
    ]
    assert (found.text, found.warnings) == ("첨부 확인", ("tnef_unpacked",))


def test_the_body_in_winmail_dat_is_the_text_when_there_is_no_other() -> None:
    data = base64.encodebytes(winmail(body="안에 든 글"))
    assert parse(mail(data, "application/ms-tnef", Content_Transfer_Encoding="base64")).text == "안에 든 글"


def test_damaged_winmail_dat_stays_a_file() -> None:
    for data in (b"garbage", winmail(("a", b"b"))[:40], winmail(*[("a", b"b")] * 2000)):
        found = parse(multipart("mixed", wrapped(data)))
        assert [file.name for file in found.attachments] == ["winmail.dat"] or "tnef_unpacked" in found.warnings

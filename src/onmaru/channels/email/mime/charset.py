"""Bytes to text: the declared charset when it is believable, a good guess when it is not."""

import codecs
import re

from onmaru.channels.email.mime.words import words

KOREAN = "cp949"

#: What mail programs write, and the Python codec that reads it. Supersets stand in for their subsets,
#: because programs declare the subset and send the superset.
WRITTEN = {
    KOREAN: "ks_c_5601-1987 ks_c_5601-1989 ks_c_5601 ksc5601 ksc_5601 ks_c_5601_1987 ksc5601-1987 ksc-5601 euc-kr "
    "euckr euc_kr x-euc-kr korean csksc56011987 cseuckr iso-ir-149 windows-949 x-windows-949 ms949 uhc cp949 "
    "x-cp949 ks_x_1001 ksx1001 x-mac-korean",
    "iso2022_kr": "iso-2022-kr csiso2022kr x-iso-2022-kr",
    "johab": "johab cp1361 ms1361 x-johab",
    "gb18030": "gb2312 gbk cp936 gb_2312-80 x-gbk csgb2312 euc-cn gb18030",
    "cp950": "big5 big-5 x-x-big5 csbig5 cp950 cn-big5",
    "cp932": "shift_jis shift-jis sjis x-sjis ms_kanji cp932 windows-31j csshiftjis",
    "iso2022_jp_2": "iso-2022-jp csiso2022jp iso-2022-jp-1 iso-2022-jp-2 x-iso-2022-jp",
    "euc_jp": "euc-jp x-euc-jp eucjp cseucpkdfmtjapanese",
    "cp1252": "iso-8859-1 iso8859-1 latin1 latin-1 l1 iso_8859-1 windows-1252 ansi cp1252",
    "cp1254": "iso-8859-9 latin5",
    "iso8859_8": "iso-8859-8-i iso-8859-8-e",
    "cp874": "tis-620 iso-8859-11 windows-874",
    "utf-8": "utf8 utf-8 utf_8 utf-8-mac utf8mb4 unicode-1-1-utf-8 x-unicode-2-0-utf-8",
    "utf-7": "utf-7 unicode-1-1-utf-7 utf7",
}
ALIASES = {name: codec for codec, names in WRITTEN.items() for name in names.split()}
#: Names that say nothing: the text is then guessed as if no charset were declared.
SILENT = words("us-ascii ascii ansi_x3.4-1968 unknown-8bit x-unknown unknown default_charset 7bit 8bit binary none")
#: Codecs of Python that are no charsets, or that read things no mail should be able to say.
FORBIDDEN = {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem", "palmos"}

CONTROL: dict[int, str | None] = dict.fromkeys([*range(0x09), *range(0x0E, 0x20), 0x7F], None) | {0x0B: "\n", 0x0C: "\n"}
# The control characters of ISO 8859-1 are always cp1252 letters that somebody mislabelled.
CONTROL |= {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}
SURROGATE = re.compile("[\ud800-\udfff]")
HIGH = re.compile(rb"[\x80-\xff]")
HANGUL_PAIRS = re.compile(rb"(?:[\xb0-\xc8][\xa1-\xfe])+")
SAMPLE = 20_000


def clean(text: str) -> str:
    """Text that PostgreSQL and JSON accept: no NUL, no other control characters, no lone surrogates."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(CONTROL)
    if SURROGATE.search(text):
        text = SURROGATE.sub("\ufffd", text)
    return text.removeprefix("\ufeff")


def codec(declared: str | None) -> str | None:
    """The Python codec for a declared charset; None when it is absent, unknown or says nothing."""
    name = re.sub(r"^charset=|[\s\"'<>;]", "", (declared or "").lower()[:80])
    if not name or name in SILENT:
        return None
    if name in ALIASES:
        return ALIASES[name]
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError, UnicodeError):
        return None
    if info.name in FORBIDDEN or not getattr(info, "_is_text_encoding", True):
        return None
    return info.name


def is_known(declared: str | None) -> bool:
    name = (declared or "").strip().lower()
    return not name or name in SILENT or codec(name) is not None


def decode(data: bytes, declared: str | None = None) -> tuple[str, str | None]:
    """Text, and the codec that was used instead when the declared charset was not believed."""
    believed = codec(declared)
    if believed is None:
        guessed, text = guess(data)
        return text, None if data.isascii() else guessed
    if believed != "utf-8" and not data.isascii() and _is_really_utf8(data, believed):
        return data.decode("utf-8"), "utf-8"
    if believed in ("cp1252", "latin-1", "iso8859-1", "cp1254", "iso8859-15") and _looks_korean(data):
        return data.decode(KOREAN, "replace"), KOREAN
    if believed == "iso2022_kr":
        return _decode_iso2022_kr(data), None
    try:
        return data.decode(believed), None
    except (UnicodeError, ValueError):
        return _decode_damaged(data, believed)


def guess(data: bytes) -> tuple[str, str]:
    """The codec and the text of bytes whose charset nobody declared."""
    if b"\x1b$" in data and data.isascii():
        if b"\x1b$)C" in data:
            return "iso2022_kr", _decode_iso2022_kr(data)
        try:
            return "iso2022_jp_2", data.decode("iso2022_jp_2")
        except UnicodeError:
            pass
    if data.isascii():
        return "ascii", data.decode("ascii")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") and len(data) % 2 == 0:
        return "utf-16", data.decode("utf-16", "replace")
    try:
        return "utf-8", data.decode("utf-8")
    except UnicodeDecodeError as problem:
        if problem.start > len(data) - 4 and problem.start > 0 and not data[: problem.start].isascii():
            return "utf-8", data.decode("utf-8", "replace")
    best = max(_CANDIDATES, key=lambda candidate: _score(data[:SAMPLE], *candidate))
    if _score(data[:SAMPLE], *best) > 0:
        return best[0], data.decode(best[0], "replace")
    return "cp1252", _decode_western(data)


def _is_really_utf8(data: bytes, believed: str) -> bool:
    if believed.startswith(("utf", "iso2022")):
        return False
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    if believed in ("cp1252", "cp1254") or believed.startswith(("iso8859", "latin", "cp125")):
        return True
    # Two-byte sequences alone can be honest EUC-KR; a three-byte one practically never is.
    return max(text) >= "\u0800"


def _looks_korean(data: bytes) -> bool:
    high = len(HIGH.findall(data[:SAMPLE]))
    return high >= 4 and sum(map(len, HANGUL_PAIRS.findall(data[:SAMPLE]))) >= 0.8 * high


def _decode_damaged(data: bytes, believed: str) -> tuple[str, str | None]:
    try:
        text = data.decode(believed, "replace")
    except (UnicodeError, ValueError):
        guessed, text = guess(data)
        return text, guessed
    if believed == "cp1252":
        return _decode_western(data), None
    high = len(HIGH.findall(data)) or 1
    if text.count("\ufffd") <= max(1, high // 10):
        return text, None
    guessed, other = guess(data)
    return (other, guessed) if other.count("\ufffd") < text.count("\ufffd") else (text, None)


def _decode_western(data: bytes) -> str:
    """cp1252, with its five holes filled from latin-1: every byte becomes some character."""
    return "".join(chunk if chunk != "\ufffd" else chr(byte) for chunk, byte in zip(data.decode("cp1252", "replace"), data, strict=True))


def _decode_iso2022_kr(data: bytes) -> str:
    # The announcer stands only at the top of a mail, so a part or an encoded word may lack it.
    body = data if data.startswith(b"\x1b$)C") else b"\x1b$)C" + data.replace(b"\x1b$)C", b"")
    try:
        return body.decode("iso2022_kr")
    except UnicodeError:
        if b"\x0e" not in data:
            return guess(data)[1] if not data.isascii() else data.replace(b"\x1b$)C", b"").decode("ascii")
        return body.decode("iso2022_kr", "replace")


#: Codec, the lead bytes of its everyday characters, and how much the guess is favoured.
_CANDIDATES = (
    (KOREAN, range(0xB0, 0xC9), 1.3),
    ("cp932", range(0x82, 0x84), 1.0),
    ("euc_jp", range(0xA4, 0xA6), 1.0),
    ("cp950", range(0xA4, 0xC7), 1.0),
    ("gb18030", range(0xB0, 0xD8), 0.9),
)


def _score(data: bytes, name: str, everyday: range, favour: float) -> float:
    """How much of the high bytes are everyday characters of that charset; 0 when it cannot be read at all."""
    decoder = codecs.getincrementaldecoder(name)()
    try:
        decoder.decode(data)
    except UnicodeError:
        return 0
    pairs = everyday_pairs = position = 0
    while position < len(data):
        if data[position] < 0x80:
            position += 1
            continue
        pairs += 1
        everyday_pairs += data[position] in everyday
        position += 2
    share = everyday_pairs / pairs if pairs else 0
    return share * favour if share > 0.4 else 0

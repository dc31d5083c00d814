"""Content-Type and Content-Disposition: the value and its parameters (RFC 2231, and what programs send instead)."""

import re
from urllib.parse import unquote, unquote_to_bytes

from onmaru.channels.email.mime.charset import clean, decode
from onmaru.channels.email.mime.encoded_words import decode_words

PARAMETER = re.compile(r'([^\s=;"]{1,80})\s*=\s*("(?:[^"\\]|\\.)*+"|[^;]*+)', re.DOTALL)
SECTION = re.compile(r"([^*]+)(?:\*(\d{1,4}))?(\*)?$")
LONGEST = 65_536
LONGEST_VALUE = 4096


def parse_params(value: str) -> tuple[str, dict[str, str]]:
    """`text/plain; charset=x` → ("text/plain", {"charset": "x"}); the first of duplicates wins."""
    value = value[:LONGEST]
    main = re.match(r"\s*([^\s;]*)", value)
    assert main is not None
    plain: dict[str, str] = {}
    sections: dict[str, dict[int, tuple[str, bool]]] = {}
    for match in PARAMETER.finditer(value, main.end()):
        name, raw = match[1].lower(), _unquote(match[2])
        section = SECTION.match(name)
        if section and (section[2] or section[3]):
            parts = sections.setdefault(section[1], {})
            parts.setdefault(int(section[2] or 0), (raw, bool(section[3])))
        else:
            plain.setdefault(name, _readable(raw))
    for name, parts in sections.items():
        plain[name] = _join(parts)
    return main[1].lower(), plain


def _unquote(raw: str) -> str:
    raw = raw.strip()
    if raw.startswith('"'):
        raw = raw[1:]
        raw = raw[:-1] if raw.endswith('"') else raw
        raw = re.sub(r'\\(["\\])', r"\1", raw)
    return raw


def _readable(raw: str) -> str:
    raw = raw[:LONGEST_VALUE]
    if "=?" in raw:
        return decode_words(raw)
    if re.search(r"%[89A-Fa-f][0-9A-Fa-f]%", raw) and raw.isascii():
        # Some web mailers percent-encode without the star that RFC 2231 asks for.
        try:
            return clean(unquote(raw, "utf-8", "strict"))
        except UnicodeDecodeError:
            return clean(decode(unquote_to_bytes(raw))[0])
    return clean(raw)


def _join(parts: dict[int, tuple[str, bool]]) -> str:
    charset = ""
    data = b""
    for index in sorted(parts):
        text, encoded = parts[index]
        if encoded:
            if index == min(parts) and text.count("'") >= 2:
                charset, _, text = text.split("'", 2)
            data += unquote_to_bytes(text)
        else:
            data += text.encode("utf-8", "replace")
    return decode_words(clean(decode(data, charset)[0]))

"""RFC 2047 encoded words, as they are really written: split characters, missing spaces, inside quotes."""

import base64
import binascii
import re

from onmaru.channels.email.mime.charset import clean, decode

#: `=?charset?B?text?=`; a literal question mark is tolerated inside, a missing end at the end of the value.
WORD = re.compile(r"=\?([^?\s=]{1,60})\?([bBqQ])\?([^?]*+(?:\?(?!=)[^?]*+){0,8}?)(?:\?=|\?$|$)")


def decode_words(value: str) -> str:
    """A header value with every encoded word decoded."""
    if "=?" not in value:
        return value
    out: list[str] = []
    run: list[tuple[str, str, str]] = []
    position = 0
    for match in WORD.finditer(value):
        between = value[position : match.start()]
        if between.strip() or (between and not run):
            out += [_decode_run(run), between]
            run = []
        run.append((match[1], match[2], match[3]))
        position = match.end()
    out += [_decode_run(run), value[position:]]
    return clean("".join(out))


def _decode_run(run: list[tuple[str, str, str]]) -> str:
    """Neighbouring words are joined as bytes first, because programs cut characters in two."""
    out: list[str] = []
    pending = b""
    charset = ""
    carried = ""
    for index, (name, kind, text) in enumerate(run):
        name = name.partition("*")[0].lower()
        if name != charset:
            out.append(decode(pending, charset)[0])
            pending, charset = b"", name
        if kind in "qQ":
            pending += _decode_q(text)
            continue
        text = carried + re.sub(r"[^A-Za-z0-9+/_=-]", "", text)
        carried = ""
        rest = len(text.rstrip("=")) % 4
        followed = index + 1 < len(run) and run[index + 1][1] in "bB" and not text.endswith("=")
        if followed and rest:
            carried, text = text[-rest:], text[:-rest]
        pending += _decode_b(text)
    out.append(decode(pending, charset)[0])
    return "".join(out)


def _decode_b(text: str) -> bytes:
    body = text.replace("=", "").replace("-", "+").replace("_", "/")
    if len(body) % 4 == 1:
        body = body[:-1]
    try:
        return base64.b64decode(body + "=" * (-len(body) % 4))
    except (binascii.Error, ValueError):
        return b""


def _decode_q(text: str) -> bytes:
    raw = text.replace("_", " ").encode("utf-8", "surrogateescape" if text.isascii() else "replace")
    return binascii.a2b_qp(re.sub(rb"\r?\n[ \t]?", b"", raw), header=False)

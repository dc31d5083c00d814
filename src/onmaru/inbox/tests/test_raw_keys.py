"""What is kept as it arrived opens nothing: the signature of a quoted link is gone, however the mail writes it."""

import base64
import json
import quopri
import re
from urllib.parse import quote

import pytest
from django.core import signing
from hypothesis import given
from hypothesis import strategies as st

from onmaru.inbox.portal.links import SALT, without_keys
from onmaru.inbox.portal.raw_keys import UNSIGNED, without_signatures

TOKEN = signing.dumps(1207, salt=SALT)
SIGNATURE = TOKEN.rpartition(":")[2].encode()
LINK = f"https://desk.haru.example/inquiries/link/{TOKEN}/"
WORDS = f"네, 감사합니다.\r\n\r\n> 진행 상황은 여기에서 보실 수 있어요:\r\n> {LINK}\r\n> 하루상점 드림\r\n".encode() * 2


def lines(text: bytes, end: bytes = b"\r\n") -> bytes:
    return end.join(text[at : at + 76] for at in range(0, len(text), 76))


PLAIN = b"Content-Transfer-Encoding: 8bit\r\n\r\n" + WORDS
WRAPPED = PLAIN.replace(TOKEN.encode(), TOKEN[:20].encode() + b"\r\n> " + TOKEN[20:].encode())
QUOTED = b"Content-Transfer-Encoding: quoted-printable\r\n\r\n" + quopri.encodestring(WORDS)
ENCODED = b"Content-Transfer-Encoding: base64\r\n\r\n" + lines(base64.b64encode(WORDS)) + b"\r\n--next--\r\n"
FORMS = {
    "plain": PLAIN,
    "wrapped": WRAPPED,
    "quoted-printable": QUOTED,
    "base64": ENCODED,
    "json": json.dumps({"text": WORDS.decode()}).encode(),
    "json with a mail": json.dumps({"email": ENCODED.decode(), "other": 1}).encode(),
    "json with a mail in base64": json.dumps({"content": base64.b64encode(QUOTED).decode()}).encode(),
    "form": ("text=" + quote(WORDS.decode(), safe="")).encode(),
}


def unfolded(raw: bytes) -> bytes:
    return raw.replace(b"=\r\n", b"").replace(b"=\n", b"").replace(b"\r\n> ", b"")


def layers(raw: bytes) -> bytes:
    """All that can be read in it, in the ways that are tried here."""
    seen = unfolded(raw)
    for run in re.findall(rb"[A-Za-z0-9+/=]{60,}", raw.replace(b"base64", b"").replace(b"\\r\\n", b"").replace(b"\r\n", b"")):
        seen += unfolded(base64.b64decode(run[: len(run) // 4 * 4]))
    return seen


@pytest.mark.parametrize("form", FORMS)
def test_no_form_of_it_keeps_the_signature(form: str) -> None:
    raw = FORMS[form]
    assert SIGNATURE in layers(raw)
    kept = without_signatures(raw)
    assert SIGNATURE not in layers(kept)
    assert UNSIGNED.encode() in layers(kept)
    assert len(kept) == len(raw)
    assert without_signatures(kept) == kept


def test_whose_link_it_was_is_still_read() -> None:
    kept = without_signatures(LINK.encode()).decode()
    assert without_keys(kept) == "https://desk.haru.example/inquiries/1207/"
    # Zeros that somebody else wrote behind something that is no number name nobody.
    assert without_keys(f"/inquiries/link/x:y:{UNSIGNED}/") == "/inquiries/"


@given(st.binary(max_size=3000) | st.text(max_size=800).map(str.encode))
def test_everything_else_stays_as_it_came(raw: bytes) -> None:
    assert without_signatures(raw) == raw
    encoded = lines(base64.b64encode(raw * 3))
    assert without_signatures(encoded) == encoded

"""Content-Transfer-Encoding undone, also where it is wrong, missing or damaged."""

import base64
import binascii
import io
import re

ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="
NOT_ALPHABET = bytes(sorted(set(range(256)) - set(ALPHABET)))
INNER_SPACE = re.compile(rb"[^\s] +[^\s]")
QP_SIGN = re.compile(rb"=[C-F][0-9A-F]=[89AB][0-9A-F]")
LARGE = 1024 * 1024
SOFT_BREAK = re.compile(rb"=[ \t]*\r?\n")
UU_BEGIN = re.compile(rb"^begin(?:-base64)? [0-7]{3,4} ([^\r\n]{1,500})$", re.MULTILINE)


def undo_transfer(data: bytes, encoding: str, is_text: bool, warnings: list[str]) -> bytes:
    """The content of a part, given its raw bytes and the encoding it declares."""
    if encoding == "base64":
        return _base64(data, is_text, warnings)
    if encoding in ("quoted-printable", "qp", "quotedprintable", "quoted_printable"):
        return _quoted_printable(data)
    if encoding in ("x-uuencode", "uuencode", "x-uue", "uue"):
        blocks = split_uuencode(data)[1]
        return blocks[0][1] if blocks else data
    if encoding and encoding not in ("7bit", "8bit", "binary", "7-bit", "8-bit", "none", "utf-8"):
        warnings.append(f"unknown_transfer_encoding: {encoding[:40]}")
    if is_text and data.isascii():
        return _undeclared(data, encoding, warnings)
    return data


def _quoted_printable(data: bytes) -> bytes:
    return binascii.a2b_qp(re.sub(rb"=[ \t]+(?=\r?\n)", b"=", data))


def _base64(data: bytes, is_text: bool, warnings: list[str]) -> bytes:
    if len(data) > LARGE and (whole := _in_pieces(data)) is not None:
        return whole
    body = data.translate(None, b" \t\r\n")
    junk = len(body.translate(None, ALPHABET))
    if body and (junk > max(8, len(body) // 20) or (is_text and _reads_as_prose(data))):
        head = re.match(rb"(?:[A-Za-z0-9+/]{4,}={0,2}[ \t]*\r?\n)*[A-Za-z0-9+/]*={1,2}(?=\s)", data.lstrip())
        if not head or len(head[0]) < 20:
            warnings.append("wrong_transfer_encoding: base64")
            return data
        # A list server glued its plain footer to the encoded body.
        rest = data.lstrip()[head.end() :]
        return _base64(head[0], is_text, warnings) + (rest if is_text else b"")
    if junk:
        warnings.append("damaged_base64")
        body = body.translate(None, NOT_ALPHABET)
    out = []
    for chunk in re.findall(rb"[^=]+", body):
        if len(chunk) % 4 == 1:
            warnings.append("damaged_base64")
            chunk = chunk[:-1]
        out.append(base64.b64decode(chunk + b"=" * (-len(chunk) % 4)))
    return b"".join(out)


def _in_pieces(data: bytes) -> bytes | None:
    """The content of flawless base64, decoded piece by piece: the steps for damaged ones would hold a large file five times over."""
    decoded, rest = io.BytesIO(), b""
    for start in range(0, len(data), LARGE):
        piece = rest + data[start : start + LARGE].translate(None, b" \t\r\n")
        end = len(piece) // 4 * 4
        rest = piece[end:]
        try:
            decoded.write(binascii.a2b_base64(piece[:end], strict_mode=True) if end else b"")
        except binascii.Error:
            return None
        if piece[:end].endswith(b"=") and data[start + LARGE :].strip():
            return None
    return None if rest else decoded.getvalue()


def _reads_as_prose(data: bytes) -> bool:
    lines = [line for line in data[:20_000].splitlines() if line.strip()]
    return sum(bool(INNER_SPACE.search(line)) for line in lines) > len(lines) * 0.3


def _undeclared(data: bytes, encoding: str, warnings: list[str]) -> bytes:
    """Text that says 7bit, or nothing, but is plainly base64 or quoted-printable."""
    if not encoding and SOFT_BREAK.search(data) and QP_SIGN.search(data):
        warnings.append("undeclared_transfer_encoding: quoted-printable")
        return _quoted_printable(data)
    lines = data.split()
    if not lines or len(data) < 40 or len(set(map(len, lines[:-1]))) > 1 or len(lines[-1]) > len(lines[0]):
        return data
    body = b"".join(lines)
    if len(body) % 4 or body.rstrip(b"=").translate(None, ALPHABET) or not re.search(rb"[a-z]", body):
        return data
    try:
        decoded = base64.b64decode(body, validate=True)
        text = decoded.decode("utf-8")
    except (binascii.Error, ValueError):
        return data
    if not text.isascii() and not re.search(r"[\x00-\x08\x0e-\x1f]", text):
        warnings.append("undeclared_transfer_encoding: base64")
        return decoded
    return data


def split_uuencode(data: bytes) -> tuple[bytes, list[tuple[str, bytes]]]:
    """Text without its uuencoded blocks, and the blocks as (name, content)."""
    if b"begin" not in data:
        return data, []
    rest: list[bytes] = []
    blocks: list[tuple[str, bytes]] = []
    position = 0
    unix = data.replace(b"\r\n", b"\n")
    for match in UU_BEGIN.finditer(unix):
        if match.start() < position:
            continue
        content, end = _uu_lines(unix, match.end() + 1)
        if content:
            blocks.append((match[1].decode("utf-8", "replace").strip(), content))
            rest.append(unix[position : match.start()])
            position = end
    if not blocks:
        return data, []
    rest.append(unix[position:])
    return b"".join(rest), blocks


def _uu_lines(data: bytes, position: int) -> tuple[bytes, int]:
    out: list[bytes] = []
    while position < len(data):
        end = data.find(b"\n", position)
        end = len(data) if end < 0 else end
        line = data[position:end].rstrip(b"\r")
        position = end + 1
        if line == b"end":
            break
        if line in (b"`", b"", b" "):
            continue
        try:
            out.append(binascii.a2b_uu(line))
        except binascii.Error:
            length = ((line[0] - 32) & 63) * 4 // 3 + 5
            try:
                out.append(binascii.a2b_uu(line[:length]))
            except binascii.Error:
                return (b"", position) if not out else (b"".join(out), position - len(line) - 1)
    return b"".join(out), min(position, len(data))

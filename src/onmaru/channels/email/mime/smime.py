"""S/MIME signed content, opened: the mail inside a CMS SignedData, without checking the signature."""

DEEPEST = 12


def signed_content(data: bytes) -> bytes | None:
    """The signed bytes; None when this is encrypted, detached, or no CMS at all."""
    try:
        return _content(data)
    except (IndexError, ValueError):
        return None


SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")


def _content(data: bytes) -> bytes | None:
    if SIGNED_DATA not in data[:40]:
        return None
    # ContentInfo { oid, [0] SignedData { version, digests, EncapsulatedContentInfo { oid, [0] content } … } }
    info = _children(data, *_body(data, 0))
    explicit = _children(data, info[1][1], info[1][2])
    signed = _children(data, explicit[0][1], explicit[0][2], at_most=3)
    capsule = _children(data, signed[2][1], signed[2][2])
    if len(capsule) < 2:
        return None
    holder = _children(data, capsule[1][1], capsule[1][2])
    return _octets(data, *holder[0])


def _octets(data: bytes, tag: int, start: int, end: int, depth: int = 0) -> bytes:
    if not tag & 0x20:
        return data[start:end]
    if depth > DEEPEST:
        raise ValueError("nested too deeply")
    return b"".join(_octets(data, *child, depth=depth + 1) for child in _children(data, start, end))


def _body(data: bytes, position: int) -> tuple[int, int]:
    _, start, end, _ = _element(data, position, len(data))
    return start, end


def _children(data: bytes, start: int, end: int, at_most: int = 1_000_000) -> list[tuple[int, int, int]]:
    out = []
    position = start
    while position < end and len(out) < at_most:
        if data[position : position + 2] == b"\0\0":
            break
        tag, body, stop, position = _element(data, position, end)
        out.append((tag, body, stop))
    return out


def _element(data: bytes, position: int, limit: int) -> tuple[int, int, int, int]:
    """Tag, start and end of the content, and where the next element begins."""
    tag, length = data[position], data[position + 1]
    position += 2
    if length == 0x80:
        end = _indefinite_end(data, position, limit)
        return tag, position, end, end + 2
    if length & 0x80:
        size = length & 0x7F
        if size > 8:
            raise ValueError("absurd length")
        length = int.from_bytes(data[position : position + size], "big")
        position += size
    end = min(position + length, limit)
    return tag, position, end, end


def _indefinite_end(data: bytes, position: int, limit: int) -> int:
    open_elements = 1
    while position < limit:
        if data[position : position + 2] == b"\0\0":
            open_elements -= 1
            if not open_elements:
                return position
            position += 2
            continue
        length = data[position + 1]
        position += 2
        if length == 0x80:
            open_elements += 1
        elif length & 0x80:
            size = length & 0x7F
            if size > 8:
                raise ValueError("absurd length")
            position += size + int.from_bytes(data[position : position + size], "big")
        else:
            position += length
    return limit

"""Raw mails for the tests of understanding, put together part by part."""

HEADERS = {
    "From": "김유나 <yuna@customer.example>",
    "To": "help@haru.example",
    "Subject": "교환 문의",
    "Date": "Tue, 3 Nov 2026 15:12:00 +0900",
    "Message-ID": "<first@customer.example>",
}


def mail(text: str | bytes = "", content_type: str = "text/plain; charset=utf-8", **headers: str) -> bytes:
    """A mail of one part; headers by name with underscores."""
    given = HEADERS | {name.replace("_", "-"): value for name, value in headers.items()}
    if content_type:
        given["Content-Type"] = content_type
    head = "".join(f"{name}: {value}\r\n" for name, value in given.items())
    return head.encode() + b"\r\n" + (text.replace("\n", "\r\n").encode() if isinstance(text, str) else text)


def part(content_type: str, body: str | bytes, **headers: str) -> bytes:
    """One part of a multipart mail."""
    head = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in {"Content-Type": content_type, **headers}.items())
    return head.encode() + b"\r\n" + (body.replace("\n", "\r\n").encode() if isinstance(body, str) else body)


def join(boundary: str, *parts: bytes) -> bytes:
    return b"".join(f"--{boundary}\r\n".encode() + each + b"\r\n" for each in parts) + f"--{boundary}--\r\n".encode()


def multipart(kind: str, *parts: bytes, boundary: str = "edge", **headers: str) -> bytes:
    """`kind` is what follows `multipart/`, with its parameters."""
    return mail(join(boundary, *parts), f'multipart/{kind}; boundary="{boundary}"', **headers)

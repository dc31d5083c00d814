"""A bucket on loopback that understands the few requests we make, and keeps an account of how they were signed."""

import hashlib
import re
import time
from contextlib import suppress
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit


class FakeS3(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.objects: dict[str, bytes] = {}
        self.parts: dict[str, dict[int, bytes]] = {}
        self.requests: list[tuple[str, str]] = []
        self.fail_next = 0
        # Seconds since something was put, where a test says so.
        self.ages: dict[str, float] = {}

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    server: FakeS3  # pyright: ignore[reportIncompatibleVariableOverride]
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        pass

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if "Content_Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(BrokenPipeError):
            self.wfile.write(body)

    def serve(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        address = urlsplit(self.path)
        _, self.bucket, *rest = unquote(address.path).split("/", 2)
        key, query = "".join(rest), parse_qs(address.query, keep_blank_values=True)
        self.server.requests.append((self.command, self.path))
        signed = re.match(r"AWS4-HMAC-SHA256 Credential=access/\d{8}/kr-standard/s3/aws4_request, ", self.headers.get("Authorization", ""))
        if not signed or self.headers["x-amz-content-sha256"] != hashlib.sha256(body).hexdigest():
            return self.answer(403, b"<Error><Code>SignatureDoesNotMatch</Code></Error>")
        if self.server.fail_next:
            self.server.fail_next -= 1
            return self.answer(503, b"<Error><Code>SlowDown</Code></Error>")
        return getattr(self, f"on_{self.command.lower()}")(key, query, body)

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = serve

    def on_put(self, key: str, query: dict[str, list[str]], body: bytes) -> None:
        if "partNumber" in query:
            self.server.parts[key][int(query["partNumber"][0])] = body
        else:
            self.server.objects[key] = body
            self.server.ages.pop(key, None)
        self.answer(200, ETag='"x"')

    def on_post(self, key: str, query: dict[str, list[str]], body: bytes) -> None:
        if "uploads" in query:
            self.server.parts[key] = {}
            return self.answer(200, f"<InitiateMultipartUploadResult><UploadId>{key}</UploadId></InitiateMultipartUploadResult>".encode())
        parts = self.server.parts.pop(key)
        self.server.objects[key] = b"".join(parts[number] for number in sorted(parts))
        return self.answer(200, b"<CompleteMultipartUploadResult/>")

    def on_get(self, key: str, query: dict[str, list[str]], body: bytes) -> None:
        if not key:
            entries = "".join(f"<Contents><Key>{name}</Key></Contents>" for name in sorted(self.server.objects))
            return self.answer(200, f"<ListBucketResult><IsTruncated>false</IsTruncated>{entries}</ListBucketResult>".encode())
        if key not in self.server.objects:
            return self.answer(404, b"<Error><Code>NoSuchKey</Code></Error>")
        return self.answer(200, self.server.objects[key])

    def on_head(self, key: str, query: dict[str, list[str]], body: bytes) -> None:
        if key in self.server.objects:
            put = formatdate(time.time() - self.server.ages.get(key, 0), usegmt=True)
            self.answer(200, Content_Length=str(len(self.server.objects[key])), Last_Modified=put, ETag=self.tag(key))
        else:
            self.answer(404)

    def on_delete(self, key: str, query: dict[str, list[str]], body: bytes) -> None:
        if self.headers.get("If-Match") not in (None, self.tag(key)):
            return self.answer(412, b"<Error><Code>PreconditionFailed</Code></Error>")
        self.server.objects.pop(key, None)
        return self.answer(204)

    def tag(self, key: str) -> str:
        return f'"{hashlib.sha256(self.server.objects.get(key, b"")).hexdigest()}"'

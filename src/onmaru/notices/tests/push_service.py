"""A push service on this machine (RFC 8030), and a browser that subscribed there. It reads what it is handed as only that browser could."""

import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from onmaru.notices.push.encrypt import decrypt, padless, point_of, unpadded


@dataclass
class PushService:
    address: str
    answers: int = 201
    private: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    auth: str = field(default_factory=lambda: padless(os.urandom(16)))
    handed: list[tuple[dict[str, str], dict[str, Any]]] = field(default_factory=list)

    @property
    def endpoint(self) -> str:
        return f"{self.address}/push/one"

    @property
    def p256dh(self) -> str:
        return padless(point_of(self.private))

    def take(self, headers: dict[str, str], body: bytes) -> int:
        if headers.get("content-encoding") != "aes128gcm" or "ttl" not in headers or not self._vouched(headers["authorization"]):
            return 400
        if self.answers < 300:
            self.handed.append((headers, json.loads(decrypt(body, self.private, self.auth))))
        return self.answers

    def _vouched(self, authorization: str) -> bool:
        """RFC 8292: signed with the key that is named, for this service, and not for ever."""
        token, key = (part.split("=", 1)[1] for part in authorization.removeprefix("vapid ").split(", "))
        head, claims, signature = token.split(".")
        raw = unpadded(signature)
        public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), unpadded(key))
        pair = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
        try:
            public.verify(pair, f"{head}.{claims}".encode(), ec.ECDSA(hashes.SHA256()))
        except InvalidSignature:
            return False
        said = json.loads(unpadded(claims))
        return said["aud"] == self.address and {"exp", "sub"} <= said.keys()


@contextmanager
def push_service() -> Iterator[PushService]:
    service = PushService("")

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            self.send_response(service.take({name.lower(): value for name, value in self.headers.items()}, body))
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, format: str, *values: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Door) as server:
        service.address = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, name="push service")
        thread.start()
        try:
            yield service
        finally:
            server.shutdown()
            thread.join()

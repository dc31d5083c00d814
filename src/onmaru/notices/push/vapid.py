"""Voluntary application server identification (RFC 8292): who we are, signed for each push service. Pure."""

import json
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from onmaru.notices.push.encrypt import padless, point_of

# Push services refuse more than a day.
LASTS = timedelta(hours=12)


def new_keys() -> dict[str, str]:
    """As PushKeys keeps them."""
    private = ec.generate_private_key(ec.SECP256R1())
    pem = private.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return {"private": pem.decode(), "public": padless(point_of(private))}


def authorization(endpoint: str, subject: str, keys: dict[str, str], now: datetime) -> str:
    """The header that says who sends; `subject` is a mailto: or https: address of the deployment."""
    parts = urlsplit(endpoint)
    claims = {"aud": f"{parts.scheme}://{parts.netloc}", "exp": int((now + LASTS).timestamp()), "sub": subject}
    head = ".".join(padless(json.dumps(part, separators=(",", ":")).encode()) for part in ({"typ": "JWT", "alg": "ES256"}, claims))
    private = serialization.load_pem_private_key(keys["private"].encode(), None)
    assert isinstance(private, ec.EllipticCurvePrivateKey)
    r, s = decode_dss_signature(private.sign(head.encode(), ec.ECDSA(hashes.SHA256())))
    return f"vapid t={head}.{padless(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}, k={keys['public']}"

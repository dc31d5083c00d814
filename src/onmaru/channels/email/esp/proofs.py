"""How each provider proves that a call is its own. Pure but for the clock."""

import base64
import binascii
import hashlib
import hmac
import json

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_der_public_key

from onmaru.channels.adapter import Refused
from onmaru.channels.calls import Answer, Call
from onmaru.channels.email.esp.form import fields
from onmaru.channels.email.settings import Esp
from onmaru.kit import clock

MAILGUN_WINDOW = 15 * 60
RESEND_WINDOW = 5 * 60


def mailgun(call: Call, esp: Esp) -> Answer:
    try:
        if call.content_type.startswith("application/json"):
            block = json.loads(call.body)["signature"]
            stamp, token, given = str(block["timestamp"]), str(block["token"]), str(block["signature"])
        else:
            form = fields(call.content_type, call.body)
            stamp, token, given = (form[name].decode() for name in ("timestamp", "token", "signature"))
    except (ValueError, KeyError, TypeError) as error:
        raise Refused("no signature") from error
    made = hmac.new(esp.signing_key.encode(), f"{stamp}{token}".encode(), hashlib.sha256).hexdigest()
    if not esp.signing_key or not hmac.compare_digest(made.encode(), given.encode()):
        raise Refused("wrong signature")
    _in_time(stamp, MAILGUN_WINDOW, 403)
    # The key makes a call that is played again one that was taken already.
    return Answer(key=f"mailgun:{token}"[:100])


def postmark(call: Call, esp: Esp) -> Answer:
    _basic(call, esp, needed=True, status=401)
    return Answer(key=_id("postmark", call, "MessageID"))


def sendgrid(call: Call, esp: Esp) -> Answer:
    if esp.signing_key:
        stamp = call.headers.get("x-twilio-email-event-webhook-timestamp", "")
        try:
            given = base64.b64decode(call.headers.get("x-twilio-email-event-webhook-signature", ""), validate=True)
            key = load_der_public_key(base64.b64decode(esp.signing_key))
            assert isinstance(key, ec.EllipticCurvePublicKey)
            key.verify(given, stamp.encode() + call.body, ec.ECDSA(hashes.SHA256()))
        except (binascii.Error, ValueError, AssertionError, InvalidSignature) as error:
            raise Refused("wrong signature") from error
    else:
        _basic(call, esp, needed=False, status=403)
    return Answer()


def brevo(call: Call, esp: Esp) -> Answer:
    _basic(call, esp, needed=False, status=401)
    return Answer()


def resend(call: Call, esp: Esp) -> Answer:
    """Standard Webhooks, as Svix sends them."""
    event, stamp = (call.headers.get(f"svix-{name}") or call.headers.get(f"webhook-{name}") or "" for name in ("id", "timestamp"))
    given = (call.headers.get("svix-signature") or call.headers.get("webhook-signature") or "").split()
    try:
        secret = base64.b64decode(esp.signing_key.removeprefix("whsec_"), validate=True)
    except binascii.Error as error:
        raise Refused("the signing key is not one of Resend's", status=401) from error
    made = "v1," + base64.b64encode(hmac.new(secret, f"{event}.{stamp}.".encode() + call.body, hashlib.sha256).digest()).decode()
    if not secret or not event or not any(hmac.compare_digest(made.encode(), one.encode()) for one in given):
        raise Refused("wrong signature", status=401)
    _in_time(stamp, RESEND_WINDOW, 401)
    return Answer(key=f"resend:{event}"[:100])


def mailersend(call: Call, esp: Esp) -> Answer:
    made = hmac.new(esp.signing_key.encode(), call.body, hashlib.sha256).hexdigest()
    if not esp.signing_key or not hmac.compare_digest(made.encode(), call.headers.get("signature", "").encode()):
        raise Refused("wrong signature")
    return Answer()


def _basic(call: Call, esp: Esp, *, needed: bool, status: int) -> None:
    """The user name and password an admin put into the hook's address at the provider; some have nothing else to prove who calls."""
    if not (esp.basic_user or esp.basic_password or needed):
        return
    given = ":".join(call.basic_auth()).encode()
    if not esp.basic_password or not hmac.compare_digest(given, f"{esp.basic_user}:{esp.basic_password}".encode()):
        raise Refused("wrong user name or password", status)


def _in_time(stamp: str, window: int, status: int) -> None:
    if not stamp.isdigit() or abs(clock.now().timestamp() - int(stamp)) > window:
        raise Refused("too old, or from the future", status)


def _id(provider: str, call: Call, name: str) -> str:
    try:
        return f"{provider}:{json.loads(call.body)[name]}"[:100]
    except (ValueError, KeyError, TypeError):
        return ""

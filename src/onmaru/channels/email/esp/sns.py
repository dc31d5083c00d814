"""Amazon's notifications (SNS), which bring mail of SES: their X.509 signature is verified here, because anymail does not."""

import base64
import binascii
import json
import re
from datetime import datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from onmaru.channels.adapter import Refused
from onmaru.channels.calls import Answer, Call
from onmaru.channels.email.settings import Esp
from onmaru.kit import clock, http

HOST = re.compile(r"sns\.[a-z0-9-]{1,40}\.amazonaws\.com(\.cn)?")
# What is signed, in this order; what a message does not have is left out.
SIGNED = {
    "Notification": ("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"),
    "SubscriptionConfirmation": ("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"),
    "UnsubscribeConfirmation": ("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"),
}
HASHES = {"1": hashes.SHA1, "2": hashes.SHA256}
SECONDS = 5.0


def prove(call: Call, esp: Esp) -> Answer:
    """Accepts what Amazon signed for our topic, and confirms a subscription to it."""
    try:
        told = json.loads(call.body)
        kind, topic = told["Type"], told["TopicArn"]
    except (ValueError, KeyError, TypeError) as error:
        raise Refused("not a notification") from error
    # Anybody can have Amazon sign notifications of a topic of their own.
    if not esp.topic_arn or topic != esp.topic_arn:
        raise Refused("another topic")
    if kind not in SIGNED:
        raise Refused("an unknown kind of notification")
    _verify(told, kind)
    if kind == "SubscriptionConfirmation":
        _confirm(str(told.get("SubscribeURL", "")))
    return Answer(keep=kind == "Notification", key=f"sns:{told.get('MessageId', '')}"[:100])


def signed_text(told: dict[str, Any], kind: str) -> bytes:
    return "".join(f"{name}\n{told[name]}\n" for name in SIGNED[kind] if told.get(name) is not None).encode()


def _verify(told: dict[str, Any], kind: str) -> None:
    digest = HASHES.get(str(told.get("SignatureVersion")))
    if digest is None:
        raise Refused("an unknown kind of signature")
    key = _certificate(_of_amazon(str(told.get("SigningCertURL") or told.get("SigningCertUrl") or ""), ".pem"))
    try:
        key.verify(base64.b64decode(str(told.get("Signature", "")), validate=True), signed_text(told, kind), padding.PKCS1v15(), digest())
    except (binascii.Error, InvalidSignature) as error:
        raise Refused("wrong signature") from error


def _of_amazon(url: str, ending: str = "") -> str:
    """The address, if it is one of SNS itself: a certificate from anywhere else proves nothing."""
    parts = urlsplit(url)
    if parts.scheme != "https" or not HOST.fullmatch(parts.netloc) or not parts.path.endswith(ending):
        raise Refused("an address that is not Amazon's")
    return url


def _certificate(url: str) -> rsa.RSAPublicKey:
    key, ends = _fetched(url)
    if ends < clock.now():
        _fetched.cache_clear()
        raise Refused("an old certificate")
    return key


@lru_cache(maxsize=16)
def _fetched(url: str) -> tuple[rsa.RSAPublicKey, datetime]:
    try:
        certificate = x509.load_pem_x509_certificate(http.get(url, seconds=SECONDS, largest=64 * 1024).body)
    except (OSError, ValueError) as error:
        # Amazon comes again when it is refused by a fault of the way.
        raise Refused("its certificate could not be had", status=503) from error
    key = certificate.public_key()
    if not isinstance(key, rsa.RSAPublicKey):
        raise Refused("a certificate of another kind")
    return key, certificate.not_valid_after_utc


def _confirm(url: str) -> None:
    try:
        answer = http.get(_of_amazon(url), seconds=SECONDS)
    except OSError as error:
        raise Refused("the subscription could not be confirmed", status=503) from error
    if not answer.ok:
        raise Refused("the subscription could not be confirmed", status=503)

"""Whether the mail server that took a mail believed its From. RFC 8601, RFC 7489."""

import re

from onmaru.channels.email.mime.headers import Headers

_COMMENT = re.compile(r"\([^()]*\)")
_RESULT = re.compile(r"^\s*(dmarc|dkim|spf|compauth)\s*=\s*([a-z]+)(.*)$", re.IGNORECASE | re.DOTALL)
_SIGNER = re.compile(r"\bheader\.(?:d|i)\s*=\s*\"?@?(?:[^\s;@\"]*@)?([^\s;\"]+)", re.IGNORECASE)
_ENVELOPE = re.compile(r"\bsmtp\.mailfrom\s*=\s*\"?(?:[^\s;@\"]*@)?([^\s;\"]+)", re.IGNORECASE)


def proven(headers: Headers, address: str) -> bool | None:
    """True where the server found the From's domain proven, False where it found it forged, None where it says nothing.

    Only the topmost result counts: servers put theirs above whatever the sender wrote. A server that writes none leaves the topmost one to
    the sender, so True is no proof for more than being believed as before; False is nobody's own claim.
    """
    domain = address.rpartition("@")[2].lower()
    said = _COMMENT.sub(" ", headers.first("authentication-results"))[:5000]
    found: dict[str, list[tuple[str, str]]] = {}
    for part in said.split(";")[1:]:
        if matched := _RESULT.match(part):
            found.setdefault(matched[1].lower(), []).append((matched[2].lower(), matched[3]))
    for whole in ("dmarc", "compauth"):
        for verdict, _ in found.get(whole, ()):
            if verdict in {"pass", "fail"}:
                return verdict == "pass"
    signed = [_belongs(domain, _SIGNER.search(rest)) for verdict, rest in found.get("dkim", ()) if verdict == "pass"]
    sent = [_belongs(domain, _ENVELOPE.search(rest)) for verdict, rest in found.get("spf", ()) if verdict == "pass"]
    if any(signed) or any(sent):
        return True
    broken = any(verdict in {"fail", "softfail"} for sort in ("dkim", "spf") for verdict, _ in found.get(sort, ()))
    return False if broken or signed or sent else None


def _belongs(domain: str, named: re.Match[str] | None) -> bool:
    """Whether the proof is about the From's own domain, or one above or below it."""
    if named is None or not domain:
        return False
    other = named[1].lower().rstrip(".")
    return domain == other or (domain.endswith(f".{other}") and "." in other) or other.endswith(f".{domain}")

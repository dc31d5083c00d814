"""What went wrong with a service, in sentences that say what to do."""

from django.utils.translation import gettext as _

from onmaru.triage.endpoint.answers import Kind


def sentence(kind: str, words: str = "") -> str:
    said = {
        Kind.UNREACHABLE: _("The service did not answer in time. Look at the address, and whether it runs."),
        Kind.PRIVATE: _("The address is not on the public internet. An operator can allow its host by name in ONMARU_PRIVATE_HOSTS."),
        Kind.KEY: _("The service does not accept the key."),
        Kind.MODEL: _("The service knows no such address or model."),
        Kind.QUOTA: _("What the key may spend at the service is used up."),
        Kind.BUSY: _("The service is busy or has a fault of its own. Try again later."),
        Kind.REFUSED: _("The service refused what was asked."),
        Kind.NONSENSE: _("What came back were no vectors. Look at the address: it usually ends in /v1."),
    }.get(Kind(kind), "")
    return f"{said} ({words})" if words and kind != Kind.PRIVATE else said

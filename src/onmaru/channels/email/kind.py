from django.utils.translation import gettext_lazy as _

from onmaru.inbox.kinds import Capabilities, Kind

KIND = Kind(
    code="email",
    name=_("E-mail"),
    handle_sort="email",
    can=Capabilities(subject=True, html=True, attachments=True, copies=True, participants=True, outsiders=True, max_total=18 * 1024 * 1024),
    icon="mail",
)

from django.utils.translation import gettext_lazy as _

from onmaru.inbox.kinds import Capabilities, Kind

KIND = Kind(
    code="sandbox",
    name=_("Sandbox"),
    handle_sort="sandbox",
    can=Capabilities(attachments=True, instant=True, outsiders=True, max_text=4000),
    icon="flask",
)

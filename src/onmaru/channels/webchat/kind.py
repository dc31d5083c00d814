from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from onmaru.inbox.kinds import Capabilities, Kind

MEGABYTE = 1024 * 1024

KIND = Kind(
    code="webchat",
    name=_("Live chat"),
    handle_sort="webchat",
    can=Capabilities(
        attachments=True,
        typing=True,
        edit=True,
        delete=True,
        instant=True,
        rich=True,
        reads=True,
        chosen=True,
        max_text=4000,
        max_attachment=20 * MEGABYTE,
        max_total=100 * MEGABYTE,
    ),
    icon="messages-square",
    answer_within=timedelta(minutes=10),
)

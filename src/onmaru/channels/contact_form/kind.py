from django.utils.translation import gettext_lazy as _

from onmaru.inbox.kinds import Capabilities, Kind

# What it can do is what the mailbox can that its answers leave by.
KIND = Kind(
    code="contact_form",
    name=_("Contact form"),
    handle_sort="email",
    can=Capabilities(subject=True, html=True, attachments=True, copies=True, participants=True, max_total=18 * 1024 * 1024),
    icon="pencil",
)

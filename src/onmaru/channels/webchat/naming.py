"""What agents call a visitor."""

from django.utils import translation
from django.utils.translation import gettext as _

from onmaru.channels.webchat.models import Visitor


def name_of(visitor: Visitor) -> str:
    """The name they gave, or one that tells two nameless visitors apart, in the language of the shop's people."""
    if visitor.name:
        return visitor.name
    with translation.override(visitor.channel.language):
        return _("Visitor %(code)s") % {"code": visitor.handle.removeprefix("visitor-")[:4].upper()}

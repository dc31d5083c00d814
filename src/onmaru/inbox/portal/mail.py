from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from onmaru.inbox.actions.give_key import KEY_LASTS, cut_key
from onmaru.people.models import Shop


def mail_key(asked: int, language: str) -> None:
    """Mail the link that opens somebody's inquiries once."""
    shop, cut = Shop.objects.first(), cut_key(asked)
    if shop is None or cut is None:
        return
    identity, key = cut
    with translation.override(language):
        minutes = int(KEY_LASTS.total_seconds() // 60)
        link = settings.PUBLIC_URL + reverse("portal_key", args=[key])
        text = render_to_string("portal/key_mail.txt", {"shop": shop, "link": link, "minutes": minutes})
        send_mail(_("Your inquiries at %(shop)s") % {"shop": shop.name}, text, None, [identity.handle])

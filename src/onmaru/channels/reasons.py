"""Why a delivery is in the tray, in words for whoever looks at it."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

WORDS: dict[str, str | Promise] = {
    "": gettext_lazy("It has been waiting for longer than usual. It will be tried again by itself."),
    "too_large": gettext_lazy("It is larger than mail may be here. Only its head was taken; the whole is still in the mailbox."),
    "server_cannot_give_it": gettext_lazy("The mail server has it, but fails whenever it is asked for it."),
    "empty": gettext_lazy("There is nothing in it: no sender, no subject, no text, no file."),
    "gone_at_the_provider": gettext_lazy("The mail provider announced it, but has it no more."),
    "never_came": gettext_lazy("The mail provider announced it, but did not give it for a whole day."),
    "no_mail_provider": gettext_lazy("The channel is no longer connected to a mail provider."),
    "address_not_of_the_provider": gettext_lazy("It says that its content lies at an address that is not the mail provider's."),
    "bounce of an unknown message": gettext_lazy(
        "A mail server reports that a mail could not be delivered, but that mail is none of ours."
    ),
    "delivery_report of an unknown message": gettext_lazy("A mail server reports about a mail that is none of ours."),
}


def in_words(reason: str) -> str:
    """A sentence or two; a reason without one is shown as it was noted."""
    if reason in WORDS:
        return str(WORDS[reason])
    what, _colon, detail = reason.partition(": ")
    if what == "provider_payload":
        return _("The mail provider sent something in a form that is not known here (%(detail)s).") % {"detail": detail}
    if what == "fault":
        return _("Something went wrong on our side while it was read (%(detail)s). It can be replayed once that is mended.") % {
            "detail": detail
        }
    return reason

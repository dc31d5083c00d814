from django.utils.translation import gettext_lazy as _

from onmaru.language.facts import Kind

KINDS = {
    Kind.ORDER: _("Order number"),
    Kind.PARCEL: _("Parcel number"),
    Kind.PHONE: _("Phone"),
    Kind.EMAIL: _("E-mail"),
    Kind.ACCOUNT: _("Account number"),
    Kind.AMOUNT: _("Amount"),
    Kind.DATE: _("Date"),
}

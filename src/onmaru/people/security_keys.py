"""allauth's forms for passkeys, whose one label of their own is English in every language."""

from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _


class NewKey(AddWebAuthnForm):
    # Not required: the key exists already when this form is sent, and must not be lost for want of a name.
    name = forms.CharField(label=_("Name"), required=False)


class KeyName(EditWebAuthnForm):
    name = forms.CharField(label=_("Name"))

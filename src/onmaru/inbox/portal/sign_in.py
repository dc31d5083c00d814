"""Coming in without a password: a link by e-mail that opens once, or the shop's own sign-in."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from onmaru.inbox.actions.give_key import TooOften, ask_for_key, key_is_good, use_key
from onmaru.inbox.portal import links, queries, session, shop_sign_in
from onmaru.inbox.portal.door import PortalView
from onmaru.kit.callers import address_of
from onmaru.kit.jobs import enqueue


class SignInForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email", "autofocus": True})
    )


class SignIn(PortalView):
    """Asking for the link. Whether an address is known shows nowhere: not in words, and not in the time it takes."""

    here = "inquiries"

    def get(self, request: HttpRequest) -> HttpResponse:
        return redirect("portal_inquiries") if self.person else self.page("portal/sign_in.html", form=SignInForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        from onmaru.inbox.jobs import mail_portal_key

        form = SignInForm(request.POST)
        if not form.is_valid():
            return self.page("portal/sign_in.html", 422, form=form)
        try:
            with transaction.atomic():
                asked = ask_for_key(form.cleaned_data["email"], address_of(request))
                enqueue(mail_portal_key, asked=asked.pk, language=get_language() or "ko")
        except TooOften:
            form.add_error(None, _("Too many links were asked for from here. Please try again in a quarter of an hour."))
            return self.page("portal/sign_in.html", 429, form=form)
        return self.page("portal/link_sent.html", email=form.cleaned_data["email"])


class Key(PortalView):
    """The link itself. Looking at it opens nothing: mail programs look at links by themselves, and a key opens once."""

    here = "inquiries"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        return self.page("portal/key.html", 200 if key_is_good(key) else 410, good=key_is_good(key))

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        identity = use_key(key)
        if identity is None:
            return self.page("portal/key.html", 410, good=False)
        session.enter(request, identity)
        return redirect("portal_inquiries")


class Link(PortalView):
    """A link of one conversation, from a mail of ours."""

    here = "inquiries"

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        number = links.opened(token)
        if number is None:
            return self.page("portal/key.html", 410, good=False)
        # What was merged since the mail left is found where it goes on.
        number = queries.goes_on_in(number)
        session.enter_one(request, number)
        return redirect("portal_inquiry", number)


class ShopSignIn(PortalView):
    """From a page of the shop, whose server has signed who this is."""

    def get(self, request: HttpRequest) -> HttpResponse:
        identity = shop_sign_in.proven(request.GET.dict())
        if identity is None:
            messages.error(request, _("The shop's sign-in did not reach us whole, or is too old. Please come from its page once more."))
            return redirect("portal_sign_in")
        session.enter(request, identity)
        return redirect("portal_inquiries")


class SignOut(PortalView):
    def post(self, request: HttpRequest) -> HttpResponse:
        session.leave(request)
        return redirect("home")

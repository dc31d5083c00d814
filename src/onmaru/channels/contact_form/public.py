"""The page with the form, on its own or inside a page of the shop, and what comes from it. Nothing here needs a script."""

import hashlib
from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from onmaru.channels.actions.accept import accept
from onmaru.channels.contact_form import envelope, settings, stamp
from onmaru.channels.contact_form.fields import ContactForm
from onmaru.channels.contact_form.kind import KIND
from onmaru.channels.shared_limits import SharedRate
from onmaru.inbox.models import Channel
from onmaru.inbox.portal import session
from onmaru.inbox.upload_field import inbound
from onmaru.kit import clock
from onmaru.kit.callers import address_of
from onmaru.people.models import Shop
from onmaru.web.policy import PAGE_POLICY
from onmaru.web.public import PublicView

# An address stands for all who share it, and a name for one person; a channel for everybody.
by_address = SharedRate("forms of address", 10, seconds=600)
by_person = SharedRate("forms of person", 5, seconds=3600)
by_channel = SharedRate("forms of channel", 600, seconds=3600)
SENT_SALT = "onmaru.contact_form.sent"
TRAP = "website"


class FormView(PublicView):
    def channel(self) -> tuple[Channel, settings.FormSettings]:
        found = Channel.objects.active().filter(kind=KIND.code, handle=self.kwargs["handle"]).first()
        if found is None:
            raise Http404
        return found, settings.of(found)

    def page(self, template: str, channel: Channel, asked: settings.FormSettings, status: int = 200, **context: Any) -> HttpResponse:
        shop = Shop.objects.first()
        embedded = "embedded" in self.request.GET
        shown = {"channel": channel, "asked": asked, "shop": shop.name if shop else channel.name, "here": "form", "embedded": embedded}
        response = render(self.request, template, {**shown, **context}, status=status)
        if embedded:
            frames = " ".join(["'self'", *asked.origins])
            response.headers["Content-Security-Policy"] = PAGE_POLICY.replace("frame-ancestors 'none'", f"frame-ancestors {frames}")
            # The older header knows only one origin; browsers that know the policy do not ask for it.
            response.xframe_options_exempt = True  # pyright: ignore[reportAttributeAccessIssue]
        return response


@method_decorator(csrf_exempt, name="dispatch")
class FormPage(FormView):
    """The form. It acts for nobody who is signed in, so a page of another origin may send it."""

    def get(self, request: HttpRequest, handle: str) -> HttpResponse:
        channel, asked = self.channel()
        person = session.person(request)
        return self._form(
            channel, asked, ContactForm(asked, initial={"email": person.handle if person and person.sort == KIND.handle_sort else ""})
        )

    def post(self, request: HttpRequest, handle: str) -> HttpResponse:
        channel, asked = self.channel()
        # It keeps what was typed; files have to be chosen once more, because browsers hold them.
        form = ContactForm(asked, request.POST, request.FILES)
        nonce = self._nonce(asked, form)
        if not form.is_valid():
            return self._form(channel, asked, form, 422)
        if not (by_address.allows(f"{channel.pk} {address_of(request)}") and by_channel.allows(str(channel.pk))):
            form.add_error(None, _("Too many messages came from here in a short time. Please try again in a few minutes."))
            return self._form(channel, asked, form, 429)
        email = form.cleaned_data["email"].strip().lower()
        if not by_person.allows(f"{channel.pk} {email}"):
            form.add_error(None, _("Too many messages came from this address in a short time. Please try again later."))
            return self._form(channel, asked, form, 429)
        raw, key = _packed(request, channel, asked, form, nonce)
        accept(channel, raw, "form", key)
        token = signing.dumps(_masked(email), salt=SENT_SALT)
        suffix = "?embedded" if "embedded" in request.GET else ""
        return HttpResponseRedirect(reverse("form_sent", args=[channel.handle, token]) + suffix, status=303)

    def _nonce(self, asked: settings.FormSettings, form: ContactForm) -> str:
        """What makes this sending itself; adds an error to the form where a program seems to have sent it."""
        given = self.request.POST.get("stamp", "")
        nonce = stamp.nonce(given)
        if self.request.POST.get(TRAP):
            form.add_error(None, _("Something was filled in that people do not see. Please look your message over and send it once more."))
        elif nonce is None and self.request.headers.get("Origin", "") not in asked.origins:
            form.add_error(None, _("Please look your message over and send it once more."))
        elif stamp.is_hasty(given):
            form.add_error(None, _("That was very quick. Please look your message over and send it once more."))
        # A form that stands in a page of the shop has no stamp of ours: the same words on the same day are one message.
        return nonce or clock.now().date().isoformat()

    def _form(self, channel: Channel, asked: settings.FormSettings, form: ContactForm, status: int = 200) -> HttpResponse:
        given = self.request.POST.get("stamp", "")
        # The old stamp stays while it counts, so that what is sent from two windows is still one message.
        kept = given if stamp.nonce(given) else stamp.new()
        lost = bool(self.request.FILES) and status != 200
        return self.page("contact_form/form.html", channel, asked, status, form=form, stamp=kept, trap=TRAP, files_lost=lost)


class FormSent(FormView):
    """What happens next; nothing of what was sent is shown to whoever has this address."""

    def get(self, request: HttpRequest, handle: str, token: str) -> HttpResponse:
        channel, asked = self.channel()
        try:
            email = signing.loads(token, salt=SENT_SALT, max_age=3600)
        except signing.BadSignature as error:
            raise Http404 from error
        return self.page("contact_form/sent.html", channel, asked, email=email)


def _packed(request: HttpRequest, channel: Channel, asked: settings.FormSettings, form: ContactForm, nonce: str) -> tuple[bytes, str]:
    said = form.cleaned_data
    person = session.person(request)
    sent = envelope.Sent(
        email=said["email"].strip().lower(),
        name=said.get("name", ""),
        subject=said.get("subject", ""),
        text=said["text"],
        answers=form.answers,
        language=translation.get_language() or channel.language,
        consent=asked.consent_version,
        page=request.headers.get("Referer", "")[:500],
        confirmed=person is not None and person.sort == KIND.handle_sort and person.handle == said["email"].strip().lower(),
    )
    handed = map(inbound, said.get("attachments", []))
    files = [(file.name, file.content_type, b"".join(file.read())) for file in handed]
    parts = [nonce, sent.email, sent.name, sent.subject, sent.text, repr(sent.answers)]
    parts += [f"{name} {hashlib.sha256(content).hexdigest()}" for name, _kind, content in files]
    key = hashlib.sha256("\0".join(parts).encode()).hexdigest()
    return envelope.packed(sent, key, files), key


def _masked(email: str) -> str:
    """Enough of the address for its owner to see a slip in it."""
    local, _at, domain = email.partition("@")
    return f"{local[:2]}{'•' * max(len(local) - 2, 1)}@{domain}"

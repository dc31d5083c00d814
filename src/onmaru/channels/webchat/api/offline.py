from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext_lazy as _

from onmaru.channels.webchat.actions.begin import begin
from onmaru.channels.webchat.actions.leave import leave
from onmaru.channels.webchat.actions.say import Said
from onmaru.channels.webchat.api import rates
from onmaru.channels.webchat.api.door import VisitorDoor, said
from onmaru.channels.webchat.api.messages import take_in
from onmaru.channels.webchat.api.pre_chat import is_email, is_phone
from onmaru.channels.webchat.api.refusal import invalid
from onmaru.channels.webchat.kind import KIND
from onmaru.channels.webchat.shown import facts_shown


class OfflineMessages(VisitorDoor):
    """A message while nobody is there, with a way to be answered: a conversation whose visitor has left already."""

    def post(self, request: HttpRequest, **more: Any) -> JsonResponse:
        given = self.read()
        client_id = given.client_id()
        text = given.text("text", KIND.can.max_text, required=True, lines=True)
        name, email, phone = given.text("name", 120), given.text("email", 254), given.text("phone", 40)
        given.done()
        if email and not is_email(email):
            raise invalid("email", _("Please check what you entered here."))
        if phone and not is_phone(phone):
            raise invalid("phone", _("Please check what you entered here."))
        if not (email or phone):
            raise invalid("email", _("Tell us how to reach you."))
        about = {"about": {key: value for key, value in (("name", name), ("email", email), ("phone", phone)) if value}}
        chat, is_new = begin(self.visitor, client_id, about, allowed=self._allowed)
        take_in(self, chat, Said(client_id, text))
        leave(self.chat(chat.key), "email" if email else "phone", email or phone)
        return said(facts_shown(self.chat(chat.key)), 201 if is_new else 200)

    def _allowed(self) -> None:
        rates.count((rates.CONVERSATIONS_OF_VISITOR, self.visitor.pk), (rates.CONVERSATIONS_OF_ADDRESS, self.address))

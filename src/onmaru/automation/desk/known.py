from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from onmaru.automation.actions.apply_macro import apply_macro
from onmaru.automation.effect import described
from onmaru.automation.filling import Filled, fill
from onmaru.automation.fills import values
from onmaru.automation.models import LinkedPage, Macro
from onmaru.automation.variable import Scene
from onmaru.inbox.actions.draft import save_draft
from onmaru.inbox.desk.answer import changed
from onmaru.inbox.desk.door import ConversationView
from onmaru.inbox.desk.list import fresh
from onmaru.inbox.models import Draft
from onmaru.people.door import AgentRequest
from onmaru.people.roles import Permission

# A line of the picker shows this much; the whole text comes with the macro that is pointed at.
SHOWN = 120
MOST = 3000


class KnownMacros(ConversationView):
    """All that the agent may use in a conversation, what they use first; the browser finds among them as they type."""

    to_read = Permission.ORGANISE

    def get(self, request: AgentRequest, number: int) -> HttpResponse:
        scene = Scene(self.conversation, request.user, self.conversation.language or "ko")
        value = values(scene)
        found = Macro.objects.for_agent(request.user).as_used_by(request.user)[:MOST]
        macros = [self._line(macro, scene, value) for macro in found]
        # Only who may answer has anything to put a link into.
        pages = LinkedPage.objects.all()[:MOST] if request.user.may(Permission.ANSWER) else []
        return fresh(JsonResponse({"items": macros + [self._page(page) for page in pages]}))

    def _line(self, macro: Macro, scene: Scene, value: Any) -> dict[str, Any]:
        text = macro.text_in(scene.language)
        return {
            "id": macro.pk,
            "name": macro.name,
            "words": macro.words,
            "text": " ".join(text[: SHOWN * 2].split())[:SHOWN],
            "effects": described(macro.effects),
            "missing": list(fill(text, value, scene.language).missing) if "{{" in text else [],
        }

    def _page(self, page: LinkedPage) -> dict[str, Any]:
        """All of it at once. Its number is below zero, so that no macro has it."""
        whole = page.written(as_markdown=self.conversation.channel.can.html)
        effects = [("link", str(_("Link")))]
        return {"id": -page.pk, "name": page.name, "words": "", "text": page.url, "whole": whole, "effects": effects, "missing": []}


class KnownMacro(ConversationView):
    """One macro in a conversation: its words filled in (GET), and using it (POST)."""

    to_read = Permission.ORGANISE
    to_write = Permission.ORGANISE

    def get(self, request: AgentRequest, number: int, macro: int) -> HttpResponse:
        found = self._macro(macro)
        language = found.language_in(self.conversation.language)
        done = fill(found.text_in(language), values(Scene(self.conversation, request.user, language)), language)
        return fresh(
            JsonResponse(
                {"id": found.pk, "name": found.name, "text": done.text, "missing": done.missing, "effects": described(found.effects)}
            )
        )

    def post(self, request: AgentRequest, number: int, macro: int) -> HttpResponse:
        """Act at once; words, where there are any, become the agent's draft."""
        found = self._macro(macro)
        if found.has_text:
            if not request.user.may(Permission.ANSWER):
                raise Http404
            text = self._filled(found).text
            before = Draft.objects.filter(conversation=self.conversation, agent=request.user, purpose=Draft.Purpose.REPLY).first()
            save_draft(self.conversation, request.user, Draft.Purpose.REPLY, f"{before.text}\n\n{text}" if before and before.text else text)
            return changed(request, self.conversation, _("The words are in your draft."))
        apply_macro(found, self.conversation, request.user)
        return changed(request, self.conversation, _("“{name}” is done.").format(name=found.name))

    def _filled(self, macro: Macro) -> Filled:
        language = macro.language_in(self.conversation.language)
        return fill(macro.text_in(language), values(Scene(self.conversation, self.request.user, language)), language)

    def _macro(self, number: int) -> Macro:
        found = Macro.objects.for_agent(self.request.user).filter(pk=number).first()
        if found is None:
            raise Http404
        return found

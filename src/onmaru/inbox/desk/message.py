"""What can be done with one message."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from onmaru.inbox.actions.cancel import cancel
from onmaru.inbox.actions.split import CannotSplit, detach
from onmaru.inbox.actions.try_again import accept_as_sent, try_again
from onmaru.inbox.desk.answer import changed, is_htmx, refused, shows
from onmaru.inbox.desk.conversation import screen_context
from onmaru.inbox.desk.door import MessageView, find
from onmaru.inbox.desk.mail_html import with_own_pictures, with_remote_pictures
from onmaru.people.door import AgentRequest
from onmaru.people.roles import Permission
from onmaru.web import mail_body


class Html(MessageView):
    """A mail as its sender laid it out, for the fenced frame that shows it."""

    def get(self, request: AgentRequest, number: int) -> HttpResponse:
        message = self.message
        if not message.html:
            raise Http404
        html, pictures = with_own_pictures(message.html, message, request.get_host())
        wanted = "pictures" in request.GET
        html = with_remote_pictures(html) if wanted else html
        return mail_body.respond(html, title=message.subject, own_pictures=pictures, remote_pictures=wanted)


class Cancellation(MessageView):
    """Taking back what has not left."""

    to_write = Permission.ANSWER

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        conversation = self.message.conversation
        if not cancel(self.message, request.user):
            return refused(request, conversation, _("It was too late: the message has left."))
        said = _("Taken back. Your text is a draft again.")
        if not is_htmx(request):
            return changed(request, conversation, said)
        if not shows(request, conversation):
            return render(request, "inbox/_toast.html", {"text": said})
        conversation = find(request.user, conversation.pk) or conversation
        return render(request, "inbox/_sent.html", {**screen_context(request, conversation, purpose="reply"), "said": said})


class DispatchThing(MessageView):
    """Sending once more what failed."""

    to_write = Permission.ANSWER

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        if try_again(self.message, request.user):
            return changed(request, self.message.conversation, _("Sending once more."))
        return refused(request, self.message.conversation, _("This message is on its way already."))


class Receipt(MessageView):
    """An agent knows that an uncertain message did arrive."""

    to_write = Permission.ANSWER

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        if accept_as_sent(self.message, request.user):
            return changed(request, self.message.conversation, _("Marked as sent."))
        return refused(request, self.message.conversation, _("It is known already what became of this message."))


class Detachment(MessageView):
    """Giving a wrongly filed message a conversation of its own."""

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        try:
            made = detach(self.message, request.user)
        except CannotSplit:
            return refused(request, self.message.conversation, _("This message cannot stand by itself."))
        if not is_htmx(request):
            return redirect("desk_conversation", made.pk)
        said = _("The message is conversation #{number} now.").format(number=made.pk)
        conversation = self.message.conversation
        undo = reverse("desk_merge", args=[conversation.pk]) + f"?source={made.pk}"
        return changed(request, conversation, said, undo=undo)

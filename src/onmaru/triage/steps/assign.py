from onmaru.inbox.actions.assign import assign as give
from onmaru.inbox.models import Conversation, Message
from onmaru.routing.actions.give_out import give_out, is_given
from onmaru.triage.verdict import Verdict


def assign(message: Message) -> Verdict:
    """Give what a customer wrote to an agent who is there, where the team's conversations are given."""
    if not message.is_of_customer:
        return Verdict("skipped", why={"because": "not a customer's message"})
    if message.conversation.is_spam:
        return Verdict("skipped", why={"because": "spam"})
    # Rules may have moved it since the run began.
    conversation = Conversation.objects.select_related("assignee").get(pk=message.conversation_id)
    if conversation.assignee and not conversation.assignee.is_active:
        # Nobody who left gets an answer out any more.
        give(conversation, None)
        conversation.assignee = None
    if not is_given(conversation.team_id):
        return Verdict("kept" if conversation.assignee else "left", why={"because": "agents of this team take for themselves"})
    out = give_out()
    if choice := out.choices.get(conversation.pk):
        return Verdict("given", why={"agent": choice.agent_id, "for": choice.why_agent, "now": choice.why, "against": choice.against})
    if conversation.assignee:
        return Verdict("kept", why={"agent": conversation.assignee.pk})
    against = out.waiting.get(conversation.pk, out.nobody)
    return Verdict("waits", why={"against": {str(number): str(reason) for number, reason in against.items()}})

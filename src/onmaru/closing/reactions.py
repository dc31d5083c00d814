from onmaru.closing.actions.put_question import put_question
from onmaru.closing.due import still_fine_at
from onmaru.closing.habits import habits
from onmaru.closing.models import Question
from onmaru.events.reactions import on_many
from onmaru.inbox.events import ConversationResolved
from onmaru.inbox.hours import Calendars
from onmaru.inbox.models import Episode


@on_many(ConversationResolved)
def follow_up(happened: list[ConversationResolved]) -> None:
    """Where the shop does so, the customer is asked some days later whether it is still fine."""
    ways = habits()
    if not ways.follow_up:
        return
    calendars = Calendars()
    ended = Episode.objects.filter(pk__in=[event.episode_id for event in happened], resolved_at__isnull=False)
    for episode in ended.select_related("conversation", "reason"):
        conversation, resolved_at = episode.conversation, episode.resolved_at
        days = ways.days(conversation.channel_id, episode.reason)
        if not days or resolved_at is None or conversation.is_spam:
            continue
        calendar = calendars.of(conversation.channel_id, conversation.team_id)
        put_question(episode, Question.Kind.STILL_FINE, still_fine_at(resolved_at, days, calendar), episode.resolved_by)

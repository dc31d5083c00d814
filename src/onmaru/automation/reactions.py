from onmaru.automation.actions.apply_rules import apply_these
from onmaru.automation.actions.follow_tag import follow_tag
from onmaru.automation.actions.take_back import take_back
from onmaru.automation.models import MacroUse, Rule
from onmaru.automation.rules import trigger as triggers
from onmaru.automation.rules.occasion import Occasion
from onmaru.events.models import Event
from onmaru.events.reactions import on, on_lines
from onmaru.inbox.events import MessageCancelled, TagRenamed
from onmaru.inbox.models import Tag
from onmaru.kit import plugs

# Who reacts has to be known before anything is recorded, and that is: to what any package lets rules look at.
plugs.modules("triggers")


@on(MessageCancelled)
def take_effects_back(happened: MessageCancelled) -> None:
    """What came with an answer that did not leave is undone with it, the last first."""
    uses = MacroUse.objects.filter(message_id=happened.message_id, taken_back_at=None).select_related("agent", "macro")
    for use in uses.order_by("-pk"):
        take_back(use)


@on(TagRenamed)
def say_its_new_name(happened: TagRenamed) -> None:
    if tag := Tag.objects.filter(pk=happened.tag_id).first():
        follow_tag(happened.before, tag.name)


@on_lines(*triggers.all_events())
def let_rules_look(lines: list[Event]) -> None:
    """Which rules are on is asked once for all of them: most shops have no rule for most of what happens."""
    listening = list(Rule.objects.listening(*{trigger.key for line in lines for trigger in triggers.of_event(line.name)}))
    for line in lines:
        if line.conversation_id is None:
            continue
        for trigger in triggers.of_event(line.name):
            rules = [rule for rule in listening if rule.trigger == trigger.key and rule.was_on(line.at)]
            if rules and trigger.counts(line.happening):
                fact = f"event:{line.pk}"
                occasion = Occasion(trigger.key, line.conversation_id, fact, line.at, event_id=line.pk, happening=line.happening)
                apply_these(rules, occasion)

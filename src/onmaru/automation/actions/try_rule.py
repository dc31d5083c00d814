from datetime import timedelta
from time import monotonic

from django.db import transaction

from onmaru.automation.models import Rule, Trial
from onmaru.automation.rules.condition import answers
from onmaru.automation.rules.occasion import scenes_of
from onmaru.automation.rules.past import look
from onmaru.automation.rules.tree import Unreadable, answered, from_json, questions
from onmaru.events.log import announce
from onmaru.kit import clock
from onmaru.kit.jobs import enqueue_once
from onmaru.people.models import Agent

BACK = timedelta(days=30)
# Rows that a trial looks through, and conversations that it remembers.
MOST_ROWS = 200_000
MOST_CONVERSATIONS = 1000
# Seconds that one run works; other work goes on in between.
A_SLICE = 2.0


@transaction.atomic
def try_rule(rule: Rule, by: Agent) -> Trial:
    """Find out what a rule, as it is written now, would have touched in the last 30 days. Nothing is done."""
    from onmaru.automation.jobs import run_trial

    now = clock.now()
    Trial.objects.unfinished().filter(rule=rule).update(finished_at=now)
    trial = Trial.objects.create(rule=rule, version=rule.version, content=rule.content, asked_by=by, asked_at=now, since=now - BACK)
    enqueue_once(run_trial, f"trial:{trial.pk}", trial_id=trial.pk)
    return trial


@transaction.atomic
def look_back(trial_id: int) -> bool:
    """Look through some of the past; says whether any is left. The row says how far it is, so a lost run goes on from there."""
    trial = Trial.objects.select_for_update().filter(pk=trial_id, finished_at=None).first()
    if trial is None:
        return False
    ends = monotonic() + A_SLICE
    while _step(trial) and monotonic() < ends:
        pass
    trial.save()
    announce(("trial", trial.pk))
    return trial.finished_at is None


def _step(trial: Trial) -> bool:
    content = trial.content
    try:
        tree = from_json(content["tree"])
    except Unreadable:
        trial.finished_at = clock.now()
        return False
    found = look(content["trigger"], content["given"], trial.since, trial.asked_at, trial.place)
    scenes = scenes_of(found.occasions, trial.asked_at)
    said = answers(scenes, questions(tree))
    touched = [scene.conversation.pk for place, scene in enumerate(scenes) if answered(tree, said[place].__getitem__).answer]
    trial.looked_at += found.rows
    trial.times += len(touched)
    trial.conversations = list(dict.fromkeys([*trial.conversations, *touched]))[:MOST_CONVERSATIONS]
    trial.place = found.place
    trial.cut_off = found.place is not None and trial.looked_at >= MOST_ROWS
    if found.place is None or trial.cut_off:
        trial.finished_at = clock.now()
    return trial.finished_at is None

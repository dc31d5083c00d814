"""What an agent can be told, and by which ways, before they choose otherwise."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Kind(StrEnum):
    MENTION = "mention"
    ASSIGNED = "assigned"
    ANSWER = "answer"
    TRANSFERRED = "transferred"
    FAILED = "failed"
    WOKEN = "woken"
    CHAT = "chat"
    RULE = "rule"
    DUE = "due"
    OVERDUE = "overdue"
    TASK = "task"
    TASK_LATE = "task_late"
    DUTY = "duty"
    DUTY_LATE = "duty_late"
    HELP = "help"
    HELP_LATE = "help_late"
    HELPED = "helped"
    LEFT_OVER = "left_over"


class Way(StrEnum):
    IN_APP = "in_app"
    SOUND = "sound"
    PUSH = "push"
    MAIL = "mail"


@dataclass(frozen=True, slots=True)
class About:
    name: str | Promise
    # What happened, for a line of the list; {who} is the colleague or customer.
    sentence: str | Promise
    icon: str
    ways: frozenset[Way]
    tone: str
    urgency: str = "normal"


ALL = frozenset(Way)
ABOUT: dict[Kind, About] = {
    Kind.MENTION: About(_("Somebody mentions me"), _("{who} mentioned you"), "at-sign", ALL, "chime", "high"),
    Kind.ASSIGNED: About(_("A conversation is assigned to me"), _("{who} assigned this to you"), "user-round-check", ALL, "knock"),
    Kind.ANSWER: About(
        _("A customer answers in my conversation"), _("{who} answered"), "mail", frozenset({Way.IN_APP, Way.SOUND, Way.PUSH}), "drop"
    ),
    Kind.TRANSFERRED: About(
        _("A conversation comes to my team"), _("{who} transferred this to your team"), "users", frozenset({Way.IN_APP}), "knock"
    ),
    Kind.FAILED: About(_("An answer of mine was not delivered"), _("Your answer was not delivered"), "circle-alert", ALL, "low", "high"),
    Kind.WOKEN: About(_("A snooze is over"), _("The snooze is over"), "alarm-clock", frozenset({Way.IN_APP, Way.SOUND}), "drop"),
    Kind.CHAT: About(
        _("Somebody begins a live chat"),
        _("{who} is waiting in a live chat"),
        "messages-square",
        frozenset({Way.IN_APP, Way.SOUND, Way.PUSH}),
        "chime",
        "high",
    ),
    Kind.RULE: About(_("A rule calls me"), _("A rule wants you to look at this"), "zap", frozenset({Way.IN_APP, Way.PUSH}), "knock"),
    Kind.DUE: About(
        _("An answer is due soon"), _("Soon this will have waited too long"), "timer", frozenset({Way.IN_APP, Way.SOUND, Way.PUSH}), "knock"
    ),
    Kind.OVERDUE: About(
        _("An answer is overdue"), _("This has waited too long"), "clock-alert", frozenset({Way.IN_APP, Way.PUSH}), "low", "high"
    ),
    Kind.TASK: About(
        _("A department answers what I asked"),
        _("A department answered what you asked"),
        "building-2",
        frozenset({Way.IN_APP, Way.SOUND, Way.PUSH}),
        "drop",
    ),
    Kind.TASK_LATE: About(
        _("A department has not answered me in time"),
        _("A department has not answered in time"),
        "clock-alert",
        frozenset({Way.IN_APP}),
        "low",
    ),
    Kind.DUTY: About(
        _("A follow-up of mine is due soon"),
        _("Soon you owe a look at whether this customer was served"),
        "badge-check",
        frozenset({Way.IN_APP, Way.PUSH}),
        "knock",
    ),
    Kind.DUTY_LATE: About(
        _("A follow-up is overdue"), _("Nobody has checked that this customer was served"), "badge-check", ALL, "low", "high"
    ),
    Kind.HELP: About(_("Somebody asks me for help"), _("{who} asks you for help"), "triangle-alert", ALL, "chime", "high"),
    Kind.HELP_LATE: About(
        _("A call for help is not answered in time"), _("Nobody has answered a call for help here"), "clock-alert", ALL, "low", "high"
    ),
    Kind.HELPED: About(
        _("My call for help is answered"), _("{who} answered your call for help"), "badge-check", frozenset({Way.IN_APP, Way.PUSH}), "drop"
    ),
    Kind.LEFT_OVER: About(
        _("Something is missed or there twice when the day ends"),
        _("The day is over, and this is still missed or there twice"),
        "eye",
        ALL,
        "low",
    ),
}
# About what one owes oneself, wherever the conversation is now.
OWED = frozenset({Kind.DUTY, Kind.DUTY_LATE})

# What the browser can play; drawn there from a few sine waves.
TONES = {"chime": _("Chime"), "knock": _("Knock"), "drop": _("Drop"), "low": _("Low"), "none": _("Silent")}

WAYS = {Way.IN_APP: _("On the desk"), Way.SOUND: _("Sound"), Way.PUSH: _("Push"), Way.MAIL: _("E-mail digest")}

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from onmaru.people.models.team import Team
from onmaru.people.roles import Permission, Role, may


class Agents(BaseUserManager["Agent"]):
    """Agents are found by e-mail address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "Agent":
        return self.get(email__iexact=username)

    def at_work(self) -> models.QuerySet["Agent"]:
        return self.filter(is_active=True)


class Agent(AbstractBaseUser):
    """A person who answers, or who only comments; signs in with an e-mail address."""

    class Role(models.TextChoices):
        OWNER = Role.OWNER, _("Owner")
        ADMIN = Role.ADMIN, _("Admin")
        LEAD = Role.LEAD, _("Lead")
        AGENT = Role.AGENT, _("Agent")
        LIGHT = Role.LIGHT, _("Light agent")

    class Theme(models.TextChoices):
        SYSTEM = "system", _("Like the system")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    class Afterwards(models.TextChoices):
        STAY = "stay", _("Stay with the conversation")
        NEXT = "next", _("Open the next one")
        LIST = "list", _("Go back to the list")

    class Availability(models.TextChoices):
        WORK = "work", _("At work")
        AWAY = "away", _("Away")
        HOME = "home", _("Gone home")

    class AwayFor(models.TextChoices):
        MEAL = "meal", _("Meal")
        PAUSE = "pause", pgettext_lazy("away for", "Break")
        MEETING = "meeting", _("Meeting")
        TRAINING = "training", _("Training")
        OTHER = "other", pgettext_lazy("away for", "Something else")
        # The product's own: no tab of theirs was looked at for a while.
        UNSEEN = "unseen", _("Not at the desk")

    email = models.EmailField(_("E-mail"), max_length=254)
    name = models.CharField(_("Name"), max_length=80)
    role = models.CharField(_("Role"), max_length=10, choices=Role.choices, default=Role.AGENT)
    teams = models.ManyToManyField(Team, related_name="agents", blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    language = models.CharField(_("Language"), max_length=5, default="ko")
    time_zone = models.CharField(_("Time zone"), max_length=40, default="Asia/Seoul")
    theme = models.CharField(_("Theme"), max_length=6, choices=Theme.choices, default=Theme.SYSTEM)
    signature = models.TextField(_("Signature"), blank=True)
    # Enter sends, or Ctrl/⌘+Enter does: people are used to one or the other.
    enter_sends = models.BooleanField(default=False)
    # The same where people talk at the same time, and write short answers.
    enter_sends_at_once = models.BooleanField(default=True, db_default=True)
    # Abusive messages stand folded until they are opened.
    folds_abuse = models.BooleanField(default=True, db_default=True)
    # Where to go when a conversation is dealt with for now: answered, resolved, snoozed.
    afterwards = models.CharField(max_length=4, choices=Afterwards.choices, default=Afterwards.STAY, db_default=Afterwards.STAY)

    # As the stretch of `Availability` that goes on says; kept here too, because every screen shows it.
    availability = models.CharField(max_length=5, choices=Availability.choices, default=Availability.HOME, db_default=Availability.HOME)
    away_for = models.CharField(max_length=8, choices=AwayFor.choices, blank=True, default="", db_default="")

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = Agents()

    class Meta:  # pyright: ignore[reportIncompatibleVariableOverride]
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="an_agent_address_is_taken_once"),
            models.CheckConstraint(
                condition=models.Q(availability="away") | models.Q(availability__in=["work", "home"], away_for=""),
                name="an_agent_is_at_work_away_or_at_home",
            ),
            models.CheckConstraint(condition=models.Q(role__in=[role.value for role in Role]), name="an_agent_has_a_known_role"),
        ]

    def __str__(self) -> str:
        return self.name

    def may(self, permission: Permission | str) -> bool:
        return self.is_active and may(self.role, Permission(permission))

    @property
    def availability_words(self) -> str:
        """ "At work", or "Away · Meal"."""
        state = self.get_availability_display()  # pyright: ignore[reportAttributeAccessIssue]
        return f"{state} · {self.get_away_for_display()}" if self.away_for else str(state)  # pyright: ignore[reportAttributeAccessIssue]

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    # Django's own templates and allauth ask these; our doors ask `may`.
    def has_perm(self, perm: str, obj: Any = None) -> bool:
        return False

    def has_module_perms(self, app_label: str) -> bool:
        return False

    @property
    def is_staff(self) -> bool:
        return False

    @property
    def is_superuser(self) -> bool:
        return False

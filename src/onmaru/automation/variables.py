"""What every shop's macros can name. Other packages declare more in `variables.py` of their own."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from onmaru.automation.variable import Scene, Variable, register
from onmaru.inbox.models import Message
from onmaru.kit import clock
from onmaru.language.names import addressed, bare_name, plain_name
from onmaru.language.questions import questions
from onmaru.people.models import Shop

_WEEKDAYS = {"ko": "월화수목금토일", "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")}
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


def _customer_name(scene: Scene) -> str:
    customer = scene.conversation.customer
    given = customer.merged.name or customer.name
    return bare_name(given) if scene.language == "ko" else plain_name(given)


def _called(scene: Scene) -> str:
    customer = scene.conversation.customer
    given = customer.merged.name or customer.name
    return addressed(given) if scene.language == "ko" else plain_name(given)


def _organization(scene: Scene) -> str:
    organization = scene.conversation.customer.merged.organization
    return organization.name if organization else ""


def _shop(scene: Scene) -> str:
    shop = Shop.objects.first()
    return shop.name if shop else ""


def _team(scene: Scene) -> str:
    return scene.conversation.team.name if scene.conversation.team else ""


def _last(scene: Scene) -> Message | None:
    return scene.conversation.messages.filter(direction=Message.Direction.IN, machine="").order_by("-created_at", "-id").first()


def day(at: datetime, scene: Scene) -> str:
    """11월 22일(일), or Sunday, 22 November, by the agent's clock."""
    at = at.astimezone(ZoneInfo(scene.agent.time_zone))
    if scene.language == "ko":
        return f"{at.month}월 {at.day}일({_WEEKDAYS['ko'][at.weekday()]})"
    return f"{_WEEKDAYS['en'][at.weekday()]}, {at.day} {_MONTHS[at.month - 1]}"


def _written_on(scene: Scene) -> str:
    last = _last(scene)
    return day(last.created_at, scene) if last else ""


def _asked(scene: Scene) -> str:
    """The customer's questions as a list: what one has understood, before one answers it."""
    last = _last(scene)
    return "\n".join(f"- {question}" for question in questions(last.text)) if last else ""


register(
    Variable("customer.name", "고객.이름", _("The customer's name"), _customer_name, person=True),
    Variable("customer.called", "고객.호칭", _("The customer's name with 님, or 고객님"), _called, person=True),
    Variable("customer.organization", "고객.거래처", _("The customer's company"), _organization, others=("고객.회사",)),
    Variable("agent.name", "상담사.이름", _("Your name"), lambda scene: scene.agent.name, others=("담당자.이름", "me.name")),
    Variable("team.name", "팀.이름", _("The team's name"), _team),
    Variable("shop.name", "쇼핑몰.이름", _("The shop's name"), _shop, others=("상점.이름", "회사.이름")),
    Variable("channel.name", "채널.이름", _("The channel's name"), lambda scene: scene.conversation.channel.name),
    Variable(
        "conversation.number", "상담.번호", _("The conversation's number"), lambda scene: str(scene.conversation.pk), others=("문의.번호",)
    ),
    Variable("conversation.subject", "상담.제목", _("The subject"), lambda scene: scene.conversation.subject, others=("문의.제목",)),
    Variable("message.date", "문의.날짜", _("The day of the customer's last message"), _written_on),
    Variable("message.questions", "문의.질문", _("What the customer asked, as a list"), _asked, others=("이해한 내용",)),
    Variable("today", "오늘", _("Today's date"), lambda scene: day(clock.now(), scene), others=("오늘.날짜",)),
)

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from onmaru.language.names import addressed
from onmaru.triage.promise import Promise

TEXT = """\
{name}, 안녕하세요. {shop}입니다.

보내 주신 문의를 잘 받았습니다. 문의 번호는 {number}번입니다.
{promise}
진행 상황은 여기에서 보실 수 있습니다: {link}

사진이나 주문번호처럼 더 알려 주실 내용이 있으면 이 메시지에 바로 답해 주세요. 담당자가 함께 확인하겠습니다.
감사합니다.

이 안내는 접수를 알려 드리기 위해 자동으로 보냈습니다."""

_WEEKDAYS = "월화수목금토일"


def greeting(name: str) -> str:
    return addressed(name)


def clock(at: datetime) -> str:
    if (at.hour, at.minute) == (12, 0):
        return "낮 12시"
    half = "오전" if at.hour < 12 else "오후"
    return f"{half} {at.hour % 12 or 12}시" + (f" {at.minute}분" if at.minute else "")


def day(at: datetime, now: datetime) -> str:
    ahead = (at.date() - now.date()).days
    if ahead in (0, 1):
        return ("오늘", "내일")[ahead]
    date = f"{at.month}월 {at.day}일({_WEEKDAYS[at.weekday()]})"
    return f"이번 주 {_WEEKDAYS[at.weekday()]}요일" if at.isocalendar()[:2] == now.isocalendar()[:2] else date


def moment(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    at, now = at.astimezone(zone), now.astimezone(zone)
    return f"{day(at, now)} {clock(at)}"


def by(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    return f"{moment(at, now, zone)}까지"


def within(duration: timedelta) -> str:
    minutes = int(duration.total_seconds() // 60)
    return f"{minutes}분 안에" if minutes < 60 else f"{minutes // 60}시간 안에"


def promise(made: Promise, now: datetime, zone: ZoneInfo) -> str:
    """A whole sentence, or two."""
    if made.due_at is None:
        return "확인하는 대로 상담사가 직접 답해 드리겠습니다."
    due = by(made.due_at, now, zone)
    if made.opens_at:
        opens = moment(made.opens_at, now, zone)
        return f"지금은 상담 시간이 아닙니다. {opens}에 상담을 시작하며, {due} 상담사가 직접 답해 드리겠습니다."
    if made.busy:
        return f"지금은 문의가 평소보다 많습니다. 차례대로 살펴 {due} 상담사가 직접 답해 드리겠습니다."
    if made.usual:
        return f"보통 {within(made.usual)} 답해 드리고 있으며, 늦어도 {due} 상담사가 직접 답해 드리겠습니다."
    return f"{due} 상담사가 직접 답해 드리겠습니다."

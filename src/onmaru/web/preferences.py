"""How this browser wants the desk to look. Kept in cookies, so that the first paint is right before anyone signs in."""

from dataclasses import dataclass

from django.http import HttpRequest

CHOICES = {
    "theme": ("system", "light", "dark"),
    "density": ("calm", "compact", "roomy"),
    "send_key": ("mod-enter", "enter"),
}


@dataclass(frozen=True)
class Preferences:
    theme: str
    density: str
    send_key: str


def preferences(request: HttpRequest) -> Preferences:
    """The choices in the cookies; the first of each kind where there is none or an unknown one."""
    chosen = {}
    for name, choices in CHOICES.items():
        value = request.COOKIES.get(name)
        chosen[name] = value if value in choices else choices[0]
    return Preferences(**chosen)

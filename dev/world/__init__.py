"""The demo shop *Haru Store* (하루상점): one cast and one story for tests, demo, screenshots and benches.

The cast, the letters and their mails need nothing but Python; the functions here put them into a running Onmaru.
"""

from __future__ import annotations

from datetime import datetime

from dev.world.cast import AGENTS, SHOP_NAME

PASSWORD = "haru-store-2026"
# What every process of the demo is told: its mail server is on this machine, where mail is not sent otherwise.
ENVIRONMENT = {"ONMARU_PRIVATE_HOSTS": "127.0.0.1"}


def fill(now: datetime | None = None) -> None:
    """Open the shop and let its last weeks happen; nothing where somebody works already."""
    from dev.world.filling import fill_shop

    fill_shop(now)


def post() -> None:
    """Be the demo's mail server until interrupted: what agents send is taken, and goes nowhere."""
    from dev.world.living import keep_post

    keep_post()


def live() -> None:
    """Let new letters arrive by mail until interrupted."""
    from dev.world.living import live_on

    live_on()


def sign_in() -> str:
    """Who can sign in, and how."""
    people = "\n".join(f"  {agent.email:<22} {agent.name} ({agent.role})" for agent in AGENTS)
    return f"{SHOP_NAME} 데모: 아래 주소와 비밀번호 {PASSWORD} 로 들어오세요.\n{people}"

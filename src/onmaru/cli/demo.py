"""`onmaru demo`: the demo shop, as a clone of the repository carries it."""

import argparse
import os
import sys
from types import ModuleType

from onmaru.cli import leash, setting_up
from onmaru.config import environment


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--live", action="store_true", help="let new mail arrive through the real path until interrupted")
    parser.add_argument("--post", action="store_true", help="be the shop's mail server until interrupted; what agents send goes nowhere")


def run(arguments: argparse.Namespace) -> int:
    leash.heed()
    shop = world()
    if shop is None:
        return 1
    setting_up.django()
    if arguments.live:
        shop.live()
    elif arguments.post:
        shop.post()
    else:
        fill_once(shop)
        print(shop.sign_in(), flush=True)
    return 0


def fill_once(shop: ModuleType) -> None:
    """Fill the shop unless somebody works here already."""
    from onmaru.people.models import Agent

    if not Agent.objects.exists():
        print("데모 쇼핑몰 '하루상점'을 채우는 중입니다 …", flush=True)
        shop.fill()


def world() -> ModuleType | None:
    """The demo shop lies beside the package, at the root of the clone."""
    if str(environment.ROOT) not in sys.path:
        sys.path.insert(0, str(environment.ROOT))
    try:
        from dev import world
    except ImportError:
        print("The demo shop is not part of an installed package; use a clone of the repository.", file=sys.stderr)
        return None
    # The supervisor's children inherit it: what the demo's mail server needs must be known to web and worker too.
    for name, value in world.ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    return world

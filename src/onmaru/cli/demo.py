"""`onmaru demo`: the demo shop, as a clone of the repository carries it."""

import argparse
import sys

from onmaru.cli import setting_up


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--live", action="store_true", help="let new mail arrive through the real path until interrupted")
    parser.add_argument("--how", action="store_true", help="only say how to sign in")


def run(arguments: argparse.Namespace) -> int:
    setting_up.django()
    world = _world()
    if world is None:
        return 1
    if arguments.how:
        print(world.sign_in(), flush=True)
    elif arguments.live:
        world.live()
    else:
        return fill_once()
    return 0


def fill_once() -> int:
    """Fill the shop unless somebody works here already."""
    from onmaru.people.models import Agent

    world = _world()
    if world is None:
        return 1
    if not Agent.objects.exists():
        print("데모 쇼핑몰 '하루상점'을 채우는 중입니다 …", flush=True)
        world.fill()
    return 0


def _world():
    try:
        from dev import world
    except ImportError:
        print("The demo shop is not part of an installed package; use a clone of the repository.", file=sys.stderr)
        return None
    return world

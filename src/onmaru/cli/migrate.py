"""`onmaru migrate`: the database's tables and the compiled translations, as this version needs them."""

import argparse

from onmaru.cli import setting_up


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--demo", action="store_true", help="also fill the demo shop, if nothing was filled in yet")


def run(arguments: argparse.Namespace) -> int:
    from onmaru.kit import translations

    translations.compile_all()
    setting_up.django()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    if arguments.demo:
        from onmaru.cli import demo

        shop = demo.world()
        if shop is None:
            return 1
        demo.fill_once(shop)
    return 0

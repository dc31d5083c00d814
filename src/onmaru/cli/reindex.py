"""`onmaru reindex`: everything is filed for the search again, in batches; stopped, it goes on where it was."""

import argparse

from onmaru.cli import setting_up


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--continue", action="store_true", dest="go_on", help="finish what an earlier run began")


def run(arguments: argparse.Namespace) -> int:
    setting_up.django()
    from onmaru.search.actions.catch_up import behind, catch_up, start_over
    from onmaru.search.actions.file import sort_in
    from onmaru.search.actions.learn import count, learn

    if not arguments.go_on:
        start_over()
    for sort in behind():
        filed = 0
        while batch := catch_up(sort):
            filed += batch
            print(f"\r{sort}: {filed:,}", end="", flush=True)
        print(f"\r{sort}: {filed:,}")
    sort_in()
    while learn():
        pass
    count()
    return 0

"""`onmaru doctor`: looks at everything a deployment needs and says what to do about what is wrong. Exit status 1 if anything is."""

import argparse
import json
from collections.abc import Callable, Iterable

from onmaru.cli import setting_up
from onmaru.kit.checks import Check


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="one JSON object a check, for monitoring")


def run(arguments: argparse.Namespace) -> int:
    try:
        setting_up.django()
    except Exception as error:
        # Settings that cannot even be read: gettext is not there yet.
        return _show([Check("Settings / 설정", False, str(error).strip(), "docs/operating/settings.md")], arguments.json)
    from django.utils import translation

    from onmaru.cli import doctor_checks
    from onmaru.kit import plugs

    translation.activate(setting_up.language())
    found: list[Check] = []
    for look in doctor_checks.WITHOUT_DATABASE:
        found += _looked(look)
    reached = list(doctor_checks.database())
    found += reached
    # Without a database everything else would only say the same once more.
    if len(reached) > 1:
        for look in (*doctor_checks.WITH_DATABASE, *(module.checks for module in plugs.modules("doctor"))):
            found += _looked(look)
    return _show(found, arguments.json)


def _looked(look: Callable[[], Iterable[Check]]) -> list[Check]:
    """A check that fails to look is itself a finding; the others still run."""
    try:
        return list(look())
    except Exception as error:
        return [Check(f"{look.__module__}.{look.__name__}", False, f"{type(error).__name__}: {error}".strip())]


def _show(found: list[Check], as_json: bool) -> int:
    wrong = [check for check in found if not check.ok]
    if as_json:
        for check in found:
            told = {"name": str(check.name), "ok": check.ok, "says": str(check.says), "do": str(check.do)}
            print(json.dumps(told, ensure_ascii=False))
    else:
        for check in found:
            print(f"{'✓' if check.ok else '✗'} {check.name}: {check.says}")
            if check.do and not check.ok:
                print(f"    → {check.do}")
    return 1 if wrong else 0

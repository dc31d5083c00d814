"""What commands that need Django do first."""

import os


def django() -> None:
    import django as framework

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onmaru.config.settings")
    framework.setup()


def language() -> str:
    """Korean, unless the terminal asks for English."""
    wanted = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "en" if wanted.lower().startswith("en") else "ko"

from __future__ import annotations

import os
import shutil


class MailHostUnavailable(Exception):
    """A mail server cannot run here; the message names what is missing, fit for a test's skip reason."""


def program(name: str, package: str) -> str:
    """Path of a server's program. Debian keeps these in sbin, which an ordinary user's PATH leaves out."""
    found = shutil.which(name, path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/usr/lib/postfix/sbin")
    if found is None:
        raise MailHostUnavailable(f"{name} is not installed (Debian package {package})")
    return found

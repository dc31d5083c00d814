"""The first member of a backup, and what it is compared with."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from onmaru.config import environment
from onmaru.kit.crypto import derived_key
from onmaru.kit.storage import sealing

FORMAT = 1


class BackupError(Exception):
    """Why a backup or restore cannot go on, in words for the operator."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What one must know of a backup before restoring it."""

    format: int
    onmaru: str
    made_at: str
    migrations: list[str]
    secret_names: list[str]


def secret_names() -> list[str]:
    return [sealing.name(derived_key("blobs", secret)).hex() for secret in settings.SECRET_KEYS]


def applied_migrations() -> list[str]:
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def key_file() -> Path | None:
    """The file of the key that we made ourselves, when that is the one in use."""
    return None if environment.text("ONMARU_SECRET_KEYS") else environment.data_folder() / "secret_key"

"""Which backups may be restored here: those of every earlier version, also of one whose migrations have become one."""

import pytest
from django.db.migrations.loader import MigrationLoader

from onmaru.cli.archive.fitting import check, known_migrations
from onmaru.cli.archive.manifest import FORMAT, BackupError, Manifest

pytestmark = pytest.mark.django_db


def test_migrations_that_became_one_are_still_known() -> None:
    replaced = [f"{app}.{name}" for one in MigrationLoader(None).disk_migrations.values() for app, name in one.replaces]
    assert "inbox.0014_reasons" in replaced
    assert set(replaced) <= known_migrations()


def test_a_newer_backup_is_refused_by_its_name() -> None:
    with pytest.raises(BackupError, match="of_tomorrow"):
        check(Manifest(FORMAT, "0.1", "2026-11-22T00:00:00+00:00", ["inbox.9999_of_tomorrow"], []), has_key=True)

"""What the platform itself needs: settings, keys, database, clock, storage, disk, assets, a worker."""

import secrets
import shutil
import stat
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db import OperationalError, connection
from django.utils.translation import gettext as _

from onmaru.config import environment
from onmaru.kit import clock, storage, translations
from onmaru.kit.checks import Check

OLDEST_POSTGRES = 16
LARGEST_DRIFT = 5.0
LEAST_DISK = 1024**3
LATE = 60


def variables() -> Iterator[Check]:
    """Environment variables that mean nothing, or not what was meant."""
    wrong = environment.problems()
    for name, problem in wrong.items():
        texts = {
            "unknown": _("There is no such setting."),
            "number": _("This is not a whole number, so the default is used."),
            "flag": _("This is neither yes nor no (1 or 0)."),
        }
        yield Check(name, False, texts[problem], _("Correct or remove it; docs/operating/settings.md lists all settings."))
    if not wrong:
        yield Check(_("Settings"), True, _("Every ONMARU_ variable is known and readable."))
    for what, names in (
        (_("S3 storage"), ("ONMARU_S3_BUCKET", "ONMARU_S3_ACCESS_KEY", "ONMARU_S3_SECRET_KEY")),
        (_("Single sign-on"), ("ONMARU_OIDC_URL", "ONMARU_OIDC_CLIENT_ID", "ONMARU_OIDC_SECRET")),
    ):
        missing = [name for name in names if not environment.text(name)]
        if 0 < len(missing) < len(names):
            yield Check(what, False, _("It is set only in part."), _("Set %(names)s too.") % {"names": ", ".join(missing)})


def public_url() -> Iterator[Check]:
    parts = urlsplit(settings.PUBLIC_URL)
    name = _("Public address")
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        yield Check(name, False, settings.PUBLIC_URL, _("Set ONMARU_URL to the address people type, such as https://help.example.com."))
    elif parts.scheme == "http" and parts.hostname not in {"localhost", "127.0.0.1", "::1"}:
        advice = _("Put a proxy with a certificate in front and set ONMARU_URL to its https address (docs/operating/deploy.md).")
        yield Check(name, False, _("%(url)s is not encrypted.") % {"url": settings.PUBLIC_URL}, advice)
    else:
        yield Check(name, True, settings.PUBLIC_URL)


def keys() -> Iterator[Check]:
    name = _("Secret keys")
    weak = [key for key in settings.SECRET_KEYS if len(key) < 32]
    file = environment.data_folder() / "secret_key"
    if weak:
        yield Check(name, False, _("A key has fewer than 32 characters."), _("Put a longer one in front; keep the old one behind it."))
    elif not environment.text("ONMARU_SECRET_KEYS") and file.exists() and stat.S_IMODE(file.stat().st_mode) & 0o077:
        yield Check(name, False, _("Others may read %(file)s.") % {"file": file}, f"chmod 600 {file}")
    else:
        yield Check(name, True, _("%(count)d in use.") % {"count": len(settings.SECRET_KEYS)})


def database() -> Iterator[Check]:
    """First whether it answers at all; more than one check when it does."""
    name = _("Database")
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT current_setting('server_version_num')::int / 10000, current_setting('server_version'), clock_timestamp()"
            )
            major, version, there = cursor.fetchone()
    except OperationalError as error:
        yield Check(name, False, str(error).splitlines()[0], _("Start PostgreSQL, or correct DATABASE_URL."))
        return
    where = _("your own") if environment.text("DATABASE_URL") else _("embedded")
    says = f"PostgreSQL {version} ({where})"
    yield Check(name, major >= OLDEST_POSTGRES, says, _("Upgrade it to PostgreSQL %(version)d or later.") % {"version": OLDEST_POSTGRES})
    yield _clock(there)


def _clock(there: datetime) -> Check:
    drift = abs((clock.now() - there).total_seconds())
    says = _("%(seconds).1f seconds away from the database's.") % {"seconds": drift}
    return Check(_("Clock"), drift < LARGEST_DRIFT, says, _("Let both machines set their clocks by NTP (timedatectl set-ntp true)."))


def migrations() -> Iterator[Check]:
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    left = executor.migration_plan(executor.loader.graph.leaf_nodes())
    says = _("%(count)d not applied yet.") % {"count": len(left)} if left else _("All applied.")
    yield Check(_("Migrations"), not left, says, "onmaru migrate")


def stored_files() -> Iterator[Check]:
    name, where = _("File storage"), f"S3: {settings.S3_BUCKET}" if settings.S3_BUCKET else str(settings.STORAGE_FOLDER)
    content = secrets.token_bytes(100_000)
    try:
        blob = storage.put(content)
        same = storage.open(blob.key).read() == content
        storage.delete(blob.key)
    except Exception as error:
        advice = _("Check the ONMARU_S3_ settings and the bucket's permissions.") if settings.S3_BUCKET else _("Let Onmaru write there.")
        yield Check(name, False, f"{where}: {error}", advice)
    else:
        yield Check(name, same, where, _("What was read is not what was written; check the disk or the bucket."))


def disk_space() -> Iterator[Check]:
    free = shutil.disk_usage(environment.data_folder()).free
    says = _("%(free).1f GB free at %(folder)s.") % {"free": free / 1024**3, "folder": environment.data_folder()}
    yield Check(_("Disk"), free > LEAST_DISK, says, _("Make room: under 1 GB the database will soon stop."))


def built() -> Iterator[Check]:
    from onmaru.web.assets import BUILD

    here = (BUILD / "manifest.json").exists()
    yield Check(_("Scripts and styles"), here, _("Built.") if here else _("Not built."), "bin/assets")
    stale = [source for source in translations.LOCALE.glob("*/LC_MESSAGES/*.po") if not source.with_suffix(".mo").exists()]
    yield Check(_("Translations"), not stale, _("Not compiled.") if stale else _("Compiled."), "onmaru migrate")


def worker() -> Iterator[Check]:
    """Only work that waits proves that a worker is missing."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT (SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '30 seconds'),
                      (SELECT count(*) FROM procrastinate_jobs job WHERE status = 'todo'
                           AND coalesce(scheduled_at, (SELECT min(at) FROM procrastinate_events event WHERE event.job_id = job.id))
                               < now() - make_interval(secs => %s)),
                      (SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed')""",
            [LATE],
        )
        workers, late, failed = cursor.fetchone()
    says = _("%(workers)d running, %(late)d jobs waiting for more than a minute.") % {"workers": workers, "late": late}
    yield Check(_("Worker"), not late, says, _("Start one with “onmaru worker”, or more of them, and read its log."))
    says = _("%(count)d jobs were given up.") % {"count": failed}
    yield Check(_("Failed jobs"), not failed, says, _("Read the worker's log for the reasons; the log names the jobs."))


WITHOUT_DATABASE = (variables, public_url, keys, stored_files, disk_space, built)
WITH_DATABASE = (migrations, worker)

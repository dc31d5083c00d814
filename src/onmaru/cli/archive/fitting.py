"""Whether a backup may be restored here. Nothing is ever overwritten."""

from django.db import connection
from django.db.migrations.loader import MigrationLoader

from onmaru.cli.archive.manifest import FORMAT, BackupError, Manifest, key_file, secret_names

# Tables that have rows before anybody did anything.
FRAMEWORK = ("django_", "auth_", "procrastinate_")
SEEDED = {"inbox_reason", "sla_policy", "tasks_department", "tasks_tasktemplate", "teamwork_cause", "workflows_stage", "workflows_workflow"}


def check(manifest: Manifest, *, has_key: bool) -> None:
    if manifest.format != FORMAT:
        raise BackupError(f"이 백업의 형식({manifest.format})을 이 버전은 알지 못합니다.")
    if unknown := set(manifest.migrations) - known_migrations():
        raise BackupError(f"이 백업은 더 새로운 온마루({manifest.onmaru})에서 만들어졌습니다: {', '.join(sorted(unknown)[:3])}")
    if has_key and key_file() is None:
        raise BackupError("이 백업에는 열쇠가 들어 있습니다. ONMARU_SECRET_KEYS를 지우고 다시 시도하세요.")
    if not has_key and not set(manifest.secret_names) <= set(secret_names()):
        raise BackupError("백업을 만들 때 쓰던 열쇠를 모두 ONMARU_SECRET_KEYS에 먼저 설정하세요. 그것 없이는 파일을 읽을 수 없습니다.")
    if full := tables_with_rows():
        raise BackupError(f"비어 있지 않은 곳에는 되살리지 않습니다. 이미 내용이 있는 표: {', '.join(full[:5])}")
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT count(*) FROM pg_stat_activity
               WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name LIKE 'onmaru%'"""
        )
        if cursor.fetchone()[0]:
            raise BackupError("이 데이터베이스를 쓰는 온마루가 돌고 있습니다. 먼저 멈추세요.")


def known_migrations() -> set[str]:
    """Those that are there, and those that became one of them."""
    there = MigrationLoader(connection).disk_migrations or {}
    earlier = {key for migration in there.values() for key in migration.replaces}
    return {f"{app}.{name}" for app, name in {*there, *earlier}}


def tables_with_rows() -> list[str]:
    with connection.cursor() as cursor:
        tables = [name for name in connection.introspection.table_names(cursor) if not name.startswith(FRAMEWORK) and name not in SEEDED]
        full: list[str] = []
        for table in sorted(tables):
            cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {connection.ops.quote_name(table)})")
            if cursor.fetchone()[0]:
                full.append(table)
    return full

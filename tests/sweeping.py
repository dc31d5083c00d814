"""Empties after a test only the tables that it wrote to.

Django's own flush truncates every table and does all that follows a migration: most of a second for each test that commits.
"""

from typing import Any

from django.db import connection

# What migrating wrote stays.
KEPT = {"django_migrations", "django_content_type", "auth_permission", "inbox_reason", "teamwork_cause"}


def sweep(_case: Any = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [name for (name,) in cursor.fetchall() if name not in KEPT]
        cursor.execute(" UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT FROM {name})" for name in tables))
        written = [name for (name,) in cursor.fetchall()]
        if written:
            # As a replica deletes, without asking which row points at which.
            deletions = "".join(f"DELETE FROM {name};" for name in written)
            cursor.execute(f"SET session_replication_role = replica; {deletions} SET session_replication_role = origin")

"""Says which models have changed without a migration, and which migrations do not know of each other.

`python -m tests.architecture.migrations`
"""

import os
import sys


def main() -> int:
    # The answer is in the code; no database is asked.
    os.environ.setdefault("DATABASE_URL", "postgresql://nobody@localhost/none")
    from onmaru.cli import setting_up

    setting_up.django()
    from django.apps import apps
    from django.db.migrations.autodetector import MigrationAutodetector
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.state import ProjectState
    from django.utils import translation

    # Migrations are written without a language, so they are compared without one.
    translation.deactivate_all()
    loader = MigrationLoader(None)
    beside = loader.detect_conflicts()
    for app, leaves in beside.items():
        print(f"{app}: {' and '.join(leaves)} both come last")
    found = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps)).changes(graph=loader.graph)
    ours = {app: migrations for app, migrations in found.items() if apps.get_app_config(app).name.startswith("onmaru.")}
    for app, migrations in ours.items():
        for migration in migrations:
            for operation in migration.operations:
                print(f"{app}: {operation.describe()}")
    return 1 if ours or beside else 0


if __name__ == "__main__":
    sys.exit(main())

"""pg_dump and pg_restore, which come with the embedded PostgreSQL, against whichever database the deployment uses."""

import os
import subprocess

from django.db import connection

from onmaru.cli.archive.manifest import BackupError
from onmaru.kit import embedded_home

VARIABLES = {
    "dbname": "PGDATABASE",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "host": "PGHOST",
    "port": "PGPORT",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
}


def run(program: str, *arguments: str) -> None:
    """Run one of them. The password goes by environment, because anybody may read the arguments of a process."""
    parameters = connection.get_connection_params()
    given = {variable: str(parameters[name]) for name, variable in VARIABLES.items() if parameters.get(name)}
    done = subprocess.run(
        [str(embedded_home.programs() / program), *arguments],
        env={**os.environ, **given},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    if done.returncode:
        raise BackupError(f"{program}: {done.stderr.strip()}")


def database() -> str:
    return str(connection.settings_dict["NAME"])

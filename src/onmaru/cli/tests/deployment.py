"""A deployment of its own, in a folder of its own: what the commands are tried on."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg

from onmaru.kit import embedded


class Deployment:
    """Runs `onmaru` as a stranger to this process: nothing of the test's settings reaches it."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        folder.mkdir(exist_ok=True)
        folder.chmod(0o755)
        kept = {name: value for name, value in os.environ.items() if not name.startswith("ONMARU_") and name != "DATABASE_URL"}
        self.environment = {**kept, "ONMARU_DATA": str(folder), "LANG": "ko_KR.UTF-8", "PYTHONWARNINGS": "default", **environment}
        # Held open between commands, so that each need not start PostgreSQL anew.
        self.url = embedded.url(folder / "postgres", fsync="off")

    def close(self) -> None:
        embedded.leave(self.folder / "postgres")

    def onmaru(self, *arguments: str, given: str = "", status: int = 0) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "onmaru.cli", *arguments], env=self.environment, input=given, capture_output=True, text=True, timeout=120
        )
        assert done.returncode == status, done.stdout + done.stderr
        return done.stdout + done.stderr

    def rows(self) -> dict[str, list[str]]:
        """Every row of every table as text, and where every sequence stands."""
        with psycopg.connect(self.url) as connection:
            names = connection.execute("SELECT format('%I', tablename) FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").fetchall()
            found = {
                name: [row for (row,) in connection.execute(f"SELECT t::text FROM {name} t ORDER BY 1").fetchall()]  # pyright: ignore
                for (name,) in names
            }
            sequences = connection.execute("SELECT sequencename, last_value FROM pg_sequences ORDER BY 1").fetchall()
            return found | {"sequences": [f"{name} {value}" for name, value in sequences]}

    def blobs(self) -> dict[str, bytes]:
        return {file.name: file.read_bytes() for file in (self.folder / "blobs").glob("??/??/*")}

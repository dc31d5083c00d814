"""The embedded cluster among processes that come, go and are killed."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from onmaru.kit import embedded, embedded_home

USES_IT = """
import sys
from pathlib import Path
from onmaru.kit import embedded
print(embedded.url(Path(sys.argv[1]), fsync="off"), flush=True)
sys.stdin.read()
"""


class Process:
    """Another process that uses the cluster until its input ends."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", USES_IT, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout and self.process.stdin
        self.url = self.process.stdout.readline().strip()

    def leaves(self) -> None:
        self.process.communicate()
        assert self.process.returncode == 0

    def is_killed(self) -> None:
        self.process.kill()
        self.process.communicate()


def answers(url: str) -> bool:
    try:
        with psycopg.connect(url) as connection:
            return connection.execute("SELECT 1").fetchone() == (1,)
    except psycopg.OperationalError:
        return False


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody may enter, as pytest's own is not."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture
def folder(open_folder: Path) -> Iterator[Path]:
    folder = open_folder / "postgres"
    yield folder
    # Whoever was killed in the test may have left a server behind.
    embedded.url(folder)
    embedded.leave(folder)
    assert not embedded.is_running(embedded_home.settle(folder))


def test_the_last_to_leave_stops_it(folder: Path) -> None:
    first, second = Process(folder), Process(folder)
    assert first.url == second.url
    first.leaves()
    assert answers(second.url)
    second.leaves()
    assert not answers(second.url)


def test_a_killed_user_is_no_user(folder: Path) -> None:
    first, second = Process(folder), Process(folder)
    first.is_killed()
    assert answers(second.url)
    second.leaves()
    assert not answers(second.url)


def test_data_survives_a_kill_of_everything(folder: Path) -> None:
    user = Process(folder)
    with psycopg.connect(user.url) as connection:
        connection.execute("CREATE TABLE kept (what text)")
        connection.execute("INSERT INTO kept VALUES ('가나다')")
    user.is_killed()
    pid_file = embedded_home.settle(folder) / "postmaster.pid"
    os.kill(int(pid_file.read_text().split()[0]), signal.SIGKILL)
    again = Process(folder)
    with psycopg.connect(again.url) as connection:
        assert connection.execute("SELECT what FROM kept").fetchone() == ("가나다",)
    again.leaves()


def test_a_stale_number_of_another_process_is_not_the_server(folder: Path) -> None:
    Process(folder).leaves()
    (embedded_home.settle(folder) / "postmaster.pid").write_text(f"{os.getpid()}\n{folder}\n0\n5432\n/nowhere\n\n0 0\nready\n")
    user = Process(folder)
    assert answers(user.url)
    user.leaves()


def test_a_path_too_long_for_a_socket(open_folder: Path) -> None:
    folder = open_folder / ("가" * 40) / "postgres"
    user = Process(folder)
    assert answers(user.url)
    assert str(folder) not in user.url
    user.leaves()


def test_hangul_sorts_in_dictionary_order_and_case_is_known(folder: Path) -> None:
    user = Process(folder)
    with psycopg.connect(user.url) as connection:
        rows = connection.execute("SELECT w FROM (VALUES ('하늘'), ('가방'), ('까치'), ('나무')) AS words (w) ORDER BY w").fetchall()
        assert [word for (word,) in rows] == ["가방", "까치", "나무", "하늘"]
        assert connection.execute("SELECT lower('ÄÖÜ'), 'É' ILIKE 'é'").fetchone() == ("äöü", True)
    user.leaves()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root starts the database as somebody else")
def test_root_opens_no_folder_that_was_closed(open_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = open_folder / "system"
    monkeypatch.setattr(embedded_home, "SYSTEM_FOLDER", elsewhere)
    closed = open_folder / "home"
    closed.mkdir(mode=0o700)
    cluster = embedded_home.settle(closed / "postgres")
    assert cluster.is_relative_to(elsewhere)
    assert (closed / "postgres").is_symlink()
    assert closed.stat().st_mode & 0o777 == 0o700
    assert embedded_home.settle(closed / "postgres") == cluster

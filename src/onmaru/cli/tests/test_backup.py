"""A backup brought back gives every row and file."""

import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest

from onmaru.cli.tests.deployment import Deployment

FILL = """
from onmaru.cli import setting_up
setting_up.django()
from onmaru.kit import storage
for size in (0, 1, 70_000, 300_000):
    print(storage.put(bytes(range(256)) * (size // 256) + bytes(size % 2)).key)
"""


Deploy = Callable[[str], Deployment]


@pytest.fixture(scope="module")
def deploy() -> Iterator[Deploy]:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        Path(folder).chmod(0o755)

        def made(name: str) -> Deployment:
            deployment = Deployment(Path(folder, name))
            stack.callback(deployment.close)
            return deployment

        yield made


@pytest.fixture(scope="module")
def old(deploy: Deploy) -> Deployment:
    deployment = deploy("old")
    deployment.onmaru("migrate")
    deployment.onmaru("owner", "--email=haru@haru.example", "--name=오하루", "--password-stdin", given="하루상점-비밀-번호\n")
    subprocess.run([sys.executable, "-c", FILL], env=deployment.environment, check=True, capture_output=True)
    with psycopg.connect(deployment.url) as connection:
        # Rows with everything a dump could trip over, and a sequence that ran ahead of its table.
        connection.execute(
            """INSERT INTO events_event (name, at, actor_kind, data)
               SELECT 'a', now(), 'system', jsonb_build_object('n', E'quote \'\' tab\t 가') FROM generate_series(1, 1000)"""
        )
        connection.execute("DELETE FROM events_event WHERE id > 500")
    return deployment


@pytest.fixture(scope="module")
def archive(old: Deployment) -> Path:
    file = old.folder / "haru.tar"
    assert "파일 4개" in old.onmaru("backup", str(file))
    return file


def test_every_row_and_file_comes_back(deploy: Deploy, old: Deployment, archive: Path) -> None:
    assert archive.stat().st_mode & 0o077 == 0
    new = deploy("new")
    new.onmaru("migrate")
    new.onmaru("restore", str(archive))
    assert new.rows() == old.rows()
    assert len(new.rows()["people_agent"]) == 1
    assert new.blobs() == old.blobs()
    assert len(new.blobs()) == 4
    # The key came along: what was sealed there opens here.
    assert (new.folder / "secret_key").read_text().startswith((old.folder / "secret_key").read_text())
    assert "비어 있지 않은" in new.onmaru("restore", str(archive), status=1)


def test_without_its_keys_a_backup_is_refused_before_anything_happens(deploy: Deploy, archive: Path, tmp_path: Path) -> None:
    keyless = tmp_path / "keyless.tar"
    with tarfile.open(archive) as whole, tarfile.open(keyless, "w") as part:
        for member in whole.getmembers():
            if member.name != "secret_key":
                part.addfile(member, whole.extractfile(member))
    new = deploy("other keys")
    assert "ONMARU_SECRET_KEYS" in new.onmaru("restore", str(keyless), status=1)
    assert new.rows() == {"sequences": []}
    assert new.blobs() == {}


def test_a_damaged_backup_is_refused(deploy: Deploy, archive: Path, tmp_path: Path) -> None:
    content = bytearray(archive.read_bytes())
    content[content.index(b"ONM1") + 40] ^= 1
    damaged = tmp_path / "damaged.tar"
    damaged.write_bytes(content)
    new = deploy("damaged")
    new.onmaru("restore", str(damaged), status=1)
    assert new.rows() == {"sequences": []}

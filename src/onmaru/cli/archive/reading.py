import json
import os
import shutil
import tarfile
import tempfile
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import connection

from onmaru.cli.archive import postgres
from onmaru.cli.archive.fitting import check
from onmaru.cli.archive.manifest import BackupError, Manifest, key_file
from onmaru.config import environment
from onmaru.kit import storage
from onmaru.kit.storage import sealing


def read(file: Path) -> int:
    """Restore a backup and give the number of blobs. Raises BackupError before anything is changed when it does not fit here."""
    with tarfile.open(file, mode="r|") as tar, tempfile.TemporaryDirectory(dir=file.parent) as scratch:
        members = iter(tar)
        member = next(members)
        manifest = Manifest(**json.load(_content(tar, member, "manifest.json")))
        member, key = next(members), b""
        if member.name == "secret_key":
            key, member = _content(tar, member, "secret_key").read(), next(members)
        check(manifest, has_key=bool(key))
        dump = Path(scratch, "database.dump")
        with dump.open("wb") as target:
            shutil.copyfileobj(_content(tar, member, "database.dump"), target)
        if key:
            _give_back_key(key)
        # The files first: whatever goes wrong with them, the database is still empty and the restore can be tried again.
        count = sum(_give_back_blob(tar, member) for member in members)
        _give_back_database(dump)
        return count


def _give_back_database(dump: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
    connection.close()
    careful = ("--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error")
    postgres.run("pg_restore", *careful, f"--dbname={postgres.database()}", str(dump))


def _give_back_key(key: bytes) -> None:
    """The backup's keys come first, then what this deployment made for itself."""
    file = key_file()
    assert file
    ours = file.read_bytes().split() if file.exists() else []
    fresh = file.with_name(f"{file.name}.new")
    with os.fdopen(os.open(fresh, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as handle:
        handle.write(b"\n".join(dict.fromkeys([*key.split(), *ours])))
    fresh.replace(file)
    settings.SECRET_KEYS = environment.secret_keys()


def _give_back_blob(tar: tarfile.TarFile, member: tarfile.TarInfo) -> int:
    place, key = storage.backend(), member.name.removeprefix("blobs/")
    with place.scratch() as scratch:
        shutil.copyfileobj(_content(tar, member, f"blobs/{key}"), scratch)
        scratch.seek(0)
        try:
            # Read once through: a damaged backup should say so now, not when a customer's attachment is opened.
            for _piece in sealing.unseal(scratch):
                pass
        except storage.Damaged as error:
            raise BackupError(f"{key}: {error}") from error
        if not place.exists(key):
            place.keep(scratch, key)
    return 1


def _content(tar: tarfile.TarFile, member: tarfile.TarInfo, name: str) -> IO[bytes]:
    content = tar.extractfile(member) if member.name == name else None
    if content is None:
        raise BackupError(f"온마루의 백업이 아니거나 깨졌습니다: {name} 대신 {member.name}")
    return content

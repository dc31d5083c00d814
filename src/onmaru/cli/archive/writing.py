import io
import json
import os
import tarfile
import tempfile
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import IO

from onmaru.cli.archive import postgres
from onmaru.cli.archive.manifest import FORMAT, Manifest, applied_migrations, key_file, secret_names
from onmaru.kit import clock, storage


def write(file: Path) -> int:
    """Write a backup and give the number of blobs in it. The file appears when it is complete, readable by its owner alone."""
    partly = file.with_name(f".{file.name}.part")
    descriptor = os.open(partly, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as target:
            count = _write(target, file.parent)
            target.flush()
            os.fsync(target.fileno())
        partly.replace(file)
    finally:
        partly.unlink(missing_ok=True)
    return count


def _write(target: IO[bytes], folder: Path) -> int:
    manifest = Manifest(FORMAT, version("onmaru"), clock.now().isoformat(), applied_migrations(), secret_names())
    with tempfile.NamedTemporaryFile(dir=folder) as dump, tarfile.open(fileobj=target, mode="w|", format=tarfile.PAX_FORMAT) as tar:
        postgres.run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={dump.name}")
        _add(tar, "manifest.json", json.dumps(asdict(manifest), indent=1).encode())
        if file := key_file():
            _add(tar, "secret_key", file.read_bytes())
        tar.add(dump.name, "database.dump")
        return sum(_add_blob(tar, key) for key in storage.backend().addresses())


def _add_blob(tar: tarfile.TarFile, key: str) -> bool:
    member = tarfile.TarInfo(f"blobs/{key}")
    try:
        member.size = storage.backend().size(key)
        with storage.backend().open(key) as sealed:
            tar.addfile(member, sealed)
    except storage.Missing:
        # Erased since the list was made, so no row of ours needs it.
        return False
    return True


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size = len(content)
    tar.addfile(member, io.BytesIO(content))

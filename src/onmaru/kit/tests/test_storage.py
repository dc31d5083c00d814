"""Blobs: the same promises in a folder and in a bucket."""

import hashlib
import io
import os
import threading
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as effort
from hypothesis import strategies as st
from pytest_django import Settings

from onmaru.kit import storage
from onmaru.kit.storage import sealing
from onmaru.kit.storage.folder import Folder
from onmaru.kit.tests.fake_s3 import FakeS3

CHUNK = sealing.CHUNK


@pytest.fixture
def s3(settings: Settings) -> Iterator[FakeS3]:
    server = FakeS3()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    settings.S3_BUCKET, settings.S3_ENDPOINT, settings.S3_REGION = "onmaru-files", server.endpoint, "kr-standard"
    settings.S3_ACCESS_KEY, settings.S3_SECRET_KEY = "access", "secret"
    yield server
    storage.backend().client.close()  # pyright: ignore[reportAttributeAccessIssue]
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(params=["folder", "bucket"])
def place(request: pytest.FixtureRequest, settings: Settings, tmp_path: Path) -> None:
    settings.STORAGE_FOLDER = tmp_path
    if request.param == "bucket":
        request.getfixturevalue("s3")


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.STORAGE_FOLDER = tmp_path
    return tmp_path


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize("length", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 9 * 1024 * 1024 + 7])
def test_what_goes_in_comes_out(length: int) -> None:
    content = bytes(range(256)) * (length // 256 + 1)
    content = content[:length]
    blob = storage.put(io.BytesIO(content))
    assert (blob.size, blob.sha256) == (length, hashlib.sha256(content).hexdigest())
    assert b"".join(storage.chunks(blob.key)) == content
    assert storage.open(blob.key).read() == content
    assert storage.size(blob.key) == length
    assert storage.exists(blob.key)


@pytest.mark.usefixtures("place")
def test_equal_content_is_kept_once() -> None:
    first, again, other = storage.put(b"haru"), storage.put([b"ha", b"ru"]), storage.put(b"store")
    assert first == again
    assert sorted(storage.backend().addresses()) == sorted({first.key, other.key})


def grow_old(key: str, seconds: float, request: pytest.FixtureRequest) -> None:
    if isinstance(place := storage.backend(), Folder):
        then = time.time() - seconds
        os.utime(place._place(key), (then, then))
    else:
        request.getfixturevalue("s3").ages[key] = seconds


@pytest.mark.usefixtures("place")
def test_only_what_nobody_gave_lately_is_forgotten(request: pytest.FixtureRequest) -> None:
    day, blob = 86_400, storage.put(b"haru")
    assert not storage.forget(blob.key, day) and storage.exists(blob.key)
    grow_old(blob.key, 2 * day, request)
    # Given again, it counts as given now.
    assert storage.put(b"haru") == blob
    assert not storage.forget(blob.key, day)
    assert storage.open(blob.key).read() == b"haru"
    grow_old(blob.key, 2 * day, request)
    assert storage.forget(blob.key, day) and not storage.exists(blob.key)
    assert storage.forget(blob.key, day)
    assert storage.put(b"haru") == blob and storage.open(blob.key).read() == b"haru"


def test_what_is_given_between_the_look_and_the_deletion_stays(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blob = storage.put(b"haru")
    os.utime(Folder(folder)._place(blob.key), (0, 0))
    rename, given = Path.rename, []

    def given_first(self: Path, target: Path) -> Path:
        if not given:
            given.append(storage.put(b"haru"))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", given_first)
    assert not storage.forget(blob.key, 60)
    assert given == [blob] and storage.open(blob.key).read() == b"haru"


def test_a_bucket_deletes_only_what_it_looked_at(s3: FakeS3, monkeypatch: pytest.MonkeyPatch) -> None:
    blob = storage.put(b"haru")
    s3.ages[blob.key] = 3 * 86_400
    place = storage.backend()
    delete = place.client.delete_object  # pyright: ignore[reportAttributeAccessIssue]

    def given_first(**arguments: str) -> None:
        assert storage.put(b"haru") == blob
        delete(**arguments)

    monkeypatch.setattr(place.client, "delete_object", given_first)  # pyright: ignore[reportAttributeAccessIssue]
    assert not storage.forget(blob.key, 60)
    assert storage.open(blob.key).read() == b"haru"


@pytest.mark.usefixtures("place")
def test_what_is_deleted_is_gone() -> None:
    blob = storage.put(b"haru")
    storage.delete(blob.key)
    storage.delete(blob.key)
    assert not storage.exists(blob.key)
    for ask in (storage.open, storage.size, storage.chunks):
        with pytest.raises(storage.Missing):
            ask(blob.key)


@pytest.mark.usefixtures("place")
def test_the_limit_holds_and_leaves_nothing() -> None:
    assert storage.put(b"12345", limit=5).size == 5
    with pytest.raises(storage.TooLarge):
        storage.put(iter([b"123", b"456"]), limit=5)
    assert len(list(storage.backend().addresses())) == 1


def test_a_file_can_be_read_in_any_pieces(folder: Path) -> None:
    content = bytes(1000) + b"end"
    with storage.open(storage.put(content).key) as file:
        assert file.read(1000) == bytes(1000)
        assert file.read(2) == b"en"
        assert file.read() == b"d"


def test_names_tell_nothing_and_disks_hold_no_plain_text(folder: Path) -> None:
    blob = storage.put(b"customer secret" * 100)
    assert blob.key != blob.sha256
    assert blob.sha256 not in blob.key
    assert all(b"customer secret" not in file.read_bytes() for file in folder.rglob("*") if file.is_file())


def test_after_a_new_key_old_content_is_readable(folder: Path, settings: Settings) -> None:
    old = storage.put(b"before")
    settings.SECRET_KEYS = ["a new key", *settings.SECRET_KEYS]
    new = storage.put(b"after")
    assert (storage.open(old.key).read(), storage.open(new.key).read()) == (b"before", b"after")
    settings.SECRET_KEYS = ["a new key"]
    assert storage.open(new.key).read() == b"after"
    with pytest.raises(storage.Damaged, match="ONMARU_SECRET_KEYS"):
        storage.open(old.key).read()


def sealed(content: bytes) -> bytes:
    target = io.BytesIO()
    sealing.seal(iter([content]), target)
    return target.getvalue()


CONTENT = b"a" * CHUNK + b"b" * CHUNK + b"c" * 10
STEP = CHUNK + sealing.TAG
DAMAGES = {
    "a flipped bit": lambda file: file[:100] + bytes([file[100] ^ 1]) + file[101:],
    "another header": lambda file: file[:20] + bytes([file[20] ^ 1]) + file[21:],
    "cut off inside a chunk": lambda file: file[:-1],
    "cut off between chunks": lambda file: file[: sealing.HEADER + 2 * STEP],
    "cut off after the header": lambda file: file[: sealing.HEADER],
    "nothing": lambda file: b"",
    "swapped chunks": lambda file: (
        file[: sealing.HEADER]
        + file[sealing.HEADER + STEP : sealing.HEADER + 2 * STEP]
        + file[sealing.HEADER : sealing.HEADER + STEP]
        + file[sealing.HEADER + 2 * STEP :]
    ),
    "a chunk taken out": lambda file: file[: sealing.HEADER] + file[sealing.HEADER + STEP :],
    "something behind the end": lambda file: file + file[-26:],
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_damage_is_noticed(damage) -> None:
    whole = sealed(CONTENT)
    assert b"".join(sealing.unseal(io.BytesIO(whole))) == CONTENT
    with pytest.raises(storage.Damaged):
        list(sealing.unseal(io.BytesIO(damage(whole))))


@effort(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, CHUNK + 3), max_size=5))
def test_pieces_of_any_size_make_the_same_content(lengths: list[int]) -> None:
    pieces = [bytes([number]) * length for number, length in enumerate(lengths)]
    target = io.BytesIO()
    size, _ = sealing.seal(iter(pieces), target)
    assert b"".join(sealing.unseal(io.BytesIO(target.getvalue()))) == b"".join(pieces)
    assert sealing.plain_size(len(target.getvalue())) == size == sum(lengths)


def test_a_large_file_needs_little_memory(folder: Path) -> None:
    tracemalloc.start()
    try:
        blob = storage.put(bytes(CHUNK) for _ in range(500))
        assert sum(len(piece) for piece in storage.chunks(blob.key)) == 500 * CHUNK
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 2 * 1024 * 1024


def test_leftovers_of_killed_writers_are_swept(folder: Path) -> None:
    storage.put(b"kept")
    fresh, old = folder / "incoming" / "fresh", folder / "incoming" / "old"
    fresh.touch()
    old.touch()
    os.utime(old, (0, 0))
    Folder(folder).sweep()
    assert [file.name for file in (folder / "incoming").iterdir()] == ["fresh"]


def test_a_busy_bucket_is_asked_again(s3: FakeS3) -> None:
    s3.fail_next = 1
    assert storage.open(storage.put(b"patient").key).read() == b"patient"


def test_a_wrong_signature_is_an_error(s3: FakeS3, settings: Settings) -> None:
    settings.S3_ACCESS_KEY = "somebody else"
    with pytest.raises(Exception, match="403"):
        storage.exists("abc")


def test_large_content_goes_in_parts(s3: FakeS3) -> None:
    storage.put(bytes(CHUNK) for _ in range(200))
    assert [method for method, path in s3.requests if "partNumber" in path] == ["PUT", "PUT"]


def test_a_file_that_nobody_began_to_read_is_closed() -> None:
    pieces = storage.chunks(storage.put(b"unread").key)
    pieces.close()
    assert pieces.sealed.closed

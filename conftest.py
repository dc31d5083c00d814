"""What every test stands on: a scratch database cluster, scratch storage, Korean, and warnings that are errors."""

import atexit
import fcntl
import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import pytest_django

# How long an example takes says more about the machine than about the code.
hypothesis.settings.register_profile("onmaru", deadline=None)
hypothesis.settings.load_profile("onmaru")

ROOT = Path(__file__).resolve().parent
SCRATCH = "onmaru-tests-"
# A test's database need not survive a crash.
CARELESS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "100",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


def sweep() -> None:
    """Stop and remove the clusters that killed test runs left behind."""
    from onmaru.kit import embedded, embedded_home

    for old in Path(tempfile.gettempdir()).glob(f"{SCRATCH}*"):
        if not os.access(old, os.W_OK):
            continue
        with open(old / "in_use", "w") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            # What was half removed when its run was killed has nothing to stop.
            if (old / "postgres").exists() and embedded.is_running(embedded_home.settle(old / "postgres")):
                embedded.url(old / "postgres")
                embedded.leave(old / "postgres")
            shutil.rmtree(old, ignore_errors=True)


def keep_bytecode(folder: Path) -> None:
    """Where Python may not write beside its sources, every process that a test starts would compile all of them anew: seconds each."""
    if sys.dont_write_bytecode:
        sys.dont_write_bytecode = False
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        sys.pycache_prefix = os.environ["PYTHONPYCACHEPREFIX"] = str(folder)


def prepare() -> None:
    """Runs before Django's settings are read. Workers of a parallel run inherit what the first process prepared."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "onmaru.config.settings"
    os.environ["ONMARU_TESTING"] = "1"
    if "ONMARU_TEST_CLUSTER" in os.environ:
        return
    folder = Path(tempfile.mkdtemp(prefix=SCRATCH))
    folder.chmod(0o711)
    lock = os.open(folder / "in_use", os.O_CREAT | os.O_RDWR)
    fcntl.flock(lock, fcntl.LOCK_SH)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    keep_bytecode(folder / "bytecode")
    from onmaru.kit import embedded, translations

    translations.compile_all()
    sweep()
    kept = {"ONMARU_TESTING", "ONMARU_CORPUS", "ONMARU_PICTURES"}
    for name in [name for name in os.environ if name.startswith("ONMARU_") and name not in kept]:
        del os.environ[name]
    os.environ["ONMARU_DATA"] = str(folder)
    os.environ["ONMARU_SECRET_KEYS"] = "test-key-" * 5
    os.environ["ONMARU_TEST_CLUSTER"] = os.environ["DATABASE_URL"] = embedded.url(folder / "postgres", **CARELESS)


# What has been loaded stays to the end, so looking through it for rubbish again and again finds nothing: an eighth of the time.
gc.set_threshold(20_000, 20, 20)
prepare()

import django  # noqa: E402

# pytest-django sets Django up only where the settings are named before this file is read.
django.setup()


from django.test import TransactionTestCase  # noqa: E402

from tests import sweeping, turns  # noqa: E402
from tests.browser import chromium as chromium  # noqa: E402
from tests.browser import page as page  # noqa: E402
from tests.browser import phone as phone  # noqa: E402

TransactionTestCase._fixture_teardown = sweeping.sweep  # pyright: ignore[reportAttributeAccessIssue]


def corpus_folder() -> Path:
    return Path(os.environ.get("ONMARU_CORPUS") or ROOT.parent / "shared" / "data")


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> turns.Turns | None:
    return turns.Turns(config, log) if config.getoption("dist") == "load" else None


def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    away = not corpus_folder().is_dir()
    skip = pytest.mark.skip(reason=f"the corpus is not at {corpus_folder()} (set ONMARU_CORPUS)")
    # On a busy machine a browser now and then takes longer than any patience. Who needed the second try is listed at the end as RERUN.
    second_try = pytest.mark.flaky(reruns=1)
    items.sort(key=turns.turn)
    for item in items:
        if away and item.get_closest_marker("corpus"):
            item.add_marker(skip)
        if item.get_closest_marker("browser"):
            item.add_marker(second_try)


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of public sample data; tests that use it are marked `corpus`."""
    return corpus_folder()


@pytest.fixture(scope="session", autouse=True)
def storage_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> None:
    from django.conf import settings

    settings.STORAGE_FOLDER = tmp_path_factory.mktemp("blobs")


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """A hash that is meant to be slow would be most of what many tests do. Every process can still check it."""
    from django.contrib.auth.hashers import PBKDF2PasswordHasher

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PBKDF2PasswordHasher, "iterations", 1)
        yield


@pytest.fixture(scope="session", autouse=True)
def nothing_learnt() -> Iterator[None]:
    """Sentence vectors cost 20 ms a message: only tests of reasons ask for them."""
    from onmaru.triage import classifier

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(classifier, "built", lambda: None)
        yield


@pytest.fixture(autouse=True)
def failing_reactions_are_loud(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a worker would try once more, a test ends with the error. Takes nothing away from workers of their own process."""
    from onmaru.events import reactions

    def raise_it(reaction: str, event_id: int) -> None:
        raise

    monkeypatch.setattr(reactions, "try_again", raise_it)


@pytest.fixture
def front(transactional_db: None, settings: pytest_django.Settings) -> Iterator[str]:
    """The address of the product, served as in production, against the test's database."""
    from tests import live

    settings.ALLOWED_HOSTS = ["*"]
    with live.served() as address:
        settings.PUBLIC_URL = address
        settings.CSRF_TRUSTED_ORIGINS = [address]
        yield address

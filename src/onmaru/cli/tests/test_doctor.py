"""The doctor finds what is wrong and says what to do."""

import json
from pathlib import Path

import pytest
from django.utils import translation
from pytest_django import Settings

from onmaru.cli import doctor, doctor_checks
from onmaru.config import environment
from onmaru.kit.checks import Check


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def wrong(look) -> list[Check]:
    return [check for check in look() if not check.ok]


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("ONMARU_URLL", "https://x", "no such setting"),
        ("ONMARU_MAX_MAIL_MB", "fifty", "whole number"),
        ("ONMARU_DEBUG", "maybe", "neither yes nor no"),
        ("ONMARU_S3_BUCKET", "files", "in part"),
        ("ONMARU_OIDC_URL", "https://id.example", "in part"),
    ],
)
def test_a_wrong_variable(monkeypatch: pytest.MonkeyPatch, name: str, value: str, says: str) -> None:
    assert wrong(doctor_checks.variables) == []
    monkeypatch.setenv(name, value)
    [found] = wrong(doctor_checks.variables)
    assert says in found.says
    assert found.do


@pytest.mark.parametrize(
    ("url", "ok"),
    [
        ("https://help.example.com", True),
        ("http://localhost:8000", True),
        ("http://help.example.com", False),
        ("help.example.com", False),
        ("ftp://help.example.com", False),
    ],
)
def test_the_public_address(settings: Settings, url: str, ok: bool) -> None:
    settings.PUBLIC_URL = url
    assert (wrong(doctor_checks.public_url) == []) is ok


def test_a_short_key(settings: Settings) -> None:
    settings.SECRET_KEYS = ["short"]
    assert wrong(doctor_checks.keys)


def test_a_key_that_others_may_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("ONMARU_SECRET_KEYS")
    monkeypatch.setenv("ONMARU_DATA", str(tmp_path))
    [key] = environment.secret_keys()
    assert len(key) > 32
    assert wrong(doctor_checks.keys) == []
    (tmp_path / "secret_key").chmod(0o644)
    assert "chmod 600" in wrong(doctor_checks.keys)[0].do


def test_storage_that_cannot_be_written(settings: Settings, tmp_path: Path) -> None:
    settings.STORAGE_FOLDER = tmp_path / "file"
    settings.STORAGE_FOLDER.touch()
    assert wrong(doctor_checks.stored_files)


@pytest.mark.django_db
def test_a_healthy_database() -> None:
    assert wrong(doctor_checks.database) == []
    assert wrong(doctor_checks.migrations) == []
    assert wrong(doctor_checks.worker) == []


@pytest.mark.django_db
def test_work_that_waits_for_nobody() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO procrastinate_jobs (queue_name, task_name, args, scheduled_at)
               VALUES ('default', 'x', '{}', now() - interval '5 minutes')"""
        )
    assert "onmaru worker" in wrong(doctor_checks.worker)[0].do


def test_a_check_that_fails_to_look_is_a_finding(capsys: pytest.CaptureFixture[str]) -> None:
    def broken() -> list[Check]:
        raise OSError("no such disk")

    found = doctor._looked(broken)
    assert doctor._show([*found, Check("fine", True, "ok")], as_json=True) == 1
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [check["ok"] for check in told] == [False, True]
    assert "no such disk" in told[0]["says"]
    assert doctor._show([Check("fine", True, "ok")], as_json=False) == 0


def test_every_setting_is_explained() -> None:
    page = (environment.ROOT / "docs" / "operating" / "settings.md").read_text()
    unexplained = [name for name in environment.asked if f"`{name}`" not in page and name not in {"ONMARU_LEASH", "ONMARU_CORPUS"}]
    assert unexplained == []

import io
import json
import sys
from pathlib import Path

import pytest

from onmaru.channels.email.command import mail_parse
from onmaru.channels.email.tests.mime_letters import mail


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    (tmp_path / "1.eml").write_bytes(mail("하나\n\n-- \n김유나"))
    (tmp_path / "2.eml").write_bytes(b"\xff\x00 not a mail")
    return tmp_path


def test_one_file_is_one_object(letters: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert mail_parse([str(letters / "1.eml")], True) == 0
    out = capsys.readouterr().out
    assert out.count("\n") == 1
    assert "하나" in out
    found = json.loads(out)
    assert (found["reply"], found["signature"], found["from"]["name"]) == ("하나", "--\n김유나", "김유나")


def test_a_folder_is_one_object_a_line(letters: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert mail_parse([str(letters), str(letters / "1.eml")], True) == 0
    assert [json.loads(line)["subject"] for line in capsys.readouterr().out.splitlines()] == ["교환 문의", "", "교환 문의"]


def test_people_read_a_summary(letters: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert mail_parse([str(letters / "1.eml")], False) == 0
    out = capsys.readouterr().out
    assert "보낸 사람 From: 김유나 <yuna@customer.example>" in out
    assert "── 새 글 Reply ──\n하나" in out


def test_what_cannot_be_read_is_said(letters: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert mail_parse([str(letters / "missing.eml"), str(letters / "1.eml")], True) == 2
    said = capsys.readouterr()
    assert "missing.eml: No such file or directory" in said.err
    assert json.loads(said.out)["reply"] == "하나"


def test_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(mail("표준 입력"))))
    assert mail_parse(["-"], True) == 0
    assert json.loads(capsys.readouterr().out)["reply"] == "표준 입력"

"""Imports go down the layers, every package has its place among them, and the check can tell."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def checked(root: Path) -> tuple[int, str]:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--config", ROOT / "pyproject.toml", "--no-cache"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root / "src")},
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stdout + done.stderr


def test_imports_go_down() -> None:
    status, said = checked(ROOT)
    assert status == 0, said


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """The packages as they are, with nothing in them."""
    for package in sorted((ROOT / "src" / "onmaru").glob("*/__init__.py")):
        folder = tmp_path / "src" / "onmaru" / package.parent.name
        folder.mkdir(parents=True)
        shutil.copy(ROOT / "src" / "onmaru" / "__init__.py", folder / "__init__.py")
    shutil.copy(ROOT / "src" / "onmaru" / "__init__.py", tmp_path / "src" / "onmaru" / "__init__.py")
    return tmp_path


def test_an_empty_tree_is_fine(tree: Path) -> None:
    assert checked(tree)[0] == 0


@pytest.mark.parametrize(
    ("lower", "upper"), [("inbox", "channels"), ("kit", "events"), ("web", "people"), ("customers", "triage"), ("kit", "language")]
)
def test_an_import_that_goes_up_is_found(tree: Path, lower: str, upper: str) -> None:
    (tree / "src" / "onmaru" / upper / "above.py").touch()
    (tree / "src" / "onmaru" / lower / "below.py").write_text(f"from onmaru.{upper} import above\n")
    status, said = checked(tree)
    assert status == 1
    assert f"onmaru.{lower}.below -> onmaru.{upper}.above" in said


def test_a_package_without_a_place_is_found(tree: Path) -> None:
    (tree / "src" / "onmaru" / "attic").mkdir()
    (tree / "src" / "onmaru" / "attic" / "__init__.py").touch()
    status, said = checked(tree)
    assert status == 1
    assert "attic" in said

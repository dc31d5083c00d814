"""The house rules hold, and each is shown to fail where it is broken on purpose."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.architecture import house

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("rule", house.RULES, ids=lambda rule: rule.__name__)
def test_holds(rule: house.Rule) -> None:
    assert list(rule(ROOT)) == []


Plant = Callable[[str, str], None]


@pytest.fixture
def plant(tmp_path: Path) -> Plant:
    """Write a file into a tree that only has two channels."""

    def write(name: str, content: str) -> None:
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content)

    write("src/onmaru/channels/pigeon/__init__.py", "")
    write("src/onmaru/channels/owl/__init__.py", "")
    write("src/onmaru/commerce/stores/harumall/__init__.py", "")
    return write


CLEAN = {
    "src/onmaru/channels/pigeon/adapter.py": "from onmaru.channels.pigeon import feathers\nkind == 'pigeon'\n",
    "src/onmaru/inbox/kinds.py": "note = 'a pigeon is a bird'\nif name == 'pigeon': pass\n",
    "src/onmaru/inbox/models/conversation.py": "class Conversation(Model):\n    def is_open(self): return True\n",
    "src/onmaru/cli/doctor.py": "print('fine')\n",
    "src/onmaru/inbox/tests/test_receive.py": "from onmaru.channels.pigeon import adapter\n",
    "src/onmaru/inbox/long.py": "x = 1\n" * 300,
}
VIOLATIONS = [
    ("files_are_named_after_what_they_do", "src/onmaru/inbox/utils.py", ""),
    ("files_are_named_after_what_they_do", "src/onmaru/inbox/desk/views.py", ""),
    ("files_are_named_after_what_they_do", "src/onmaru/inbox/services/send.py", ""),
    ("files_are_named_after_what_they_do", "dev/world/helpers.py", ""),
    ("files_are_short", "src/onmaru/inbox/long.py", "x = 1\n" * 301),
    ("files_are_short", "src/onmaru/web/assets/desk.ts", "let x;\n" * 301),
    ("nothing_is_left_to_do", "src/onmaru/inbox/later.py", "x = 1  # TODO: more\n"),
    ("nothing_is_left_to_do", "src/onmaru/web/assets/later.css", "/* FIXME */\n"),
    ("only_commands_print", "src/onmaru/inbox/loud.py", "def f():\n    print('here')\n"),
    ("models_only_answer", "src/onmaru/inbox/models/note.py", "class Note(models.Model):\n    def save(self): ...\n"),
    ("models_only_answer", "src/onmaru/inbox/models/tag.py", "class Tags(models.QuerySet['Tag']):\n    def delete(self): ...\n"),
    ("models_only_answer", "src/onmaru/inbox/listen.py", "from django.db.models.signals import post_save\n"),
    ("models_only_answer", "src/onmaru/inbox/listen.py", "from django.dispatch import receiver\n"),
    ("a_provider_stays_home", "src/onmaru/inbox/send.py", "from onmaru.channels.pigeon.adapter import send\n"),
    ("a_provider_stays_home", "src/onmaru/inbox/send.py", "from onmaru.channels import pigeon\n"),
    ("browser_tests_wait_without_eval", "src/onmaru/web/tests/test_row.py", "page.wait_for_function('true')\n"),
    ("a_lock_names_its_rows", "src/onmaru/inbox/lock.py", "Channel.objects.select_for_update().select_related('team')\n"),
    ("a_provider_stays_home", "src/onmaru/inbox/send.py", "import onmaru.channels.pigeon.adapter\n"),
    ("a_provider_stays_home", "src/onmaru/channels/owl/adapter.py", "from onmaru.channels.pigeon import adapter\n"),
    ("a_provider_stays_home", "src/onmaru/inbox/send.py", "if channel.kind == 'pigeon': pass\n"),
    ("a_provider_stays_home", "src/onmaru/inbox/send.py", "if channel.kind in ('owl', 'x'): pass\n"),
    ("a_provider_stays_home", "src/onmaru/inbox/send.py", "Channel.objects.filter(channel__kind='pigeon')\n"),
    ("a_provider_stays_home", "src/onmaru/inbox/send.py", "match kind:\n    case 'pigeon': pass\n"),
    ("a_provider_stays_home", "src/onmaru/inbox/orders.py", "from onmaru.commerce.stores.harumall import orders\n"),
]


def test_a_clean_tree_is_clean(plant: Plant, tmp_path: Path) -> None:
    for name, content in CLEAN.items():
        plant(name, content)
    assert house.broken(tmp_path) == []


@pytest.mark.parametrize(("rule", "name", "content"), VIOLATIONS)
def test_a_planted_violation_is_found(plant: Plant, tmp_path: Path, rule: str, name: str, content: str) -> None:
    plant(name, content)
    found = list(getattr(house, rule)(tmp_path))
    assert len(found) == 1
    assert found[0].startswith(f"{name}:")


def test_every_rule_was_shown_to_fail() -> None:
    assert {rule for rule, _, _ in VIOLATIONS} == {rule.__name__ for rule in house.RULES}

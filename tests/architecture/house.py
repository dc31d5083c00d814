"""The house rules that no other tool knows. `python tests/architecture/house.py` lists what breaks them.

Each rule is a function from the root of a tree to what it found, as "file:line: what is wrong".
"""

import ast
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

Rule = Callable[[Path], Iterator[str]]

LAYER_NAMES = {"utils", "helpers", "services", "managers", "signals", "mixins", "views", "common", "misc", "tools_misc"}
SIGNALS = {"django.dispatch", "django.db.models.signals", "django.core.signals", "django.contrib.auth.signals"}
LONGEST = 300
# Files that may be longer, each with its reason.
LONGER: dict[str, str] = {}
OWN = ("src", "dev", "bench", "tests", "bin", ".ci", "docs")
TEXT = {".py", ".ts", ".css", ".html", ".md", ".sh", ".toml", ".txt", ""}
# What a provider's folder is called, by the folder that its kind of provider lives in.
PROVIDERS = {"channels": "onmaru/channels", "stores": "onmaru/commerce/stores", "providers": "onmaru/assistant/providers"}
# Folders beside the kinds that are parts of an app.
PARTS = {"actions", "desk", "api", "portal", "models", "migrations", "management", "templates", "templatetags", "static", "tests"}


def python_files(root: Path) -> Iterator[Path]:
    return (file for top in OWN for file in sorted(root.glob(f"{top}/**/*.py")) if "migrations" not in file.parts)


def product_files(root: Path) -> Iterator[Path]:
    return (file for file in python_files(root) if file.is_relative_to(root / "src") and "tests" not in file.parts)


def parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text(), str(file))


def at(root: Path, file: Path, line: int, says: str) -> str:
    return f"{file.relative_to(root)}:{line}: {says}"


def files_are_named_after_what_they_do(root: Path) -> Iterator[str]:
    for file in python_files(root):
        for name in {file.stem, file.parent.name} & LAYER_NAMES:
            yield at(root, file, 1, f"“{name}” says nothing about what is in it")


def files_are_short(root: Path) -> Iterator[str]:
    for file in [*python_files(root), *root.glob("src/**/assets/**/*.ts"), *root.glob("src/**/assets/**/*.css")]:
        lines = len(file.read_text().splitlines())
        if lines > LONGEST and str(file.relative_to(root)) not in LONGER:
            yield at(root, file, LONGEST, f"{lines} lines are two files")


def nothing_is_left_to_do(root: Path) -> Iterator[str]:
    left = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
    for file in written(root):
        for number, line in enumerate(file.read_text().splitlines(), 1):
            if left.search(line) and file.name != "house.py" and "test_house" not in file.name:
                yield at(root, file, number, "do it now, or write it down where work is planned")


def written(root: Path) -> Iterator[Path]:
    for top in OWN:
        for file in sorted(root.glob(f"{top}/**/*")):
            if file.is_file() and file.suffix in TEXT and not {"node_modules", "build", "__pycache__"} & set(file.parts):
                yield file


def only_commands_print(root: Path) -> Iterator[str]:
    for file in product_files(root):
        if "cli" in file.parts or file.name == "command.py":
            continue
        for node in ast.walk(parsed(file)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
                yield at(root, file, node.lineno, "log it, or return it to a command that prints")


def models_only_answer(root: Path) -> Iterator[str]:
    """No save() or delete() of our own, and no signals: writes are actions."""
    for file in product_files(root):
        for node in ast.walk(parsed(file)):
            if isinstance(node, ast.ClassDef) and _is_model(node):
                for method in node.body:
                    if isinstance(method, ast.FunctionDef) and method.name in {"save", "delete", "bulk_create", "full_clean"}:
                        yield at(root, file, method.lineno, f"{node.name}.{method.name}() hides a write; make it an action")
            if isinstance(node, ast.ImportFrom) and (node.module or "") in SIGNALS:
                yield at(root, file, node.lineno, "no signals: call it, or react to an event")


def _is_model(node: ast.ClassDef) -> bool:
    return any(ast.unparse(base).split("[")[0].endswith(("Model", "AbstractBaseUser", "QuerySet", "Manager")) for base in node.bases)


def a_provider_stays_home(root: Path) -> Iterator[str]:
    """Nothing outside a provider's folder imports it or compares with its name."""
    for kinds in PROVIDERS.values():
        place = root / "src" / kinds
        names = {folder.name for folder in place.glob("*/") if (folder / "__init__.py").exists() and folder.name not in PARTS}
        module = kinds.replace("/", ".")
        for file in product_files(root):
            home = file.relative_to(place).parts[0] if file.is_relative_to(place) else ""
            for node in ast.walk(parsed(file)):
                for name in names - {home}:
                    if _imports(node, f"{module}.{name}"):
                        yield at(root, file, node.lineno, f"imports the provider {name}")  # pyright: ignore
                    elif _compares(node, name):
                        yield at(root, file, node.lineno, f"asks for the provider {name} by name; ask for a capability")  # pyright: ignore


def _imports(node: ast.AST, module: str) -> bool:
    package, _, name = module.rpartition(".")
    if isinstance(node, ast.Import):
        return any(alias.name == module or alias.name.startswith(f"{module}.") for alias in node.names)
    if isinstance(node, ast.ImportFrom):
        where = node.module or ""
        return where == module or where.startswith(f"{module}.") or (where == package and any(alias.name == name for alias in node.names))
    return False


def _compares(node: ast.AST, name: str) -> bool:
    if isinstance(node, ast.Compare):
        about = ast.unparse(node)
        values = [value for part in (node.left, *node.comparators) for value in ast.walk(part)]
        return "kind" in about and any(isinstance(value, ast.Constant) and value.value == name for value in values)
    if isinstance(node, ast.keyword):
        return (node.arg or "").startswith(("kind", "channel__kind")) and isinstance(node.value, ast.Constant) and node.value.value == name
    return isinstance(node, ast.MatchValue) and isinstance(node.value, ast.Constant) and node.value.value == name


def browser_tests_wait_without_eval(root: Path) -> Iterator[str]:
    for file in python_files(root):
        for node in ast.walk(parsed(file)):
            if isinstance(node, ast.Attribute) and node.attr == "wait_for_function":
                yield at(root, file, node.lineno, "fails now and then under our content policy; wait with tests.browser.until")


def a_lock_names_its_rows(root: Path) -> Iterator[str]:
    """With what is joined, PostgreSQL locks those rows as well: a channel's, and then every conversation of it waits."""
    for file in product_files(root):
        chains = (node for node in ast.walk(parsed(file)) if isinstance(node, ast.Call))
        for chain in chains:
            calls = dict(_chained(chain))
            lock = calls.get("select_for_update")
            if lock and "select_related" in calls and not any(word.arg == "of" for word in lock.keywords):
                yield at(root, file, lock.lineno, 'say of which rows: `of=("self",)`')


def _chained(call: ast.expr) -> Iterator[tuple[str, ast.Call]]:
    """`a.b().c()`, from its end: c, then b."""
    while isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute):
        yield call.func.attr, call
        call = call.func.value


RULES: tuple[Rule, ...] = (
    files_are_named_after_what_they_do,
    files_are_short,
    nothing_is_left_to_do,
    only_commands_print,
    models_only_answer,
    a_provider_stays_home,
    browser_tests_wait_without_eval,
    a_lock_names_its_rows,
)


def broken(root: Path) -> list[str]:
    return [found for rule in RULES for found in rule(root)]


if __name__ == "__main__":
    findings = broken(Path(__file__).resolve().parents[2])
    print("\n".join(findings))
    sys.exit(bool(findings))

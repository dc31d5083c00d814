"""Says what lacks its Korean. `python -m tests.architecture.korean`

Marked texts are searched in the sources here, so that a text nobody has collected yet is found as well as one nobody has translated.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import polib

from onmaru.kit import translations

MARKS = {"_", "gettext", "gettext_lazy", "pgettext", "pgettext_lazy", "ngettext", "ngettext_lazy", "gettext_noop"}
IN_TEMPLATE = re.compile(r"""{%\s*(?:translate|trans)\s+(["'])(?P<text>.+?)\1""")


def marked(source: Path) -> Iterator[str]:
    """Every text that the product marks for translation, as far as it can be read without running it."""
    for file in source.glob("**/*.py"):
        if "tests" in file.parts:
            continue
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in MARKS:
                words = node.args[1:2] if "pgettext" in ast.unparse(node.func) else node.args[:1]
                yield from (word.value for word in words if isinstance(word, ast.Constant) and isinstance(word.value, str))
    for file in source.glob("**/templates/**/*"):
        if file.is_file():
            yield from (found["text"] for found in IN_TEMPLATE.finditer(file.read_text()))


def missing(source: Path, catalogue: Path) -> list[str]:
    known = {entry.msgid for entry in polib.pofile(str(catalogue))} if catalogue.exists() else set()
    return sorted({text for text in marked(source) if text and text not in known})


def main(root: Path) -> int:
    locale = root / "src" / "onmaru" / "locale"
    absent = [f"not collected: {text}" for text in missing(root / "src" / "onmaru", locale / "ko" / "LC_MESSAGES" / "django.po")]
    unfinished = translations.unfinished(locale)
    print("\n".join([*absent, *unfinished]))
    return 1 if absent or unfinished else 0


if __name__ == "__main__":
    sys.exit(main(Path(__file__).resolve().parents[2]))

"""The light Markdown that answers are written in: what agents type, kept as they typed it. Pure.

Not CommonMark: there `**환불**을` is not bold, a single line break is none, and 2*3*4 may become slanted. Here emphasis ends before a
particle, lines stay lines, and a text without marks reads as it was typed.
"""

from onmaru.language.markdown.html import DESK as DESK
from onmaru.language.markdown.html import MAIL as MAIL
from onmaru.language.markdown.html import Look as Look
from onmaru.language.markdown.html import html as html
from onmaru.language.markdown.plain import has_marks as has_marks
from onmaru.language.markdown.plain import pictures as pictures
from onmaru.language.markdown.plain import plain as plain

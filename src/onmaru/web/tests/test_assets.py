import json

import pytest
from django.template import engines

from onmaru.web import assets

MANIFEST = {
    "desk.ts": {"file": "assets/desk-1.js", "imports": ["_shared.js"], "css": ["assets/part-1.css"]},
    "_shared.js": {"file": "assets/shared-1.js"},
    "desk.css": {"file": "assets/style-1.css"},
    "icons.svg": {"file": "assets/icons-1.svg"},
}


def render(source: str, **context: str) -> str:
    return engines["django"].from_string("{% load web %}" + source).render(context)


@pytest.fixture
def built(tmp_path, monkeypatch):
    monkeypatch.setattr(assets, "BUILD", tmp_path)
    assets._manifest.cache_clear()
    assets._found.cache_clear()
    (tmp_path / "manifest.json").write_text(json.dumps(MANIFEST))
    yield
    assets._manifest.cache_clear()
    assets._found.cache_clear()


@pytest.mark.usefixtures("built")
class TestAsset:
    def test_a_script_brings_its_styles_and_imports(self):
        assert render('{% asset "desk.ts" %}') == (
            '<link rel="stylesheet" href="/static/web/build/assets/part-1.css">'
            '<link rel="modulepreload" href="/static/web/build/assets/shared-1.js">'
            '<script type="module" src="/static/web/build/assets/desk-1.js"></script>'
        )

    def test_a_style_sheet_is_a_link(self):
        assert render('{% asset "desk.css" %}') == '<link rel="stylesheet" href="/static/web/build/assets/style-1.css">'

    def test_an_icon_is_decoration_unless_labelled(self):
        assert render('{% icon "send" %}') == (
            '<svg class="icon" aria-hidden="true"><use href="/static/web/build/assets/icons-1.svg#send"></use></svg>'
        )
        assert 'role="img" aria-label="&lt;b&gt;"' in render('{% icon "send" label %}', label="<b>")


def test_a_page_answers_although_nothing_is_built(tmp_path, monkeypatch):
    monkeypatch.setattr(assets, "BUILD", tmp_path)
    assert "bin/assets" in render('{% asset "desk.ts" %}')
    assert "<svg" in render('{% icon "send" %}')


def test_keys_are_drawn_as_caps():
    assert render('{% for cap in "Mod+KeyK"|keys %}[{{ cap }}]{% endfor %}') == "[Ctrl][K]"
    assert render('{% for cap in "Shift+Slash"|keys %}[{{ cap }}]{% endfor %}') == "[?]"

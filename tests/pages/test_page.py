"""What every page has: an icon of its own, and a description without marks; and what "About" tells."""

import base64
from pathlib import Path

import pytest

from pages.ui.about import ABOUT
from pages.ui.page import icon, plain

ROOT = Path(__file__).parents[2]
LESSONS = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_page_has_an_icon_with_its_number_and_the_shell_is_told_what_it_is_about(lesson, open_app):
    app = open_app(f"pages/{lesson}.py")
    (told,) = [shown.proto for shown in app.get("bidi_component") if shown.proto.component_name.endswith("shell")]
    title = app.title[0].value
    assert title in told.json and "**" not in told.json
    assert f">{title.split()[0]}<" in icon(title)


def test_icons_need_no_other_host():
    """Streamlit asks another one for Material's icons; a picture it sends along."""
    from streamlit.commands.page_config import _get_favicon_string

    kind, content = _get_favicon_string(icon("7 Ridge")).split(",", 1)
    assert kind == "data:image/svg+xml;base64" and b">7<" in base64.b64decode(content)


def test_a_description_has_no_marks_of_markdown():
    assert plain("Press **Train**, or `fit()`.") == "Press Train, or fit()."


def test_about_tells_version_licence_and_where_to_ask():
    version = next(line for line in (ROOT / "pyproject.toml").read_text("utf-8").splitlines() if "version =" in line)
    assert version.split('"')[1] in ABOUT
    assert "MIT licence" in ABOUT and "issue" in ABOUT
    assert (ROOT / ".github" / "CONTRIBUTING.md").exists() and ".github/CONTRIBUTING.md" in ABOUT

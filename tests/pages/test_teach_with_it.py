"""The lesson plan of the README: each of its links opens, and what it says that a class sees is what the page tells."""

import json
import re
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from pages.ui.teaching.lesson import ALLOWED, KNOWN, from_text

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
SECTION = README.partition("\n## Teach with it\n")[2].partition("\n## ")[0]
LINKS = re.findall(r"\]\((http://localhost:8501/[^)]+)\)", SECTION)
PLAN = [row for row in SECTION.splitlines() if re.match(r"\| \d+–\d+ \|", row)]


def opened(open_app, link):
    """The page of a link; nothing on it is damaged."""
    address = urlsplit(link)
    app = open_app(f"pages{address.path}.py", **{"scenario": None} | dict(parse_qsl(address.query)))
    assert not [text.value for text in app.markdown if text.value.startswith(":material/warning:")]
    assert not app.error
    return app


@pytest.mark.parametrize("link", LINKS)
def test_each_link_of_the_plan_opens(link, open_app):
    assert opened(open_app, link).title[0].value.split()[0].isdigit()


@pytest.mark.parametrize("row", [row for row in PLAN if "**" in row.split("|")[4]])
def test_what_a_class_should_see_is_what_the_page_tells(row, open_app, told):
    cells = row.split("|")
    (link,) = re.findall(r"\]\(([^)]+)\)", cells[2])
    message = told(opened(open_app, link))
    text = json.dumps([message["story"], message["ending"]], ensure_ascii=False).replace("\u202f", " ")
    text = re.sub(r"\[\[([^|\]]*)[^\]]*\]\]", r"\1", text).lower()
    for said in re.findall(r"\*\*([^*]+)\*\*", cells[4]):
        assert re.search(rf"(?<![\d.,]){re.escape(said.rstrip('.').lower())}(?![\d])", text), (said, text)


def test_the_plan_fills_45_minutes_without_a_gap():
    spans = [tuple(map(int, re.match(r"\| (\d+)–(\d+)", row).groups())) for row in PLAN]
    assert spans[0][0] == 0 and spans[-1][1] == 45
    assert all(end == start for (_, end), (start, _) in zip(spans, spans[1:], strict=False))


def test_the_readme_names_every_part_of_a_lesson_and_its_examples_are_sound():
    for name in (*KNOWN, "answers", "scenario", *ALLOWED):
        assert f"`{name}." in SECTION, name
    examples = re.findall(r"\| `([a-z][^`]*)` \|$", SECTION, re.MULTILINE)
    assert len(examples) == 5
    for example in examples:
        assert from_text(example if example.startswith("pages.") else f"pages.train*{example}")[1] == "", example

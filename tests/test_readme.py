"""What the README says of the core is what the core does."""

import contextlib
import io
import re
from pathlib import Path

README = (Path(__file__).parent.parent / "README.md").read_text("utf-8")


def test_the_six_lines_print_what_the_readme_shows():
    code, shown = re.search(r"```python\n(.*?)```\n\n```text\n(.*?)```", README, re.DOTALL).groups()
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, "README.md", "exec"), {})
    assert printed.getvalue() == shown


def test_every_page_is_in_the_readme():
    pages = (Path(__file__).parent.parent / "pages").glob("*.py")
    assert [page.stem for page in pages if f"`{page.stem}.py`" not in README] == []


def test_every_picture_of_the_readme_exists():
    pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README)
    assert pictures and all((Path(__file__).parent.parent / picture).exists() for picture in pictures)

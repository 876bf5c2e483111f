"""The arrows between the parts, held by reading the code: app -> pages -> lessons -> ui -> linreg_core -> numpy.

Left out: imports made at run time by name (importlib), which nothing here has a reason for.
"""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ALLOWED_AT_THE_TOP = {
    "app.py",
    "linreg_core",
    "pages",
    "tests",
    "requirements.txt",
    "README.md",
    "pyproject.toml",
    "LICENSE",
}
LONGEST = 300  # lines of a product file
PRODUCT = "app.py", "linreg_core", "pages"

# Who may import whom, by the place of a file. A lesson also knows itself, and nothing else of pages/lessons.
PLACES = {
    "app": {"pages.ui", "streamlit"},
    "pages": {"pages.lessons", "pages.ui", "linreg_core", "numpy", "streamlit"},
    "pages.lessons": {"pages.ui", "linreg_core", "numpy", "streamlit", "plotly", "sklearn"},
    "pages.ui": {"pages.ui", "linreg_core", "numpy", "streamlit", "plotly", "segno", "pandas"},
    "linreg_core": {"linreg_core", "numpy"},
}


def tracked():
    """The files under version control."""
    try:
        listed = subprocess.run(
            ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout.splitlines()
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    return [name for name in listed if (ROOT / name).exists()]


def modules(folder):
    return sorted((ROOT / folder).rglob("*.py"))


def imported(path, inside=True):
    """The dotted names that a file imports, inside of functions too; of `from a import b` a.b as well as a."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree) if inside else tree.body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name} imports relatively, which hides where an arrow goes"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def dotted(path):
    """pages/ui/charts.py -> pages.ui.charts"""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def place(name):
    """Where a module lives: one of PLACES, or the top of its name for what comes from outside."""
    parts = name.split(".")
    within = ".".join(parts[:2])
    return within if within in PLACES else parts[0]


def tops(path, inside=True):
    return {name.split(".")[0] for name in imported(path, inside)}


def name_of(path):
    return str(path.relative_to(ROOT))


def each(paths):
    return pytest.mark.parametrize("path", paths, ids=name_of)


OURS = [ROOT / "app.py", *modules("linreg_core"), *modules("pages")]


# ---- the arrows


@each(OURS)
def test_arrows_go_one_way(path):
    """A file imports what its place may, and the standard library."""
    here = place(dotted(path))
    for name in imported(path):
        there = place(name)
        own_lesson = here == "pages.lessons" and name.startswith(".".join(dotted(path).split(".")[:3]))
        shared_folder = name in {"pages", "pages.lessons"}  # `from pages.lessons import x` is judged by its second name
        assert there in PLACES[here] | sys.stdlib_module_names or own_lesson or shared_folder, (
            f"{dotted(path)} -> {name}"
        )


@each(modules("pages/lessons"))
def test_lessons_never_import_each_other(path):
    own = dotted(path).split(".")[2]
    for name in imported(path):
        if name.startswith("pages.lessons."):
            assert name.split(".")[2] == own, name


@each(sorted((ROOT / "pages").glob("*.py")))
def test_a_page_opens_its_own_lesson_and_no_other(path):
    for name in imported(path):
        if name.startswith("pages.lessons."):
            assert name.split(".")[2] == path.stem, name


def reached(path):
    """A file, and all files of pages/ that it imports, directly or not."""
    seen, new = set(), {path}
    while new:
        seen |= new
        names = {name for p in new for name in imported(p) if name.startswith("pages.")}
        new = {file for name in names if (file := ROOT / f"{name.replace('.', '/')}.py").exists()} - seen
    return seen


PURE = {"charts", "palette", "numbers", "rates", "experiment", "loss_map", "rules", "playback"}
PURE |= {"table", "header", "cells", "names", "grid", "text_table", "sheet", "sheet_reader", "files"}  # of pages/ui/own
PURE |= {"recipe", "script", "notebook", "tables", "worksheet", "paper", "sketch"}  # of pages/ui/take_home


@each([p for p in modules("pages") if p.stem in PURE or p.stem.endswith("_charts")])
def test_pictures_and_numbers_know_no_streamlit(path):
    """Neither themselves nor through another file: they can be tested and used without it."""
    for file in reached(path):
        assert "streamlit" not in tops(file), f"{name_of(path)} reaches streamlit through {name_of(file)}"


TOUCHES_STATE = {
    *("controls.py", "player.py", "wishes.py", "rate_history.py"),
    *("file_panel.py", "columns_panel.py", "points_panel.py", "log_panel.py"),
}


@each(OURS)
def test_only_controls_and_player_touch_session_state(path):
    touches = any(
        isinstance(node, ast.Attribute) and node.attr in {"session_state", "query_params"}
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
    )
    assert not touches or path.name in TOUCHES_STATE


def test_the_core_loads_nothing_of_the_dashboard():
    program = "import linreg_core, sys; print(*{name.split('.')[0] for name in sys.modules})"
    out = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "numpy" in out.split()
    assert set(out.split()).isdisjoint({"streamlit", "plotly", "pandas", "sklearn", "pages"})


# ---- the house


def test_the_top_level_is_the_users():
    tops = {name.split("/")[0] for name in tracked()}
    assert {name for name in tops if not name.startswith(".")} <= ALLOWED_AT_THE_TOP
    assert {"app.py", "linreg_core", "pages", "tests", "requirements.txt"} <= tops


def readable(*endings):
    return [ROOT / name for name in tracked() if name.endswith(endings) or "." not in Path(name).name]


def test_nothing_refers_to_a_place_outside_of_the_repository():
    """No path that climbs out of the project, and none that begins at the root of somebody's machine."""
    files = readable(".py", ".js", ".css", ".toml", ".md", ".yml", ".txt", ".json")
    climbs = re.compile(r"(?<![\w./])((?:\.\./)+)[\w.-]")
    absolute = re.compile(r"""["'\s(=](/(?:home|root|work|opt|Users|mnt)/\w)""")
    found = []
    for path in files:
        text, depth = path.read_text("utf-8"), len(path.relative_to(ROOT).parts) - 1
        found += [name_of(path) for up in climbs.findall(text) if up.count("../") > depth]
        found += [name_of(path) for _ in absolute.findall(text)]
    assert len(files) > 30 and found == []


@each([p for p in readable(".py", ".js", ".css") if name_of(p).startswith(PRODUCT)])
def test_no_product_file_is_too_long_to_read(path):
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST


LOADS = {
    ".js": r"""(import|fetch|src|href|Worker|WebSocket|XMLHttpRequest)\b[^\n]{0,40}?["'`](https?:)?//""",
    ".css": r"""(url\(|@import)\s*["']?\s*(https?:)?//""",
    ".toml": r"https?://",
}


@pytest.mark.parametrize("ending", LOADS)
def test_nothing_is_loaded_from_another_host(ending):
    """A link to click is fine; a font, script or style from elsewhere would fail in a classroom without internet."""
    files = readable(ending)
    assert files
    for path in files:
        assert not re.search(LOADS[ending], path.read_text("utf-8")), name_of(path)


def test_streamlit_is_pinned_to_the_tested_minor():
    """The player lives on window.Plotly, which Streamlit sets without promising it."""
    pins = (ROOT / "requirements.txt").read_text("utf-8")
    assert re.search(r"^streamlit~=\d+\.\d+\.\d+$", pins, re.MULTILINE)


def test_what_the_app_needs_is_all_that_it_installs():
    """scikit-learn, segno and pandas are imported inside functions only: a page that does not need them does not wait for them.

    pandas itself imports python-calamine, to read spreadsheets.
    """
    used, always = (set().union(*(tops(path, inside) for path in OURS)) for inside in (True, False))
    pins = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    installed = {re.split(r"[<>=~!]", line)[0] for line in pins if line and not line.startswith("#")}
    ours = sys.stdlib_module_names | {"linreg_core", "pages"}
    assert always - ours == {"numpy", "plotly", "streamlit"}
    assert {{"sklearn": "scikit-learn"}.get(name, name) for name in used - ours} | {"python-calamine"} == installed

"""The arrows between the parts, held by reading the code: app -> pages -> pages/ui -> linreg_core -> numpy.

Left out: imports made at run time by name (importlib), which nothing here has a reason for.
"""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ALLOWED_AT_THE_TOP = {"app.py", "linreg_core", "pages", "tests", "requirements.txt", "README.md", "pyproject.toml", "LICENSE"}


def tracked():
    """The files under version control."""
    try:
        listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    return [name for name in listed if (ROOT / name).exists()]


def modules(folder, pattern="*.py"):
    return sorted((ROOT / folder).glob(pattern))


def imported(path, inside=True):
    """The dotted names that a file imports, inside of functions too; `from a import b` is both a and a.b."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree) if inside else tree.body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name} imports relatively, which hides where an arrow goes"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def tops(path, inside=True):
    return {name.split(".")[0] for name in imported(path, inside)}


def name_of(path):
    return str(path.relative_to(ROOT))


def each(paths):
    return pytest.mark.parametrize("path", paths, ids=name_of)


# ---- the arrows


@each(modules("linreg_core"))
def test_the_core_knows_numpy_and_the_standard_library_only(path):
    assert tops(path) <= {"numpy", "linreg_core"} | sys.stdlib_module_names


def test_the_core_loads_nothing_of_the_dashboard():
    program = "import linreg_core, sys; print(*{name.split('.')[0] for name in sys.modules})"
    out = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "numpy" in out.split()
    assert set(out.split()).isdisjoint({"streamlit", "plotly", "pandas", "pages"})


def test_the_app_only_routes():
    assert tops(ROOT / "app.py") <= {"streamlit"}


@each(modules("pages"))
def test_pages_never_import_each_other(path):
    others = {page.stem for page in modules("pages")}
    for name in imported(path):
        parts = name.split(".")
        assert not (parts[0] == "pages" and len(parts) > 1 and parts[1] in others), name
        assert parts[0] not in {"app", "tests"}


@each(modules("pages/ui"))
def test_what_pages_share_never_imports_a_page(path):
    for name in imported(path):
        assert not name.startswith("pages.") or name.startswith("pages.ui"), name
        assert name.split(".")[0] not in {"app", "tests"}


@each([path for path in modules("pages/ui") if path.name in {"charts.py", "palette.py"} or path.stem.endswith("_charts")])
def test_charts_and_palette_know_no_streamlit(path):
    """Neither themselves nor through another module of pages/ui."""
    seen, new = set(), {path}
    while new:
        assert "streamlit" not in set().union(*map(tops, new))
        seen |= new
        names = {name.removeprefix("pages.ui.").split(".")[0] for p in new for name in imported(p) if "pages.ui." in name}
        new = {ROOT / "pages/ui" / f"{name}.py" for name in names} - seen
        new = {p for p in new if p.exists()}


@each([*modules("pages"), *modules("pages/ui"), ROOT / "app.py"])
def test_only_controls_and_player_touch_session_state(path):
    touches = any(
        isinstance(node, ast.Attribute) and node.attr in {"session_state", "query_params"}
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
    )
    assert not touches or path.name in {"controls.py", "player.py"}


# ---- the house


def test_the_top_level_is_the_users():
    tops = {name.split("/")[0] for name in tracked()}
    assert {name for name in tops if not name.startswith(".")} <= ALLOWED_AT_THE_TOP
    assert {"app.py", "linreg_core", "pages", "tests", "requirements.txt"} <= tops


def readable(*endings):
    return [ROOT / name for name in tracked() if name.endswith(endings) or "." not in Path(name).name]


def test_nothing_refers_to_a_place_outside_of_the_repository():
    outside = re.compile(r"\.\./shared|/work/(main|shared)")
    this = Path(__file__)
    files = [p for p in readable(".py", ".js", ".css", ".toml", ".md", ".yml", ".txt", ".json") if p != this]
    assert len(files) > 30
    assert [name_of(p) for p in files if outside.search(p.read_text("utf-8"))] == []


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
    """scikit-learn is optional: a page may ask for it inside a function, and must do without."""
    files = [ROOT / "app.py", *modules("linreg_core"), *modules("pages"), *modules("pages/ui")]
    used, always = (set().union(*(tops(path, inside) for path in files)) for inside in (True, False))
    pins = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    installed = {re.split(r"[<>=~!]", line)[0] for line in pins if line and not line.startswith("#")}
    ours = sys.stdlib_module_names | {"linreg_core", "pages"}
    assert always - ours == installed == {"numpy", "plotly", "streamlit"}
    assert used - ours - installed <= {"sklearn"}

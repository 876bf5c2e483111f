"""The three sample files: they hold what their sources say, known from the least-squares lines that others published."""

import numpy as np
import pytest

from pages.ui.own.files import FILES, FOLDER
from pages.ui.own.names import unit_of
from pages.ui.own.table import points, read


def line(slug, *x):
    """Intercept and slopes of the least-squares line through a sample file."""
    file = FILES[slug]
    chosen = points(read(file.content, file.file), x or file.x, file.y)
    assert chosen.dropped == ()
    return np.linalg.lstsq(np.hstack([np.ones_like(chosen.y), chosen.X]), chosen.y, rcond=None)[0].ravel()


@pytest.mark.parametrize(
    ("slug", "x", "published", "digits"),
    [
        ("cars", (), [-17.5791, 3.9324], 4),
        ("outlier", (), [3.0025, 0.4997], 4),
        ("engines", (), [30.09886, -0.06823], 5),
        ("engines", ("weight (1000 lb)", "power (hp)"), [37.22727, -3.87783, -0.03177], 5),
        ("engines", ("displacement (cu in)",), [29.59985, -0.04122], 5),
    ],
)
def test_the_line_is_the_published_one(slug, x, published, digits):
    np.testing.assert_array_equal(np.round(line(slug, *x), digits), published)


@pytest.mark.parametrize(("slug", "rows"), [("cars", 50), ("outlier", 11), ("engines", 32)])
def test_a_file_has_the_rows_of_its_source_and_no_other_notes_than_what_was_read(slug, rows):
    table = read(FILES[slug].content, FILES[slug].file)
    assert table.rows == rows
    assert [note for note in table.notes if "Separator" not in note] == (
        ["Not numbers: “car” is left out."] if slug == "engines" else []
    )


def test_without_its_outlier_the_third_set_is_a_line():
    chosen = points(read(FILES["outlier"].content, "a"), ["x"], "y")
    rest = chosen.y.ravel() < 12
    slope, intercept = np.polyfit(chosen.X[rest, 0], chosen.y[rest, 0], 1)
    np.testing.assert_allclose(chosen.y[rest, 0], slope * chosen.X[rest, 0] + intercept, atol=0.01)
    assert slope == pytest.approx(0.345, abs=0.001)


def test_every_file_is_registered_in_utf8_with_units_and_a_source():
    assert {file.file for file in FILES.values()} == {path.name for path in FOLDER.iterdir()}
    for file in FILES.values():
        assert file.content.decode("utf-8") and file.source and file.about.endswith(".")
    assert unit_of(FILES["cars"].y) == ("stopping distance", "ft")

"""Links, as people send them: to a server that has just woken up, and with nonsense in them.

tests/pages/test_links.py goes through every parameter; here it is the whole way, through browser and server.
"""

import pytest

BAD = ["inf", "-inf", "nan", "1e400", "abc", "", "-99999999", "9" * 30, "🙂"]
PARAMETERS = "scenario", "n", "seed", "rate", "epochs", "noise", "w", "b", "start_w", "start_b", "residuals", "predict"


def rate_of(lab):
    return lab.slider("Learning rate").get_attribute("aria-valuetext")


@pytest.mark.parametrize("path", ["/train?rate=0.002", "/?rate=0.002"])
def test_a_cold_deep_link_opens_its_experiment_on_the_very_first_visit(path, fresh_server, visit):
    lab = visit(fresh_server.url).open(path)
    assert rate_of(lab) == "0.002"
    lab.page.get_by_text("The rate 0.002 is").wait_for()
    assert lab.page.get_by_role("heading", level=1).inner_text() == "Train a line"
    assert lab.page.title() == "Linear Regression Lab"  # app.py has run, not only the page
    lab.play(4)
    lab.until_epoch("e === 2000")


def test_a_link_carries_the_whole_experiment(lab):
    lab.open("/?scenario=A+simple+line&n=20&seed=7&rate=0.002&epochs=200&noise=0&w=-3&b=5&start_w=1&start_b=2&residuals=sticks")
    assert (lab.epochs, rate_of(lab)) == (200, "0.002")
    points = lab.trace(0, "data")
    assert len(points["x"]) == 20
    assert points["y"] == pytest.approx([5 - 3 * x for x in points["x"]])
    start = lab.trace(0, "fit")
    assert start["y"] == pytest.approx([1 * x + 2 for x in start["x"]])
    assert len(lab.trace(0, "residual")["x"]) == 60


def test_an_endless_number_of_points_gives_the_default(lab):
    """?n=inf crashes Streamlit's number_input, so no bound parameter may be one."""
    lab.open("/?n=inf")
    assert len(lab.trace(0, "data")["x"]) == 50


@pytest.mark.parametrize("first", range(3))
def test_nonsense_in_every_parameter_gives_the_default_page(first, lab):
    """Each parameter has another piece of nonsense each time."""
    lab.open("/?" + "&".join(f"{name}={BAD[(first + i) % len(BAD)]}" for i, name in enumerate(PARAMETERS)))
    assert (lab.epochs, rate_of(lab), len(lab.trace(0, "data")["x"])) == (2000, "0.001", 50)
    assert lab.trace(0, "fit")["y"] == [0, 0]


def test_after_nonsense_the_page_still_plays_and_links(lab):
    lab.open("/?rate=abc&n=inf")
    lab.move("Learning rate", "ArrowRight")
    lab.until("new URLSearchParams(location.search).get('rate') === '0.0011'")
    lab.play(4)
    lab.until_epoch("e === 2000")

"""Links, as people send them: to a server that has just woken up, and with nonsense in them.

tests/pages/test_links.py goes through every parameter; here it is the whole way, through browser and server. Cold links to
the other pages take the same way (pages/ui/page.py), and in tests/pages every visit is a first one.
"""

import pytest

from tests.pages.test_links import PARAMETERS

BAD = ["inf", "-inf", "nan", "1e400", "abc", "", "-99999999", "9" * 30, "🙂"]


def rate_of(lab):
    return lab.slider("Learning rate").get_attribute("aria-valuetext")


def test_a_cold_deep_link_opens_its_experiment_on_the_very_first_visit(fresh_server, visit):
    lab = visit(fresh_server.url).open("/train?rate=0.002")
    assert rate_of(lab) == "0.002"
    lab.run_at("0.002")
    assert lab.page.get_by_role("heading", level=1).inner_text() == "1 Train a line"
    assert lab.page.title() == "1 Train a line · Linear Regression Lab"
    assert lab.page.get_by_role("link", name="1 Train").count()  # app.py has run, not only the page
    lab.play(4)
    lab.until_epoch("e === 2000")


def test_a_cold_deep_link_to_another_page_opens_it_whole(fresh_server, visit):
    lab = visit(fresh_server.url).open("/ridge?ridge_degree=5&ridge_plays=training&ridge_epochs=500")
    assert lab.page.get_by_role("heading", level=1).inner_text() == "7 Ridge"
    assert lab.page.title() == "7 Ridge · Linear Regression Lab"
    assert lab.epochs == 500
    assert lab.train.inner_text().strip() == "Train"
    lab.play(4)
    lab.until_epoch("e === 500")


def test_a_link_carries_the_whole_experiment(lab):
    lab.open(
        "/?scenario=A+simple+line&n=20&seed=7&rate=0.002&epochs=200&noise=0&w=-3&b=5&start_w=1&start_b=2&residuals=sticks"
    )
    assert (lab.epochs, rate_of(lab)) == (200, "0.002")
    points = lab.trace(0, "data")
    assert len(points["x"]) == 20
    assert points["y"] == pytest.approx([5 - 3 * x for x in points["x"]])
    start = lab.trace(0, "fit")
    assert start["y"] == pytest.approx([1 * x + 2 for x in start["x"]])
    assert len(lab.trace(0, "residual")["x"]) == 60


def test_a_copied_link_reopens_a_run_whose_rate_was_moved(visit):
    lab = visit(permissions=["clipboard-read", "clipboard-write"]).open("/?epochs=500")
    assert "rates" not in lab.page.url
    lab.scrub_to(200)
    lab.move("Learning rate", *["ArrowRight"] * 3)
    lab.until("lab.charts()[1].layout.annotations?.some(a => a.text === 'rate 0.0015')")
    lab.quiet()
    lab.button("copy").click()
    lab.page.get_by_text("Link copied").wait_for(state="attached")
    link = lab.page.evaluate("navigator.clipboard.readText()")
    other = visit().open(link.removeprefix(lab.url))
    assert other.marks() == lab.marks() == [(200, 0.0015)]
    assert (other.state, other.epoch) == ("Train", 0)
    for each in (lab, other):
        each.scrub_to(500)
    assert other.trace(1, "loss") == lab.trace(1, "loss")
    other.page.get_by_role("button", name="Reset", exact=True).click()
    other.until("!location.search.includes('rate')")
    assert other.quiet().marks() == []


def test_nonsense_in_every_parameter_gives_the_default_page_which_still_plays_and_links(lab):
    """n is inf, which would crash Streamlit's number_input; tests/pages/test_links.py tries each piece everywhere."""
    link = "/?" + "&".join(f"{name}={BAD[(8 + i) % len(BAD)]}" for i, name in enumerate(PARAMETERS))
    assert "n=inf" in link
    lab.open(link)
    assert (lab.epochs, rate_of(lab), len(lab.trace(0, "data")["x"])) == (500, "0.01", 50)
    assert lab.trace(0, "fit")["y"] == [0, 0]
    lab.move("Learning rate", "ArrowRight")
    lab.until("new URLSearchParams(location.search).get('rate') === '0.011'")
    lab.play(4)
    lab.until_epoch("e === 500")

"""The player of the Train page in a real browser, as a learner meets it.

Left out: how many updates a second it reaches (a figure of the machine, measured by hand), and the numbers themselves
(tests/pages holds them against the core).
"""

import re

import numpy as np
import pytest

import linreg_core as core
from pages.ui.scenarios import SCENARIOS

EVERY_EPOCH = "/?epochs=1000"  # a run this long is sent whole, so each epoch can be shown
SLOW, FAST = -4, 4  # a run lasts 160 s, or 0.6 s


def tutorial():
    d = SCENARIOS["tutorial"]
    return d.sample(d.n_samples, d.true_w, d.true_b, d.noise_scale, 42)


def final_loss(epochs, *rates):
    """The core's loss at the end of the tutorial's run with these rates, each from its epoch: (epoch, rate), …"""
    X, y = tutorial()
    start = np.zeros((1, 1)), np.zeros((1, 1))
    for (begins, rate), ends in zip(rates, [epoch for epoch, _ in rates[1:]] + [epochs], strict=True):
        run = core.train(X, y, core.TrainingConfig(rate, ends - begins), start=start)
        start = run.final.w, run.final.b
    return run.losses[-1]


# ---- the transport


def test_before_train_the_line_stands_at_its_start(lab):
    lab.open("/?start_w=100&start_b=10000")
    assert (lab.state, lab.epoch, lab.epochs) == ("Train", 0, 2000)
    line = lab.trace(0, "fit")
    assert np.polyval([100, 10_000], line["x"]) == pytest.approx(line["y"])
    assert len(lab.trace(1, "loss")["x"]) == 1


def test_train_moves_the_drawn_line_and_the_curve_pause_holds_them_and_reset_goes_back(lab):
    lab.open("/")
    assert len(lab.trace(0, "data")["x"]) == SCENARIOS["tutorial"].defaults["n"]
    fit, loss = lab.path(0, "fit"), lab.path(1, "loss")
    lab.watch()
    lab.play()
    assert lab.state == "Pause"
    lab.until("was => lab.path(0, 'fit') !== was", fit)
    lab.until("was => lab.path(1, 'loss') !== was", loss)
    lab.until_epoch("e > 600")
    seen = lab.seen
    assert seen["moved"] > 5
    assert (seen["blank"], seen["remounts"], seen["back"]) == (0, 0, 0)
    lab.play()
    assert lab.state == "Train"
    held, path = lab.epoch, lab.path(0, "fit")
    lab.watch()
    lab.until("lab.seen.frames > 20")
    assert (lab.epoch, lab.path(0, "fit"), lab.seen["moved"]) == (held, path, 0)
    lab.play()
    lab.button("reset").click()
    assert (lab.state, lab.epoch) == ("Train", 0)
    assert lab.trace(0, "fit")["y"] == [0, 0]


def test_a_run_plays_without_the_server_which_is_told_once_of_its_end_and_train_plays_it_again(lab):
    lab.open("/")
    assert lab.sent, "the websocket is not watched"
    sent, requests = len(lab.sent), len(lab.requests)
    lab.play(0)
    lab.until_epoch("e > 100")
    assert (len(lab.sent), len(lab.requests)) == (sent, requests)
    lab.speed(FAST)
    lab.until_epoch("e === 2000")
    lab.until_state("Train")
    lab.page.get_by_text("Your runs: 1").wait_for()  # its end was told
    assert len(lab.sent) == sent + 1
    assert lab.trace(1, "loss")["y"][-1] == pytest.approx(final_loss(2000, (0, 0.001)), rel=1e-5)
    lab.play(FAST)
    lab.until_epoch("e < 2000")
    lab.until_state("Train")
    assert len(lab.sent) == sent + 1
    lab.play(SLOW)
    assert lab.state == "Pause"
    assert lab.epoch < 1000


def test_scrubbing_shows_that_epoch_and_pauses(lab):
    lab.open(EVERY_EPOCH)
    lab.play(SLOW)
    lab.scrub_to(640)
    assert (lab.state, lab.epoch) == ("Train", 640)
    loss = lab.trace(1, "loss")
    lab.until("lab.trace(1, 'loss').x.length === 641")
    assert lab.trace(1, "now")["x"] == [640]
    assert loss["x"] == list(range(641))


def test_the_step_buttons_go_one_epoch_back_and_forth_and_stop_at_both_ends(lab):
    lab.open(EVERY_EPOCH)
    back, forward = lab.button("back"), lab.button("forward")
    back.click()
    assert lab.epoch == 0
    lab.scrub_to(300)
    forward.click()
    assert lab.epoch == 301
    back.click()
    back.click()
    assert lab.epoch == 299
    lab.scrub_to(1000)
    forward.click()
    assert lab.epoch == 1000


def test_keys_step_and_play_but_on_a_button_or_slider_they_do_only_what_that_does(lab):
    lab.open(EVERY_EPOCH)
    lab.page.get_by_role("heading", level=1).click()  # no control has the focus
    press = lab.page.keyboard.press
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft"):
        press(key)
    assert lab.epoch == 2
    lab.speed(SLOW)
    lab.page.get_by_role("heading", level=1).click()
    press("Space")
    assert lab.state == "Pause"
    press("Space")
    assert lab.state == "Train"
    lab.button("reset").click()
    lab.button("back").focus()
    press("Tab")
    press("Space")  # a button reached by a key does what it says
    assert (lab.state, lab.epoch) == ("Train", 1)
    lab.scrub_to(100)
    first = lab.trace(0, "data")["x"][0]
    lab.move("Seed", "ArrowRight")
    lab.until("was => lab.trace(0, 'data').x[0] !== was", first)
    assert lab.epoch == 0  # a new run: had the key stepped too, it would be 1


def test_space_plays_after_any_click_and_presses_nothing_a_second_time(lab):
    lab.open(EVERY_EPOCH)
    lab.speed(SLOW)
    prediction = lab.page.get_by_role("radio", name="close", exact=True)
    scenarios = lab.page.get_by_role("combobox", name="Scenario")

    def space_plays_and_pauses():
        lab.quiet()
        for state in ("Pause", "Train"):
            lab.page.keyboard.press("Space")
            assert lab.state == state

    scenarios.click()
    lab.page.get_by_role("option", name="Tutorial: house prices").click()
    space_plays_and_pauses()
    assert scenarios.get_attribute("aria-expanded") == "false"
    prediction.click()
    space_plays_and_pauses()
    assert prediction.get_attribute("aria-checked") == "true"
    prediction.click()  # chosen, it can be changed but not undone
    lab.quiet()
    assert prediction.get_attribute("aria-checked") == "true"
    lab.page.get_by_role("radio", name="sticks").click()
    space_plays_and_pauses()
    lab.page.get_by_text("Why a log axis?").click()
    space_plays_and_pauses()
    lab.slider("Points").click(force=True)  # in its middle
    lab.until("new URLSearchParams(location.search).has('n')")
    space_plays_and_pauses()
    lab.page.get_by_test_id("stSidebar").get_by_text("Predict first").click()  # its fold is open: the points are in it
    prediction.wait_for(state="detached")
    space_plays_and_pauses()
    lab.page.get_by_role("button", name="New sample").click()
    lab.until("new URLSearchParams(location.search).get('seed') === '43'")
    space_plays_and_pauses()
    assert "seed=43" in lab.page.url
    lab.page.keyboard.press("ArrowRight")
    assert lab.epoch >= 1


def test_an_arrow_is_one_epoch_in_a_run_of_twenty_thousand(lab):
    lab.open("/?epochs=20000")
    zoomed = zoom(lab)
    lab.scrub_to(12_345)
    lab.move("Learning rate", "ArrowLeft")
    lab.until("lab.charts()[1].layout.annotations?.some(a => a.text.startsWith('rate'))")
    stands, marks = lab.epoch, lab.marks()
    lab.page.get_by_role("heading", level=1).click()
    for _ in range(3):
        lab.page.keyboard.press("ArrowRight")
    lab.until_epoch(f"e === {stands + 3}")
    lab.page.keyboard.press("ArrowLeft")
    lab.until_epoch(f"e === {stands + 2}")
    assert lab.player.locator(".lrl-epoch").inner_text() == f"Epoch {stands + 2:,} of 20,000"
    assert lab.trace(1, "now")["x"] == [stands + 2]
    assert (lab.state, lab.marks(), ranges(lab)) == ("Train", marks, zoomed)
    lab.button("reset").click()
    for _ in range(2):
        lab.button("forward").click()
    assert lab.epoch == 2


def test_reset_puts_the_settings_back_and_does_not_play(lab):
    """At the end of a run of which only the rate had been moved: a rate moved there would play."""
    lab.open("/")
    lab.move("Learning rate", "ArrowRight")
    lab.run_at("0.0011")
    lab.scrub_to(2000)
    lab.page.get_by_role("button", name="Reset", exact=True).click()
    lab.until("!new URLSearchParams(location.search).has('rate')")
    lab.run_at("0.001")
    lab.until_epoch("e === 0")
    lab.watch()
    lab.until("lab.seen.frames > 10")
    assert (lab.state, lab.epoch, lab.epochs, lab.seen["moved"]) == ("Train", 0, 2000, 0)


def test_the_speed_slider_says_and_keeps_its_pace(visit):
    lab = visit(alone=True).open("/")  # in a context of its own: all pages of a context share its clock
    lab.page.clock.install()
    pace = lab.page.locator(".lrl-rate")
    assert pace.inner_text() == "200 epochs/s"  # 2,000 epochs in 10 s
    lab.speed(1)
    assert pace.inner_text() == "400 epochs/s"
    lab.play()
    lab.page.clock.run_for(1000)
    assert 400 <= lab.epoch < 2000


# ---- settings changed while it plays


def test_residuals_shown_mid_run_neither_stop_it_nor_mount_it_anew(lab):
    lab.open("/")
    lab.scrub_to(600)
    lab.play(SLOW)
    lab.watch()
    lab.page.get_by_role("radio", name="sticks").click()
    lab.until("lab.charts()[0].data.some(t => t.name === 'residual' && t.x?.length === 150)")
    epoch = lab.epoch
    lab.until_epoch(f"e > {epoch}")
    seen = lab.seen
    assert lab.state == "Pause"
    assert (seen["back"], seen["blank"], seen["remounts"]) == (0, 0, 0)


def test_a_rate_moved_mid_run_goes_on_from_there_and_is_marked(lab):
    lab.open(EVERY_EPOCH)
    lab.scrub_to(400)
    lab.play(SLOW)
    lab.watch()
    before = lab.trace(1, "loss")["y"][:400]
    lab.move("Learning rate", *["ArrowRight"] * 6)
    lab.until("lab.charts()[1].layout.annotations?.some(a => a.text === 'rate 0.003')")
    lab.until_epoch(f"e > {lab.epoch}")
    seen = lab.seen
    assert lab.state == "Pause"
    assert (seen["back"], seen["blank"], seen["remounts"]) == (0, 0, 0)
    assert lab.trace(1, "loss")["y"][:400] == before
    changes = lab.marks()
    assert len(changes) == 1 and 400 <= changes[0][0] < 500
    lab.scrub_to(1000)
    assert lab.trace(1, "loss")["y"][-1] == pytest.approx(final_loss(1000, (0, 0.001), *changes), rel=1e-5)


def test_a_rate_moved_at_the_start_is_simply_the_runs_rate_and_at_the_end_it_starts_a_new_run(lab):
    lab.open(EVERY_EPOCH)
    lab.mark()
    lab.move("Learning rate", "ArrowRight")
    lab.run_at("0.0011")
    assert lab.state == "Train" and lab.epoch == 0 and lab.marks() == []
    lab.scrub_to(1000)
    assert lab.trace(1, "loss")["y"][-1] == pytest.approx(final_loss(1000, (0, 0.0011)), rel=1e-5)
    lab.speed(SLOW)
    lab.move("Learning rate", "ArrowRight")
    lab.until_state("Pause")
    assert lab.epoch < 500
    assert lab.marks() == [] and lab.unmoved
    lab.scrub_to(1000)
    assert lab.trace(1, "loss")["y"][-1] == pytest.approx(final_loss(1000, (0, 0.0012)), rel=1e-5)


def test_an_arrow_key_held_on_the_rate_keeps_playing_and_ends_consistent(lab):
    lab.open(EVERY_EPOCH)
    lab.scrub_to(100)
    lab.play(SLOW)
    lab.watch()
    thumb = lab.slider("Learning rate")
    thumb.focus()
    for _ in range(9):  # a held key repeats its keydown
        lab.page.keyboard.down("ArrowRight")
    lab.page.keyboard.up("ArrowRight")
    rate = float(thumb.get_attribute("aria-valuetext"))
    assert rate == 0.006
    lab.until("rate => new URLSearchParams(location.search).get('rate') === rate", f"{rate:g}")
    lab.until("rate => lab.charts()[1].layout.annotations?.some(a => a.text === `rate ${rate}`)", f"{rate:g}")
    lab.quiet()
    lab.until_epoch(f"e > {lab.epoch}")
    assert lab.state == "Pause" and lab.seen["back"] == 0
    changes = lab.marks()
    assert changes[-1][1] == rate and all(epoch >= 100 for epoch, _ in changes)
    lab.scrub_to(1000)
    assert lab.trace(1, "loss")["y"][-1] == pytest.approx(final_loss(1000, (0, 0.001), *changes), rel=1e-4)


def test_a_data_slider_moves_the_points_in_place_and_begins_anew(lab):
    lab.open("/")
    lab.play()
    lab.until_epoch("e > 100")
    lab.watch()
    points = lab.trace(0, "data")["y"]
    lab.move("Noise", "ArrowRight", "ArrowRight")
    lab.until("was => lab.trace(0, 'data').y[0] !== was", points[0])
    lab.quiet()
    assert (lab.state, lab.epoch) == ("Train", 0)
    assert (lab.seen["blank"], lab.seen["remounts"]) == (0, 0)


def test_a_data_slider_held_down_ends_at_the_data_it_shows(lab):
    lab.open("/")
    thumb = lab.slider("True w")
    thumb.focus()
    for _ in range(20):
        lab.page.keyboard.down("ArrowRight")
    lab.page.keyboard.up("ArrowRight")
    lab.until("new URLSearchParams(location.search).get('w') === '450'")
    X, _ = tutorial()
    d = SCENARIOS["tutorial"]
    y = d.sample(d.n_samples, 450, d.true_b, d.noise_scale, 42)[1]
    lab.until("last => Math.abs(lab.trace(0, 'data').y.at(-1) - last) < 1e-6 * Math.abs(last)", float(y[-1, 0]))
    assert (lab.state, lab.epoch) == ("Train", 0)


def zoom(lab):
    """Drag a box on the data chart. -> the ranges of its axes"""
    box = lab.page.locator(".lrl-plot").first.locator(".nsewdrag").first.bounding_box()
    at = lambda share: (box["x"] + share * box["width"], box["y"] + share * box["height"])  # noqa: E731
    before = ranges(lab)
    lab.page.mouse.move(*at(0.3))
    lab.page.mouse.down()
    lab.page.mouse.move(*at(0.7), steps=5)
    lab.page.mouse.up()
    lab.until("was => lab.charts()[0]._fullLayout.xaxis.range[0] !== was", before[0][0])
    return ranges(lab)


def ranges(lab):
    return lab.page.evaluate(
        "() => { const {xaxis, yaxis} = lab.charts()[0]._fullLayout; return [xaxis.range, yaxis.range]; }"
    )


def test_a_double_click_leaves_the_zoom_for_the_range_of_the_data_of_now(lab):
    lab.open("/")
    first = ranges(lab)
    lab.move("Noise", "Home")  # no noise: the points lie on a line
    lab.until("was => lab.charts()[0]._fullLayout.yaxis.range[1] !== was", first[1][1])
    own = ranges(lab)
    zoom(lab)
    lab.page.locator(".lrl-plot").first.locator(".nsewdrag").first.dblclick()
    lab.until("own => lab.charts()[0]._fullLayout.yaxis.range[1] === own", own[1][1])
    assert ranges(lab) == own


def test_the_users_zoom_survives_playing_and_every_change_but_the_scenario(lab):
    lab.open(EVERY_EPOCH)
    zoomed = zoom(lab)
    lab.play(FAST)
    lab.until_state("Train")
    assert ranges(lab) == zoomed
    lab.scrub_to(500)
    lab.move("Learning rate", "ArrowRight")
    lab.until("lab.charts()[1].layout.annotations?.some(a => a.text === 'rate 0.0011')")
    assert ranges(lab) == zoomed
    lab.page.get_by_role("radio", name="sticks").click()
    lab.until("lab.charts()[0].data.some(t => t.name === 'residual' && t.x?.length === 150)")
    assert ranges(lab) == zoomed
    first = lab.trace(0, "data")["y"][0]
    lab.move("Noise", "ArrowRight")
    lab.until("was => lab.trace(0, 'data').y[0] !== was", first)
    assert ranges(lab) == zoomed
    scenarios = lab.quiet().page.get_by_role("combobox", name="Scenario")
    scenarios.scroll_into_view_if_needed()  # a sidebar that scrolls under an open list closes it
    lab.watch()
    lab.until("lab.seen.frames > 5")
    scenarios.click()
    lab.page.get_by_role("option", name="A simple line").click()
    lab.until("lab.trace(0, 'data').y.length === 100")
    assert ranges(lab) != zoomed


def test_a_theme_switched_mid_run_recolours_the_charts_and_keeps_playing(lab):
    lab.open("/")
    lab.play(-2)
    lab.watch()
    text = lab.page.evaluate("lab.charts()[0]._fullLayout.font.color")
    lab.page.emulate_media(color_scheme="dark")
    lab.until("was => lab.charts().every(div => div._fullLayout.font.color !== was)", text)
    lab.until_epoch(f"e > {lab.epoch}")
    seen = lab.seen
    assert lab.state == "Pause"
    assert (seen["back"], seen["blank"], seen["remounts"]) == (0, 0, 0)


# ---- around the player


def test_the_first_screen_shows_it_all_and_present_fills_the_screen_and_goes_back(lab):
    lab.open("/")
    question = lab.page.get_by_test_id("stMain").get_by_text("Predict first:")
    parts = [lab.page.get_by_role("heading", level=1), lab.train, question]
    parts += lab.page.locator(".lrl-plot").all()
    for part in parts:
        box = part.bounding_box()
        assert box["y"] >= 0 and box["y"] + box["height"] <= 900
    lab.button("present").click()
    player = lab.page.locator(".lrl-player.lrl-presenting")
    player.wait_for()
    lab.until("innerWidth - document.querySelector('.lrl-player').getBoundingClientRect().width < 20")
    lab.until("document.querySelector('.lrl-player').getBoundingClientRect().height >= innerHeight - 20")
    lab.button("present").click()
    player.wait_for(state="detached")
    assert lab.state == "Train"


def test_a_copied_link_reopens_the_same_experiment(visit):
    lab = visit(permissions=["clipboard-read", "clipboard-write"]).open("/?scenario=A+simple+line")
    lab.move("Learning rate", "ArrowLeft")
    lab.move("Points", "ArrowRight", "ArrowRight")
    lab.until("lab.trace(0, 'data').x.length === 102")
    lab.button("copy").click()
    lab.page.get_by_text("Link copied").wait_for(state="attached")
    link = lab.page.evaluate("navigator.clipboard.readText()")
    other = visit().open(link.removeprefix(lab.url))
    assert other.slider("Learning rate").get_attribute("aria-valuetext") == "0.008"
    assert other.trace(0, "data") == lab.trace(0, "data")


def test_leaving_for_another_site_and_coming_back_finds_the_same_experiment(lab):
    lab.open("/")
    lab.move("Learning rate", "ArrowRight")
    lab.play(-1)
    lab.until_epoch("e > 20")
    lab.page.goto("about:blank")
    lab.page.go_back()
    lab.ready()
    assert lab.slider("Learning rate").get_attribute("aria-valuetext") == "0.0011"
    lab.play(FAST)
    lab.until_epoch("e === 2000")


def test_leaving_for_another_page_and_coming_back_finds_the_run_where_it_stood(lab):
    lab.open(EVERY_EPOCH)
    lab.move("Learning rate", "ArrowRight")
    lab.run_at("0.0011")
    lab.scrub_to(640)
    lab.page.get_by_role("button", name="Understand").click()
    lab.page.locator('a[href$="/one_step"]').click()
    lab.page.get_by_role("heading", name="2 One step by hand").wait_for()
    lab.page.get_by_role("link", name="1 Train").first.click()
    lab.page.get_by_role("heading", name="1 Train a line").wait_for()
    lab.ready()
    assert (lab.state, lab.epoch, lab.epochs) == ("Train", 640, 1000)
    assert lab.slider("Learning rate").get_attribute("aria-valuetext") == "0.0011"
    lab.button("forward").click()
    assert lab.epoch == 641


def test_a_diverging_run_says_on_the_chart_that_its_line_has_left(lab):
    lab.open("/?rate=0.02")
    notice = lab.page.locator(".lrl-notice").first
    assert not notice.is_visible()
    lab.play(FAST)
    lab.until_state("Train")
    assert re.fullmatch(r"Since epoch \d+ the line leaves the chart: every step overshoots\.", notice.inner_text())


def test_residual_squares_are_square_on_the_screen(lab):
    lab.open("/?n=20&residuals=squares")
    lab.scrub_to(600)
    lab.until("lab.trace(0, 'residual').x.length === 120")
    xaxis, yaxis = lab.page.evaluate(
        "['xaxis', 'yaxis'].map(a => lab.charts()[0]._fullLayout[a]).map(a => a._length / (a.range[1] - a.range[0]))"
    )
    corners = lab.trace(0, "residual")
    x, y = (np.array([c[i : i + 5] for i in range(0, 120, 6)], float) for c in (corners["x"], corners["y"]))
    np.testing.assert_allclose(np.ptp(x, axis=1) * xaxis, np.ptp(y, axis=1) * yaxis, rtol=1e-6)
    assert np.ptp(y, axis=1).min() > 0


# ---- what Streamlit does for us without promising it


def test_streamlits_chart_chunk_sets_window_plotly_and_no_request_leaves_for_another_host(lab):
    """Undocumented, and the player lives on it: the reason why requirements.txt pins Streamlit's minor version.

    And so the lab works in a classroom without internet.
    """
    lab.open("/")
    assert re.match(r"\d+\.\d+", lab.page.evaluate("window.Plotly.version"))
    assert lab.page.evaluate("typeof Plotly.react === 'function' && typeof Plotly.animate === 'function'")
    lab.play(FAST)
    lab.page.get_by_text("The code, to read").click()
    lab.page.get_by_text("def forward_pass").first.wait_for()
    assert len(lab.requests) > 20
    own = lab.url.split("//")[1]
    elsewhere = [u for u in lab.requests if u.split(":")[0] in {"http", "https", "ws", "wss"} and own not in u]
    assert elsewhere == []


# ---- on a phone


def test_on_a_phone_the_charts_stack_and_nothing_is_too_wide(visit):
    lab = visit(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True).open("/")
    first, second = (chart.bounding_box() for chart in lab.page.locator(".lrl-plot").all())
    assert second["y"] >= first["y"] + first["height"]
    assert lab.train.bounding_box()["y"] < 844
    assert lab.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    lab.menu()
    controls = lab.page.locator(".lrl-bar button, .lrl-bar input").all()
    controls = [control for control in controls if control.is_visible()]
    assert all(c.bounding_box()["x"] >= 0 for c in controls)
    assert all(c.bounding_box()["x"] + c.bounding_box()["width"] <= 390 for c in controls)

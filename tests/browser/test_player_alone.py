"""The player's module without Streamlit: on an empty page, with Plotly and a message of the test's own.

So a test decides how slow a frame is, what the server answers, and what strangers write into a label.
"""

import numpy as np
import plotly.graph_objects as go
import pytest
from plotly.offline import get_plotlyjs

from pages.ui import playback
from pages.ui.palette import RACE
from pages.ui.player.player import HERE, MODULE
from pages.ui.rates import RateHistory

OPEN = """async source => {
  const home = document.body.appendChild(document.createElement("div"));
  const player = (await import(URL.createObjectURL(new Blob([source], {type: "text/javascript"})))).default;
  window.told = [];
  const bytes = (message, extras) => new TextEncoder().encode(JSON.stringify(extras) + "\\n" + message);
  window.receive = (message, extras) => player({data: bytes(message, extras), parentElement: home,
    setTriggerValue: (name, value) => told.push({name, value})});
}"""
# Every frame 50 ms after the last one: too slow for all charts at once. Set before the module asks for its first frame.
SLOW_FRAMES = "() => { window.requestAnimationFrame = draw => setTimeout(() => draw(performance.now()), 50); }"
EPOCHS = 1000


@pytest.fixture
def stage(new_page):
    """A function: a page with the player on it, told this message."""

    def open_one(message, script=None):
        page = new_page()
        page.set_content(f"<!doctype html><style>{(HERE / 'player.css').read_text('utf-8')}</style>")
        page.add_script_tag(content=get_plotlyjs())
        if script:
            page.evaluate(script)
        page.evaluate(OPEN, MODULE)
        return tell(page, message)

    return open_one


def tell(page, message, **extras):
    page.evaluate("([message, extras]) => receive(message, extras)", [message.decode(), {"resets": 0} | extras])
    page.wait_for_function("lab.ready()")
    return page


def message(run="run", rates=((0, 0.1),), height=None, charts=1, every=1, near=None, **more):
    """A run of 1,000 epochs: y is the epoch, or `height` of it, on each of the charts c0, c1, …

    every: only each k-th epoch is sent, and those around `near`.
    """
    steps = np.union1d(np.arange(0, EPOCHS + 1, every), playback.around(near))
    figure = go.Figure(
        [go.Scatter(name="now", x=[0], y=[0])], {"xaxis": {"range": [-1, 1]}, "yaxis": {"range": [0, EPOCHS]}}
    )
    names = [f"c{i}" for i in range(charts)]
    given = {"readouts": [], "note": "", "seconds": 1.0} | more
    return playback.pack(
        run=run,
        view="view",
        epochs=EPOCHS,
        steps=steps,
        series={"y": steps.astype(float), "height": (height or np.asarray)(steps).astype(float)},
        figures={name: playback.picture(figure, name) for name in names},
        tracks=[playback.at(name, "now", [0], ["height" if name == names[-1] else "y"]) for name in names],
        history=RateHistory(rates),
        **given,
    )


def shown(page, chart):
    return page.evaluate("chart => lab.trace(chart, 'now').y[0]", chart)


def press(page, name="train"):
    page.locator(f".lrl-{name}").click()


def state(page):
    return page.locator(".lrl-train").get_attribute("data-state")


# ---- charts that take turns


def test_a_chart_passed_over_in_its_turn_shows_its_last_picture_though_it_moves_no_more(stage):
    """The last of five charts arrives in an instant, while the frames are so slow that only two charts are drawn in each."""
    page = stage(message(charts=5, height=lambda epoch: np.minimum(epoch, 90)), SLOW_FRAMES)
    drawn = "window.drawn = {}; const animate = Plotly.animate; Plotly.animate = (div, ...how) => {"
    drawn += " const frame = lab.charts().indexOf(div); drawn[frame] = (drawn[frame] ?? 0) + 1; return animate(div, ...how); }"
    page.evaluate(f"() => {{ {drawn} }}")
    page.locator(".lrl-speed").fill("-1")
    press(page)
    page.wait_for_function("lab.epoch() > 200")
    page.wait_for_function("lab.trace(4, 'now').y[0] === 90")  # while it plays, not only at its end
    assert state(page) == "Pause"
    page.wait_for_function("drawn[0] > 12")
    drawn = page.evaluate("drawn")
    assert drawn["0"] > 1.5 * max(drawn[str(i)] for i in (1, 2, 3))  # they do take turns
    press(page)
    epoch = page.evaluate("lab.epoch()")
    for chart in range(4):
        page.wait_for_function("([chart, epoch]) => lab.trace(chart, 'now').y[0] === epoch", arg=[chart, epoch])
    assert shown(page, 4) == 90


# ---- what strangers write


def test_whatever_is_told_is_shown_as_it_is_written_and_never_read_as_markup(stage):
    nasty = "a < b & c <img src=x onerror='window.__hacked = 1'> <b>bold</b> &amp;"
    told = playback.readout(nasty, f"{{y}} {nasty}", nasty, wide=True, look=RACE[1], y=playback.number("y", 0))
    plain = playback.readout(nasty, "{w}", w=playback.words((0, nasty)))
    page = stage(
        message(
            readouts=[told, plain],
            note=nasty,
            ending=nasty,
            notices=[{"chart": "c0", "from": 0, "text": nasty}],
            clock={"name": nasty, "units": nasty, "button": nasty},
        )
    )
    page.locator(".lrl-scrub").fill(str(EPOCHS))
    box, other = page.locator(".lrl-readouts > div").all()
    labels = [part.locator("dt").text_content().strip() for part in (box, other)]
    assert labels == [nasty, nasty]
    assert [part.text_content() for part in box.locator("dd").all()] == [f"1,000 {nasty}", nasty]
    assert other.locator("dd").text_content() == nasty
    for name in ("notice", "note", "ending", "train"):
        assert page.locator(f".lrl-{name}").text_content() == nasty
    assert nasty in page.locator(".lrl-epoch").text_content() and nasty in page.locator(".lrl-rate").text_content()
    assert page.locator(".lrl-player img").count() == 0
    assert page.evaluate("window.__hacked") is None


def test_a_look_is_a_piece_of_its_line_before_a_bold_label_and_colours_a_wide_value(stage):
    number = {"y": playback.number("y", 0)}
    told = [playback.readout(look.name, "{y}", wide=i == 0, look=look, **number) for i, look in enumerate(RACE)]
    page = stage(message(readouts=[*told, playback.readout("plain", "{y}", **number)]))
    lines = page.locator(".lrl-readouts dt svg line")
    assert [line.get_attribute("stroke") for line in lines.all()] == [look.color for look in RACE]
    dashes = [line.get_attribute("stroke-dasharray") for line in lines.all()]
    assert dashes == ["", "8 5", "8 4 2 4", "13 5", "3 4", "13 4 2 4"]
    assert page.locator("dt svg + b").all_inner_texts() == [look.name for look in RACE]
    assert lines.first.evaluate("line => line.getBoundingClientRect().width") == 34
    colors = page.locator(".lrl-readouts dd > span").evaluate_all("all => all.map(dd => getComputedStyle(dd).color)")
    assert colors[0] == "rgb(214, 51, 108)" and len(set(colors[1:])) == 1 and colors[1] != colors[0]


# ---- a server that does not answer


def moved_at_400(page):
    """Play from epoch 400, and move the rate."""
    page.locator(".lrl-speed").fill("-4")
    page.locator(".lrl-scrub").fill("400")
    press(page)
    tell(page, message(rates=((0, 0.2),)))
    (asked,) = page.evaluate("told")
    return asked


def test_a_rate_that_the_server_does_not_answer_stops_the_run_and_says_so_until_the_late_answer_comes(stage):
    page = stage(message())
    asked = moved_at_400(page)
    (_, first), (epoch, rate) = asked["value"]["history"]
    assert (asked["name"], asked["value"]["run"], first, rate) == ("history", "run", 0.1, 0.2)
    assert state(page) == "Pause"
    waits = page.evaluate("lab.epoch()")
    said = page.locator(".lrl-unanswered")
    said.wait_for()
    assert state(page) == "Train" and page.evaluate("lab.epoch()") == waits == epoch  # time stood still
    assert said.inner_text().startswith(
        "The server did not answer, so this run is still the one of before. Press Train"
    )
    assert page.locator(".lrl-player [role=status]").text_content() == said.inner_text()
    tell(page, message(rates=((0, 0.1), (epoch, 0.2)), height=lambda e: np.where(e > epoch, 7, e)))
    said.wait_for(state="hidden")
    assert (state(page), page.evaluate("lab.epoch()")) == ("Train", epoch)
    assert page.locator(".lrl-player [role=status]").text_content() == ""
    page.locator(".lrl-scrub").fill("900")
    page.wait_for_function("lab.trace(0, 'now').y[0] === 7")


def test_after_no_answer_train_goes_on_with_the_old_rate_and_a_moved_rate_asks_again(stage):
    page = stage(message())
    moved_at_400(page)
    said = page.locator(".lrl-unanswered")
    said.wait_for()
    press(page)
    assert state(page) == "Pause" and not said.is_visible()
    page.wait_for_function("lab.epoch() > 402")
    tell(page, message(rates=((0, 0.3),)))
    first, again = page.evaluate("told.map(t => t.value.history)")
    assert [rate for _, rate in again] == [0.1, 0.3] and again[1][0] > first[1][0]
    tell(page, message(rates=again))
    page.wait_for_function("was => lab.epoch() > was", arg=again[1][0] + 1)  # the answer came: it plays on
    assert state(page) == "Pause" and not said.is_visible()


def test_a_rate_moved_while_it_stands_asks_and_stays_where_it_is(stage):
    page = stage(message())
    page.locator(".lrl-scrub").fill("400")
    tell(page, message(rates=((0, 0.2),)))
    ((_, first), (epoch, rate)) = page.evaluate("told[0].value.history")
    assert (first, epoch, rate, state(page)) == (0.1, 400, 0.2, "Train")
    tell(page, message(rates=((0, 0.1), (400, 0.2))))
    assert (state(page), page.evaluate("lab.epoch()")) == ("Train", 400)
    press(page)
    page.wait_for_function("lab.epoch() > 410")
    assert not page.locator(".lrl-unanswered").is_visible()


# ---- steps to epochs that were not sent


def stepped_from_500(stage):
    """A run of which every hundredth epoch is sent stands at 500, and three steps are asked for at once."""
    page = stage(message(every=100))
    page.locator(".lrl-scrub").fill("500")
    for _ in range(3):
        page.locator('[data-do="forward"]').click()
    return page


def test_quick_steps_add_up_until_the_epochs_come_and_nothing_plays(stage):
    page = stepped_from_500(stage)
    assert page.evaluate("told") == [{"name": "near", "value": {"run": "run", "epoch": 501}}]  # asked once
    assert (state(page), page.evaluate("lab.epoch()")) == ("Train", 500)
    tell(page, message(every=100, note="another answer"))  # of a script that had begun before
    assert page.evaluate("told")[1]["value"]["epoch"] == 503
    tell(page, message(every=100, near=501))
    assert (state(page), page.evaluate("lab.epoch()"), shown(page, 0)) == ("Train", 503, 503)
    page.locator('[data-do="back"]').click()
    assert page.evaluate("lab.epoch()") == 502 and page.evaluate("told.length") == 2
    page.locator(".lrl-scrub").focus()
    page.keyboard.press("ArrowRight")  # on the time line too an arrow is one epoch
    assert page.evaluate("lab.epoch()") == 503


def test_without_an_answer_a_step_goes_to_the_next_epoch_that_was_sent_and_says_so(stage):
    page = stepped_from_500(stage)
    said = page.locator(".lrl-unanswered")
    said.wait_for()
    assert said.inner_text().startswith("The server did not answer, so this step is longer than one epoch.")
    assert (state(page), page.evaluate("lab.epoch()")) == ("Train", 600)
    page.locator('[data-do="back"]').click()
    tell(page, message(every=100, near=599))
    assert page.evaluate("lab.epoch()") == 599 and not said.is_visible()


def test_a_reset_stops_the_run_at_its_start_and_forgets_where_runs_stood(stage):
    page = stage(message())
    page.locator(".lrl-scrub").fill(str(EPOCHS))
    tell(page, message(rates=((0, 0.2),)), resets=1)  # elsewhere a rate moved at the end begins anew, and plays
    assert (state(page), page.evaluate("lab.epoch()")) == ("Train", 0)
    page.locator(".lrl-scrub").fill("400")
    tell(page, message("another"), resets=1)
    tell(page, message(rates=((0, 0.2),)), resets=1)
    assert page.evaluate("lab.epoch()") == 400
    tell(page, message("another"), resets=2)
    press(page)
    tell(page, message(rates=((0, 0.2),)), resets=2)
    assert (state(page), page.evaluate("lab.epoch()"), page.evaluate("told")) == ("Train", 0, [])


# ---- a question for a class


def asked(about="these settings", options=("yes", "no")):
    return {"about": about, "question": "Will it?", "options": options, "right": 1}


def hands(page):
    return page.eval_on_selector_all(".lrl-hands", "fields => fields.map(field => field.value)")


def test_hands_belong_to_their_question_until_a_reset(stage):
    run = message(ending="It was: **B: no**.")
    page = tell(stage(run), run, asked=asked())
    page.locator(".lrl-hands").first.fill("12")
    page.get_by_role("button", name="One hand more for B").click()
    assert hands(page) == ["12", "1"]
    assert hands(tell(page, run, asked=asked())) == ["12", "1"]
    assert hands(tell(page, run, asked=asked("others"))) == ["0", "0"]
    assert hands(tell(page, run)) == [] and not page.locator(".lrl-asked").is_visible()
    assert hands(tell(page, run, asked=asked())) == ["12", "1"]
    assert hands(tell(page, run, asked=asked(), resets=1)) == ["0", "0"]


def test_only_a_number_of_hands_is_counted(stage):
    run = message(ending="It was: **B: no**.")
    page = tell(stage(run), run, asked=asked())
    field = page.locator(".lrl-hands").first
    for typed, counted in {"-3": "0", "2.6": "3", "": "0", "1e9": "999"}.items():
        field.fill(typed)
        field.blur()
        assert field.input_value() == counted


def test_nothing_tells_the_answer_before_the_run_is_seen_and_then_it_stands_with_the_hands(stage):
    nasty = "<img src=x onerror='window.__hacked = 1'> & more"
    run = message(ending=f"It was: **B: {nasty}**, because it is.")
    page = tell(stage(run), run, asked=asked(options=("yes", nasty)))
    ending, cards = page.locator(".lrl-ending"), page.locator(".lrl-card p")
    assert ending.is_hidden() and ending.text_content() == "" and page.locator(".lrl-right").count() == 0
    assert cards.all_text_contents() == ["A yes", f"B {nasty}"]
    page.locator(".lrl-scrub").fill(str(EPOCHS))
    assert ending.inner_text() == f"It was: B: {nasty}, because it is."  # nobody has raised a hand
    assert page.locator(".lrl-right").inner_text().startswith("B")
    page.locator(".lrl-hands").last.fill("4")
    page.locator(".lrl-hands").last.blur()
    assert ending.inner_text() == f"The class: A 0, B 4 hands. It was: B: {nasty}, because it is."
    assert page.evaluate("window.__hacked") is None

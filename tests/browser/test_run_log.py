"""Runs side by side on Train: a run played to its end is kept, can be drawn beside the next one, and its link brings it.

Left out: what the log says of runs (tests/pages/test_run_log.py).
"""

LINK = "/train?scenario=House+prices"
DRAWN = "() => lab.charts()[1]._fullData.filter(trace => trace.name.startsWith('run ')).map(trace => trace.name)"


def watch_to_the_end(lab):
    lab.play(power=4)
    lab.until_epoch("e > 0")
    lab.until_state("Train")


def test_a_run_played_to_its_end_is_kept_and_drawn_beside_the_next_and_its_link_brings_it(lab, visit):
    lab.open(LINK)
    lab.mark()
    assert lab.page.get_by_text("Your runs:").count() == 0
    lab.scrub_to(100)
    watch_to_the_end(lab)
    lab.page.get_by_text("Your runs: 1").click()
    lab.move("Learning rate", "ArrowRight")
    lab.quiet()
    lab.page.get_by_role("button", name="run 1", exact=True).click()
    lab.until(f"() => ({DRAWN})().join() === 'run 1'")
    assert lab.unmoved
    lab.until("new URL(location.href).searchParams.get('runs')")
    again = visit()
    again.page.goto(lab.page.url)
    again.ready()
    assert again.page.evaluate(DRAWN) == ["run 1"]
    assert again.trace(1, "run 1")["y"] == lab.trace(1, "run 1")["y"]


def test_the_same_run_played_twice_is_one_and_one_that_was_not_watched_is_none(lab):
    lab.open(LINK)
    lab.page.get_by_role("button", name="Show the result without watching").click()
    lab.quiet()
    assert lab.page.get_by_text("Your runs:").count() == 0
    lab.button("reset").click()
    watch_to_the_end(lab)
    lab.page.get_by_text("Your runs: 1").wait_for()
    watch_to_the_end(lab)
    lab.quiet()
    assert lab.page.get_by_text("Your runs: 1").count() == 1

"""Many features in a real browser: the plane turns, a number typed into the table counts, weights come apart."""

LOSS, WEIGHTS = 1, 2
PLANE = "Array.from(lab.charts()[0].data.find(trace => trace.name === 'plane0').z)"


def test_a_weight_typed_into_the_table_counts_and_the_plane_turns_into_place(lab):
    lab.open("/many_features?many_rate=0.05&many_noise=0")
    lab.page.locator(".dvn-scroller").click(position={"x": 80, "y": 52})
    lab.page.locator('#glide-cell-1-0[aria-selected="true"]').wait_for(state="attached")
    lab.page.keyboard.press("Enter")
    editor = lab.page.locator("#portal input")
    editor.fill("9")
    editor.press("Enter")
    lab.until("lab.charts()[2]._fullLayout.shapes.some(level => Math.abs(level.y0 - 9) < 1e-6)")
    assert lab.page.evaluate(PLANE) == [0, 0, 0, 0]
    lab.mark()
    lab.play(2)
    lab.until_epoch("e === 200")
    lab.until(f"Math.abs({PLANE}[0]) > 1")
    assert lab.unmoved
    assert len(lab.trace(WEIGHTS, "w0_0")["x"]) == 201
    assert len(lab.trace(LOSS, "loss2")["x"]) == 201
    lab.page.locator(".lrl-wide", has_text="9.00").wait_for()


def test_many_weights_play_without_a_blank_or_a_new_chart(lab):
    lab.open("/many_features?many_d=5&many_collinear=true")
    lab.watch()
    lab.play(2)
    lab.until_epoch("e === 200")
    assert lab.trace(0, "now0")["y"] != lab.trace(0, "now1")["y"]
    assert (lab.seen["blank"], lab.seen["remounts"]) == (0, 0)


def test_the_copy_is_marked_first_then_added_and_the_result_says_whether_it_was_right(lab):
    lab.open("/many_features")
    for mark in ("the weights", "the condition number"):
        lab.page.get_by_role("button", name=mark, exact=True).click()
    lab.page.get_by_text("Add a copy of x₁").last.click()
    lab.until("lab.charts()[0].data.some(trace => trace.name === 'now2')")
    assert not lab.page.get_by_text("Exercise done").is_visible()
    lab.play(2)
    lab.until_epoch("e === 200")
    lab.page.get_by_text("The weights differ, but the predictions agree.").wait_for()
    lab.page.get_by_text("Exercise done").wait_for()

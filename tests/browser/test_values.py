"""The player's pure file, values.js, called alone in a browser and compared with Python.

Left out: how a page draws what these functions say (test_player). All cases of a test cross over in one call.
"""

import json
import math
import random
import re
from decimal import ROUND_HALF_UP, Decimal
from itertools import product

import numpy as np
import pytest

from pages.ui.numbers import plain
from pages.ui.player.player import HERE

STATES = "stopped", "playing", "waiting"
EVENTS = "play", "halt", "change", "tail", "silence", "end", "run"
SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


@pytest.fixture(scope="module")
def call(browser):
    """A function: a name of values.js and a list of argument lists -> what it gives for each. undefined arrives as None."""
    page = browser.new_page()
    page.set_content("<!doctype html>")
    page.add_script_tag(content=(HERE / "values.js").read_text("utf-8"))
    yield lambda name, cases: page.evaluate(f"cases => cases.map(args => {name}(...args))", cases)
    page.close()


@pytest.fixture
def rng():
    return random.Random(3)


def random_series(rng, length):
    return {name: [rng.uniform(-9, 9) for _ in range(length)] for name in ("epoch", "w", "b")}


def random_cell(rng, deep=True):
    kinds = [
        lambda: None,
        lambda: rng.uniform(-5, 5),
        lambda: rng.choice("wb"),
        lambda: {"w": rng.uniform(-5, 5), "b": 1, "": rng.uniform(-5, 5)},
    ]
    if deep:
        kinds.append(lambda: [random_cell(rng, False) for _ in range(rng.randint(0, 3))])
    return rng.choice(kinds)()


def cell_at(cell, t, series):
    if isinstance(cell, list):
        return [cell_at(c, t, series) for c in cell]
    if isinstance(cell, dict):
        return sum(factor * (1 if name == "" else series[name][t]) for name, factor in cell.items())
    return series[cell][t] if isinstance(cell, str) else cell


def same(found, expected):
    """Equal to rounding, in lists of lists, with gaps."""
    if isinstance(expected, list):
        return len(found) == len(expected) and all(map(same, found, expected))
    if isinstance(expected, (int, float)) and not isinstance(expected, bool):
        return found is not None and math.isclose(found, expected, rel_tol=1e-9, abs_tol=1e-12)
    return found == expected


# ---- cells


def test_a_cell_is_a_number_a_gap_a_series_a_list_or_a_sum(call, rng):
    cases = [(random_cell(rng), rng.randrange(5), random_series(rng, 5)) for _ in range(300)]
    assert same(call("cellAt", cases), [cell_at(*case) for case in cases])


def test_a_growing_cell_holds_all_columns_up_to_now_and_lines_are_parted_by_gaps(call, rng):
    def prefix(cell, t, series):
        if isinstance(cell, list):
            return [value for c in cell for value in [*prefix(c, t, series), None]]
        return [cell_at(cell, i, series) for i in range(t + 1)]

    cases = [(random_cell(rng), rng.randrange(5), random_series(rng, 5)) for _ in range(300)]
    assert same(call("growing", cases), [prefix(*case) for case in cases])


def test_a_number_keeps_room_for_its_widest_value(call, rng):
    series = {"epoch": list(range(200)), "w": [rng.uniform(-1, 1) * 10 ** rng.randint(0, 6) for _ in range(200)]}
    value = {"cell": "w", "decimals": 2, "scientific": False, "prefix": "$"}
    texts = call("format", [[w, value, True] for w in (min(series["w"]), max(series["w"]))])
    assert call("widest", [[value, True, series]])[0] >= max(map(len, texts))


def test_between_two_columns_the_way_is_straight_on_the_axis_it_is_drawn_on(call, rng):
    series = {"epoch": [0, 1], "w": [2.0, 8.0], "b": [-3.0, 5.0]}
    assert same(
        call("cellThen", [["w", 0.5, series, False], ["w", 0.5, series, True], [None, 0.5, series, False]]),
        [5, 4, None],
    )
    assert same(call("cellThen", [["b", 0.25, series, True]]), [-1])  # no logarithm of it: evenly
    assert same(call("cellThen", [[["w", {"b": 2, "": 1}], 0.5, series, False]]), [[5, 3]])
    assert same(call("growing", [["w", 0.5, series, True], ["w", 1, series, True]]), [[2, 4], [2, 8]])


# ---- how high the charts are


def test_the_first_row_fills_the_room_and_no_chart_is_too_low_to_read(call, rng):
    for _ in range(200):
        room, count = rng.uniform(0, 1200), rng.randint(1, 5)
        wishes, columns, tall = (
            [rng.choice((290, 340, 460)) for _ in range(count)],
            rng.randint(1, 3),
            rng.random() < 0.3,
        )
        case = {"room": room, "wishes": wishes, "columns": columns, "tall": tall and columns > 1 and count > 2}
        heights = call("chartHeights", [[case]])[0]
        assert len(heights) == count and min(heights) >= 170
        first_row = heights[0] if columns == 1 or case["tall"] else max(heights[:columns])
        assert first_row <= max(room, 260, 180 * (count - 1) if case["tall"] else 0) + 1e-9
        if case["tall"]:  # what stands on each other beside it is as high as it
            assert math.isclose(sum(heights[1:]) + 8 * (count - 2), heights[0])


@pytest.mark.parametrize(
    ("count", "width", "tall", "columns"),
    [
        (2, 390, False, 1),
        (2, 700, False, 2),
        (3, 700, False, 3),
        (3, 700, True, 2),
        (4, 1100, False, 2),
        (1, 900, False, 1),
    ],
)
def test_charts_stand_side_by_side_where_there_is_room(call, count, width, tall, columns):
    assert call("columnsOf", [[count, width, tall]]) == [columns]


def test_on_a_laptop_two_charts_fill_the_screen_and_on_a_phone_both_are_in_sight(call):
    laptop = {"room": 400, "wishes": [460, 460], "columns": 2}
    phone = {"room": 500, "wishes": [460, 460], "columns": 1}
    assert call("chartHeights", [[laptop], [phone]]) == [[400, 400], [272, 220]]


def test_on_the_whole_screen_the_rows_share_all_the_room_and_a_low_chart_keeps_its_height(call):
    two_rows = {"room": 700, "wishes": [460, 460, 460, 460, 90], "columns": 2, "full": True}
    tall = {"room": 700, "wishes": [460, 290, 290], "columns": 2, "tall": True, "full": True}
    assert call("chartHeights", [[two_rows], [tall]]) == [[297, 297, 297, 297, 90], [700, 346, 346]]


# ---- columns, epochs, time


@pytest.mark.parametrize(
    ("epoch", "pace", "stride", "moment"),
    [
        (0.5, 30, 1, 0.5),
        (0.5, 600, 1, 0),  # the step takes less than a frame
        (6, 60, 1, 2),  # steps were left out here: nobody knows the way
        (6, 60, 8, 2.5),  # one step of a batch of 8 points
        (10, 60, 1, 3),
    ],
)
def test_the_drawing_glides_only_within_one_step_that_takes_longer_than_a_frame(call, epoch, pace, stride, moment):
    assert call("momentOf", [[[0, 1, 2, 10], epoch, pace, stride]]) == [moment]


def random_epochs(rng):
    """Kept steps: some fractions at first, then whole epochs."""
    whole = sorted(rng.sample(range(1, 60), rng.randint(1, 12)))
    return [0, *sorted(rng.uniform(0.01, 0.99) for _ in range(rng.randint(0, 3))), *whole]


def test_the_column_is_the_last_one_begun(call, rng):
    cases = [(epochs := random_epochs(rng), rng.choice([*epochs, rng.uniform(0, 70)])) for _ in range(300)]
    expected = [max(i for i, kept in enumerate(epochs) if kept <= epoch) for epochs, epoch in cases]
    assert call("columnOf", cases) == expected


def test_a_step_goes_to_the_next_whole_epoch_and_stops_at_both_ends(call, rng):
    cases, expected = [], []
    for _ in range(300):
        epochs, by = random_epochs(rng), rng.choice([1, -1])
        at, whole = rng.choice(epochs), [epoch for epoch in epochs if epoch == int(epoch)]
        ahead = [epoch for epoch in whole if (epoch - at) * by > 0]
        cases.append((epochs, at, by))
        expected.append(min(ahead, key=lambda epoch: abs(epoch - at)) if ahead else epochs[-1] if by > 0 else 0)  # noqa: B023
    assert call("neighbour", cases) == expected


def test_a_step_of_a_batch_goes_to_its_next_end(call):
    epochs = [0, 8, 16, 160]
    cases = {(0, 1, 8): 8, (16, 1, 8): 24, (24, -1, 8): 16, (160, -1, 8): 152, (160, 1, 8): 160}
    assert call("wholeNeighbour", [(epochs, *case) for case in cases]) == list(cases.values())


def test_a_step_goes_to_the_next_whole_epoch_sent_or_not_and_stays_within_the_run(call):
    epochs = [0, 0.25, 0.5, 1, 2, 50, 100]
    cases = {(0, 1): 1, (0, -1): 0, (0.25, 1): 1, (0.5, -1): 0, (2, 1): 3, (50, -1): 49, (99, 1): 100, (100, 1): 100}
    assert call("wholeNeighbour", [(epochs, *case) for case in cases]) == list(cases.values())
    assert call("isRecorded", [(epochs, epoch) for epoch in (0, 0.25, 3, 49, 50, 100)]) == [
        True,
        True,
        False,
        False,
        True,
        True,
    ]


def test_a_run_lasts_ten_seconds_three_at_least_and_half_as_long_at_twice_the_speed(call):
    cases = [(last, speed) for last in (0, 60, 179, 181, 300, 599, 601, 20_000) for speed in (-4, 0, 0.25, 4)]
    expected = [min(10, max(3, last / 60)) / 2**speed for last, speed in cases]
    assert same(call("duration", cases), expected)
    assert expected[1] == 3 and expected[-3] == 10


def test_even_time_and_log_time_both_end_after_the_seconds_of_the_run(call):
    """Time passes as dt = d epoch / pace: its sum over the run is the duration."""
    last, seconds = 4000, 8
    epochs = np.linspace(0, last, 20_001)
    for pace in ("even", "log"):
        paces = call("paceAt", [(pace, epoch, last, seconds) for epoch in epochs.tolist()])
        assert np.trapezoid(1 / np.array(paces), epochs) == pytest.approx(seconds, rel=1e-3)
    assert call("paceAt", [("log", e, last, seconds) for e in (0, 45)])[1] == pytest.approx(10 * paces[0])
    assert call("paceAt", [("even", 0, 0, 4)]) == [0.25]


# ---- rates


def test_a_changed_rate_is_added_or_replaces_one_that_is_less_than_two_per_cent_of_the_run_away(call, rng):
    cases, expected = [], []
    for _ in range(300):
        history = [[0, 0.1], [200, 0.2], [500, 0.3]][: rng.randint(1, 3)]
        last, epoch = history[-1][0], history[-1][0] + rng.choice([0, 1, 19, 20, 21, rng.randint(0, 400)])
        cases.append((history, epoch, 0.7, 1000))
        expected.append([*history, [epoch, 0.7]] if epoch - last >= 20 else [*history[:-1], [last, 0.7]])
    assert call("changedHistory", cases) == expected


def test_only_a_rate_moved_in_the_middle_of_a_run_asks_for_a_tail_and_at_its_end_it_restarts(call):
    def known(epoch, history=((0, 0.1),)):
        return {"epoch": epoch, "last": 900, "history": history}

    def told(*history):
        return {"history": history, "rate": history[-1][1], "epochs": 1000}

    cases = {
        "not known": (None, told((0, 0.2)), False, None),
        "not moved": (known(400), told((0, 0.1)), False, None),
        "its own tail": (known(400), told((0, 0.1), (400, 0.2)), False, None),
        "at the start": (known(0), told((0, 0.2)), False, None),
        "just begun": (known(19.9), told((0, 0.2)), False, None),
        "in the middle": (known(400.7), told((0, 0.2)), False, [[0, 0.1], [400, 0.2]]),
        "once more": (known(450, ((0, 0.1), (400, 0.2))), told((0, 0.3)), False, [[0, 0.1], [400, 0.2], [450, 0.3]]),
        "soon after": (known(410, ((0, 0.1), (400, 0.2))), told((0, 0.3)), False, [[0, 0.1], [400, 0.3]]),
        "nearly over": (known(899.5), told((0, 0.2)), False, [[0, 0.1], [899, 0.2]]),
        "over": (known(900), told((0, 0.2)), True, None),
        "back before a change": (known(200, ((0, 0.1), (400, 0.2))), told((0, 0.3)), False, [[0, 0.1], [200, 0.3]]),
        "at the start, of an old history": (known(0, ((0, 0.1), (400, 0.2))), told((0, 0.3)), False, None),
    }
    found = call("movedRate", [case[:2] for case in cases.values()])
    expected = [{"restarts": restarts, "asks": asks} for *_, restarts, asks in cases.values()]
    assert dict(zip(cases, found, strict=True)) == dict(zip(cases, expected, strict=True))


# ---- numbers in words


def grouped(size, decimals):
    return f"{Decimal(repr(size)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):,}"


def power(size, decimals):
    mantissa, exponent = f"{size:.{decimals}e}".split("e")
    return f"{mantissa} × 10{str(int(exponent)).translate(SUPERSCRIPT)}"


def in_words(value, how, signed):
    """The same number as Python writes it."""
    decimals, scientific = how.get("decimals", 2), how.get("scientific", False)
    size = abs(value)
    if scientific and size > 0:
        text, minus = power(size, decimals), value < 0
    elif size >= 1e9:
        text, minus = power(size, 2), value < 0
    else:
        zero = size < 0.5 * 10**-decimals  # what is written as 0 has no sign
        text, minus = grouped(0.0 if zero else size, decimals), value < 0 and (not zero or scientific)
    sign = ("−" if minus else "+") + " " if signed else "−" if minus else ""
    return sign + how.get("prefix", "") + text


def test_numbers_are_written_as_python_writes_them(call, rng):
    cases = []
    for _ in range(2000):
        value = rng.choice([1, -1]) * rng.choice(
            [0, 1, 10 ** rng.uniform(-12, 14), rng.uniform(0, 2), round(rng.uniform(0, 1e4))]
        )
        how = {"decimals": rng.randint(0, 5), "scientific": rng.random() < 0.3, "prefix": rng.choice(["", "$"])}
        cases.append((value, rng.choice([how, {}]), rng.random() < 0.5))
    assert call("format", cases) == [in_words(*case) for case in cases]


def test_the_edges_of_writing_numbers(call):
    assert call("format", [(v, {}, False) for v in (0, -0.0, -0.004, 0.005, -0.006, 999_999_999, 1e9)]) == [
        *("0.00", "0.00", "0.00", "0.01", "−0.01"),
        *("999,999,999.00", "1.00 × 10⁹"),
    ]
    assert call("format", [(v, {"decimals": 1}, True) for v in (0, -0.04, -1234.5)]) == ["+ 0.0", "+ 0.0", "− 1,234.5"]
    how = {"decimals": 1, "scientific": True, "prefix": "$"}
    assert call("format", [(v, how, True) for v in (0, -1.5e-12)]) == ["+ $0.0", "− $1.5 × 10⁻¹²"]


def test_words_are_the_last_ones_begun(call):
    words = [[0, "falls"], [10, "slows"], [50, "is there"]]
    cases = [(words, epoch) for epoch in (0, 9.9, 10, 49, 50, 1000)]
    assert call("wordsAt", cases) == ["falls", "falls", "slows", "slows", "is there", "is there"]
    assert call("wordsAt", [([[5, "late"]], 4)]) == [""]


def test_a_text_is_cut_at_its_names_and_everything_else_stays_as_it_is(call, rng):
    pieces = ["{w}", "{+gap}", "plain ", "<b>&amp;</b>", "{ no }", "{}", "{+}", "{a-b}", "$", "\n", "ŷ"]
    texts = ["".join(rng.choices(pieces, k=rng.randint(0, 6))) for _ in range(300)]
    expected = []
    for text in texts:
        cut = re.split(r"(\{\+?[A-Za-z0-9_]+\})", text)
        names = [{"name": part.strip("{+}"), "signed": part[1] == "+"} if i % 2 else part for i, part in enumerate(cut)]
        expected.append([part for part in names if part])
    assert call("partsOf", [[text] for text in texts]) == expected


def test_a_background_is_dark_below_the_middle(call):
    colors = [
        "rgb(14, 17, 23)",
        "rgb(255, 255, 255)",
        "rgba(0, 0, 0, 0.5)",
        "rgba(128, 128, 127, 1)",
        "rgb(128, 128, 128)",
        "rgb(0, 0, 255)",
    ]
    assert call("isDark", [[color] for color in colors]) == [True, False, True, True, False, True]


# ---- squares


def random_squares(rng):
    x0, y0 = rng.uniform(-50, 50), rng.uniform(-1e4, 1e4)
    span_x, span_y = 10 ** rng.uniform(-1, 3), 10 ** rng.uniform(-1, 5)
    axes = {
        "xaxis": {"_length": rng.uniform(200, 900), "range": rng.choice([[x0, x0 + span_x], [x0 + span_x, x0]])},
        "yaxis": {"_length": rng.uniform(200, 900), "range": [y0, y0 + span_y]},
    }
    x = [rng.uniform(x0, x0 + span_x) for _ in range(6)]
    y = [rng.uniform(y0, y0 + span_y) for _ in x]
    to = [{"b": 1, "w": at} for at in x]
    series = {"b": [0, rng.uniform(y0, y0 + span_y)], "w": [0, rng.uniform(-1, 1)]}
    return {"kind": "squares", "x": x, "y": y, "to": to}, 1, series, axes


def test_the_area_of_a_square_is_the_squared_residual_in_pixels_and_it_stays_on_the_chart(call, rng):
    cases = [random_squares(rng) for _ in range(100)]
    found = call("squares", cases)
    assert found == call("drawnAt", cases)
    flipped = 0
    for (track, t, series, axes), corners in zip(cases, found, strict=True):
        across, up = (axis["_length"] / abs(np.diff(axis["range"]).item()) for axis in (axes["xaxis"], axes["yaxis"]))
        end = max(axes["xaxis"]["range"])
        xs, ys = (np.array(corners[axis], float).reshape(-1, 6) for axis in "xy")
        assert np.isnan(xs[:, 5]).all() and np.isnan(ys[:, 5]).all()
        for at, measured, cell, x, y in zip(track["x"], track["y"], track["to"], xs[:, :5], ys[:, :5], strict=True):
            fitted = cell_at(cell, t, series)
            residual = abs(measured - fitted) * up
            area = np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]) / 2  # the shoelace: positive all the same way round
            assert area * across * up == pytest.approx(residual**2, rel=1e-6, abs=1e-6)
            assert np.ptp(x) * across == pytest.approx(residual, rel=1e-6, abs=1e-6)
            assert (y.min(), y.max()) == pytest.approx((min(measured, fitted), max(measured, fitted)))
            assert at in x and (x.max() <= end + 1e-9 or x.min() == at)
            goes_right = at + residual / across <= end
            assert x.min() == at if goes_right else x.max() == at
            flipped += not goes_right
    assert 0 < flipped < 600


# ---- tracks


def test_a_track_at_now_shows_its_cells_and_one_that_grows_all_of_them_so_far(call, rng):
    series = random_series(rng, 4)
    at = {"kind": "at", "x": [1, None, "w"], "y": ["w", None, {"b": 2}], "z": ["b", "b", "b"], "chart": "c"}
    grow = {"kind": "grow", "x": "w", "y": ["w", "b"]}
    found = call("drawnAt", [(at, 2, series, {}), (grow, 2, series, {})])
    w, b = series["w"], series["b"]
    assert same([found[0][axis] for axis in "xyz"], [[1, None, w[2]], [w[2], None, 2 * b[2]], [b[2]] * 3])
    assert found[1] == {"x": w[:3], "y": [*w[:3], None, *b[:3], None]}


def test_a_track_is_unmoved_if_both_columns_look_alike_and_what_grows_only_if_all_between_do(call):
    series = {"w": [1, 1, 2, 1, 1], "b": [0, 0, 0, 0, 5]}
    ways = list(product(range(5), range(5)))

    def alike(track, columns):
        seen = {
            json.dumps([cell_at(track[a], t, series) for a in ("x", "y", "z", "to") if a in track]) for t in columns
        }
        return len(seen) == 1

    for kind, axis in product(("at", "squares", "grow"), ("x", "y", "z", "to")):
        track = {"kind": kind, "x": [0], "y": [0]} | {axis: ["w"]}
        ends = {"grow": lambda a, b: range(min(a, b), max(a, b) + 1)}.get(kind, lambda a, b: (a, b))
        expected = [alike(track, ends(a, b)) for a, b in ways]
        assert call("unmoved", [(track, a, b, series) for a, b in ways]) == expected
        assert True in expected and False in expected


# ---- states


def test_every_state_and_event_leads_where_the_table_says(call):
    """Play, pause (or step, scrub), a moved rate, a tail, no answer in time, the end, another run."""
    table = {
        "stopped": ("playing", "stopped", "stopped", "stopped", "stopped", "stopped", "stopped"),
        "playing": ("playing", "stopped", "waiting", "playing", "stopped", "stopped", "stopped"),
        "waiting": ("waiting", "stopped", "waiting", "playing", "stopped", "waiting", "stopped"),
    }
    ways = list(product(STATES, EVENTS))
    assert call("stateAfter", ways) == [after for state in STATES for after in table[state]]
    assert call("stateAfter", [(state, "nonsense") for state in STATES]) == list(STATES)


def test_no_unknown_state_can_be_reached(call):
    assert set(
        call("((state, ...events) => events.reduce(stateAfter, state))", list(product(STATES, EVENTS, EVENTS)))
    ) == set(STATES)
    (table,) = call("(() => STATES)", [()])
    assert set(table) == set(STATES)
    assert all(set(row) <= set(EVENTS) and set(row.values()) <= set(STATES) for row in table.values())


def test_time_stands_still_while_waiting_until_a_tail_or_the_learner_ends_it(call):
    leaving = [
        event
        for event, after in zip(EVENTS, call("stateAfter", [("waiting", e) for e in EVENTS]), strict=True)
        if after != "waiting"
    ]
    assert set(leaving) == {"halt", "tail", "silence", "run"}


# ---- numbers in sentences: the twin of numbers.py


def test_a_number_in_a_sentence_is_written_as_python_writes_it(call, rng):
    """Over 10,000 values of every size: digits, thousands, powers of ten and signs."""
    values = [rng.choice([-1, 1]) * 10 ** rng.uniform(-15, 15) for _ in range(9000)]
    values += [round(rng.uniform(-2000, 2000), rng.randint(0, 3)) for _ in range(1000)]
    values += [0, 1, 10, 0.0001, 0.00009999, 9_999_999, 10_000_000, 999.95, -1e9]
    cases = [[value, rng.randint(1, 6)] for value in values]
    assert call("plainNumber", cases) == [plain(value, digits) for value, digits in cases]


def test_a_text_is_cut_at_its_bold_words_and_terms(call):
    text = "The [[loss]] **fell**: it [[diverges|diverge]] <b>not</b>."
    assert call("spansOf", [[text]]) == [
        [
            "The ",
            {"term": "loss", "shown": "loss"},
            " ",
            {"bold": "fell"},
            ": it ",
            {"term": "diverge", "shown": "diverges"},
            " <b>not</b>.",
        ]
    ]

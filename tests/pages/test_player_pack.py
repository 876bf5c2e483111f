"""The player's message: which steps it holds, with how many digits, and that every browser can read it."""

import json

import numpy as np
import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.ui import playback
from pages.ui.rates import RateHistory


def packed(**changes):
    given = {
        "run": "a run",
        "view": "a view",
        "epochs": 2,
        "steps": np.arange(3),
        "series": {"loss": np.array([3.0, 2.0, 1.0])},
        "figures": {},
        "tracks": [],
        "readouts": [],
        "note": "",
        "seconds": 0.001,
    }
    return playback.pack(**given | changes)


# ---- which steps are kept


@given(st.integers(0, 30_000), st.lists(st.integers(0, 30_000), max_size=5))
def test_first_last_and_change_points_are_kept_and_about_a_thousand_in_all(epochs, changes):
    changes = [epoch for epoch in changes if epoch <= epochs]
    steps = playback.kept_steps(epochs, changes)
    assert {0, epochs, *changes} <= set(steps.tolist())
    assert np.all(np.diff(steps) > 0) and steps[0] == 0 and steps[-1] == epochs
    assert len(steps) <= playback.STEPS + playback.EVERY_STEP + len(changes) + 2


@pytest.mark.parametrize("epochs", [0, 1, 50, 999, 1000])
def test_a_short_run_is_kept_whole(epochs):
    np.testing.assert_array_equal(playback.kept_steps(epochs), np.arange(epochs + 1))


@pytest.mark.parametrize("epochs", [1001, 2000, 5000, 20_000])
def test_the_first_epochs_of_a_long_run_are_all_kept(epochs):
    steps = playback.kept_steps(epochs)
    np.testing.assert_array_equal(steps[:100], np.arange(100))


@pytest.mark.parametrize("epochs", [1001, 2000, 2500, 5000, 10_000, 20_000])
def test_a_run_that_jumps_to_and_fro_is_not_made_to_look_smooth(epochs):
    """An even stride would only ever see one side of a swing."""
    strides = np.diff(playback.kept_steps(epochs)[101:-1])
    assert set(strides % 2) == {1}


def test_a_change_beyond_the_end_is_left_out():
    assert playback.kept_steps(100, [500]).tolist() == list(range(101))


@given(st.integers(0, 200_000), st.booleans())
def test_steps_in_log_time_go_from_start_to_end_with_all_first_epochs_among_them(epochs, fractions):
    steps = playback.log_steps(epochs, fractions=fractions)
    assert steps[0] == 0 and steps[-1] == epochs and np.all(np.diff(steps) > 0)
    whole = steps[steps == np.floor(steps)]
    first = min(epochs, 50)
    np.testing.assert_array_equal(whole[: first + 1], np.arange(first + 1))
    assert len(steps) < 1200 and (fractions or len(whole) == len(steps))


@pytest.mark.parametrize("epochs", [2000, 20_000, 200_000])
def test_in_log_time_too_a_run_that_jumps_to_and_fro_is_not_made_to_look_smooth(epochs):
    strides = np.diff(playback.log_steps(epochs, fractions=False))[:-1]
    assert set(strides % 2) == {1}


def test_in_log_time_every_tenfold_has_about_as_many_steps():
    steps = playback.log_steps(100_000, fractions=False)
    late, later = (np.count_nonzero((steps > low) & (steps <= 10 * low)) for low in (1000, 10_000))
    assert late == pytest.approx(later, rel=0.1)


def test_marks_asked_for_are_kept_in_log_time():
    assert {1234, 5678} <= set(playback.log_steps(10_000, always=[1234, 5678], fractions=False).tolist())


# ---- how much of a diverging run

LOSSES = 10.0 ** np.arange(20)


def test_a_run_that_stays_is_shown_whole():
    assert playback.visible(LOSSES[::-1]) == 19 and playback.visible(np.zeros(5)) == 4


def test_of_a_diverging_run_the_first_epoch_beyond_is_the_last_one_shown():
    assert playback.visible(LOSSES) == 13 and playback.visible(LOSSES, times=1e3) == 4


def test_a_run_that_diverges_at_once_still_shows_a_few_epochs():
    assert playback.visible(LOSSES, times=10, fewest=6) == 6
    assert playback.visible(LOSSES[:4], times=10, fewest=6) == 3


# ---- digits


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1))
def test_six_digits_stay_whatever_the_size(values):
    assert playback.digits(values) == pytest.approx(values, rel=5.1e-6, abs=0)


def test_digits_make_numbers_short():
    assert playback.digits([1 / 3, 2e9 / 3, 0.0, -1234567.0]) == [0.333333, 666667000.0, 0.0, -1234570.0]


# ---- the message


def test_a_message_is_json_of_the_series_at_the_kept_steps():
    message = json.loads(packed())
    assert message["series"] == {"epoch": [0, 1, 2], "loss": [3.0, 2.0, 1.0]}
    assert (message["run"], message["epochs"]) == ("a run", 2)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_what_no_browser_can_read_is_refused_on_the_server(bad):
    with pytest.raises(ValueError, match="JSON"):
        packed(series={"loss": np.array([1.0, bad, 2.0])})


def test_the_last_of_the_rates_is_the_rate_of_now():
    message = json.loads(packed(history=RateHistory(((0, 0.1), (20, 0.3)))))
    assert message["rate"] == 0.3 and message["history"] == [[0, 0.1], [20, 0.3]]


def test_a_picture_carries_its_figure_and_its_text():
    picture = playback.picture(go.Figure(layout={"title": {"text": "A chart"}}), "what it shows", height=300)
    assert json.loads(picture["figure"])["layout"]["title"]["text"] == "A chart"
    assert (picture["alt"], picture["height"]) == ("what it shows", 300)

"""What keys ask for while a player fills the screen."""

import pytest

from pages.ui.player.wishes import LONGEST, Wishes, moved, squares_of


@pytest.mark.parametrize(("value", "by", "next_one"), [(2, 1, 5), (2, -1, 1), (1, -1, 1), (5, 1, 5), (1.9, 1, 5)])
def test_a_slider_moves_to_the_option_beside_it_and_stays_at_its_ends(value, by, next_one):
    assert moved((1, 2, 5), value, by) == next_one


@pytest.mark.parametrize("nonsense", [None, 3, "", "rm", ["more"], {"more": 1}])
def test_what_is_no_wish_of_a_page_is_dropped(nonsense):
    asked = []
    wishes = Wishes(sample=lambda: asked.append(1))
    wishes.grant(nonsense)
    wishes.grant_all(nonsense)
    wishes.grant_all([[1, nonsense], [2, "rm"]])
    Wishes().grant("more")
    Wishes().grant("sample")
    assert asked == []


def test_the_picture_of_a_link_is_square_and_has_a_white_rim():
    rows = squares_of("http://127.0.0.1:8501/?seed=7")
    assert {len(row) for row in rows} == {len(rows)} and {*"".join(rows)} == {"0", "1"}
    assert all("1" not in row for row in rows[:4] + rows[-4:])
    assert rows != squares_of("http://127.0.0.1:8501/?seed=8")


@pytest.mark.parametrize("link", ["", "x" * (LONGEST + 1)])
def test_a_link_that_is_empty_or_too_long_has_no_picture(link):
    assert squares_of(link) == ()


def test_each_wish_is_granted_once_however_often_it_is_told(monkeypatch):
    asked = []
    monkeypatch.setattr("streamlit.session_state", {})
    wishes = Wishes(sample=lambda: asked.append(1))
    wishes.grant_all([[1.5, "sample"]])
    wishes.grant_all([[1.5, "sample"], [2.5, "sample"], [3.5, "sample"]])
    wishes.grant_all([])
    assert len(asked) == 3

"""What is kept is worked out once, in turn, and the least used is forgotten."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier, Event

import pytest

from pages.ui.kept import TURN, kept, out_of_turn

PATIENCE = 30  # seconds, on a busy machine


@dataclass(frozen=True)
class Settings:
    n: int


@pytest.fixture
def squared():
    """A kept function of Settings, at most three results; and what it has been asked to work out."""
    worked_out = []

    @kept(3)
    def square(settings, near=None):
        worked_out.append(settings.n)
        return [settings.n**2]

    return square, worked_out


def test_equal_settings_share_one_result(squared):
    square, worked_out = squared
    assert square(Settings(2)) is square(Settings(2)) and worked_out == [2]
    assert square(Settings(2), near=5) is not square(Settings(2), near=6)


def test_what_was_used_last_is_kept(squared):
    square, worked_out = squared
    for n in (1, 2, 3, 1, 4, 1, 3, 2):  # 4 takes the place of 2, which was not used for longest
        square(Settings(n))
    assert worked_out == [1, 2, 3, 4, 2]


def test_an_error_is_not_kept():
    asked = []

    @kept(3)
    def fails(settings):
        asked.append(settings)
        raise ValueError("no")

    for _ in range(2):
        with pytest.raises(ValueError):
            fails(Settings(1))
    assert len(asked) == 2


def test_two_who_ask_at_once_work_it_out_once(squared):
    square, worked_out = squared
    together = Barrier(8)

    def ask(_):
        together.wait(PATIENCE)
        return square(Settings(7))

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(ask, range(8)))
    assert worked_out == [7] and all(result is results[0] for result in results)


def test_long_work_keeps_nobody_waiting():
    begun, done = Event(), Event()

    def long_work():
        with TURN, out_of_turn():
            begun.set()
            assert done.wait(PATIENCE)

    with ThreadPoolExecutor(1) as pool:
        work = pool.submit(long_work)
        assert begun.wait(PATIENCE) and TURN.acquire(timeout=PATIENCE)
        done.set()
        TURN.release()
        work.result(PATIENCE)
    assert TURN.acquire(timeout=PATIENCE)
    TURN.release()

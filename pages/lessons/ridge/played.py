"""What a challenge is told of a curve while l2 grew."""

from pages.lessons.ridge.path import path, solved
from pages.lessons.ridge.problem import problem
from pages.ui.challenges.played import Curve


def played(settings):
    """-> Curve"""
    errors, mine = path(settings.data).held_out, solved(settings.data, [settings.l2]).held_out
    return Curve(float(errors[0]), float(errors.min()), float(mine[0]), problem(settings.data).nothing)

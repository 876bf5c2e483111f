"""What a challenge is told of a race."""

from pages.ui.challenges.played import Raced, Runner


def played(experiment, race):
    """-> Raced"""
    runners = tuple(
        Runner(title, runner.rule, runner.size, runner.rate, runner.shrinks, tape.outcome.arrives)
        for title, runner, tape in zip(race.titles, race.runners, race.tapes, strict=True)
    )
    return Raced(experiment, runners, race.starts_there)

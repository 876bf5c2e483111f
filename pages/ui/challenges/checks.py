"""Whether a run that was played does what its challenge asks: pure functions, played -> Judged. No Streamlit here.

Arrived, the limit, the lowest loss are those of ui/verdict.py.
"""

from collections import Counter
from dataclasses import dataclass

from pages.ui import runs, verdict
from pages.ui.numbers import count, percent, plain, times
from pages.ui.own.points import as_pairs
from pages.ui.rates import learning_rates

EPOCHS_OF_TWENTY = 20
AWAY = 2  # times the loss of its start: a run that has gone away
FAR = 20  # times the lowest loss: a start this high is far away
BOTH_WITHIN = 200  # epochs, in which both sides arrive
TWICE = 2.0
WIGGLES, CALM = 10.0, 1.1  # times the smallest error: a curve that wiggles; and one that is calm again


@dataclass(frozen=True)
class Judged:
    """Whether a challenge is solved, and what the run did, in one sentence."""

    solved: bool
    text: str


def arrival(outcome):
    """What the run did, in words."""
    if outcome.diverged:
        return "your run went away from the data"
    if outcome.arrives is None:
        return "your run ended before it arrived"
    return f"your run needed {count(outcome.arrives)}"


def in_twenty_epochs(played):
    """From the start that the challenge gives: a start near the lowest loss would need no rate."""
    outcome = played.outcome
    solved = outcome.arrived and outcome.arrives <= EPOCHS_OF_TWENTY
    return Judged(solved, f"{arrival(outcome)}.")


def saved(played):
    """A rate above the limit until the loss was far above its start, then, in the same run, a rate that arrived."""
    changes, bowl, losses = played.history.changes, played.bowl, played.run.losses
    away = [
        until
        for (_, rate), (until, _) in zip(changes, changes[1:], strict=False)
        if verdict.diverges(bowl, rate) and until < len(losses) and losses[until] > AWAY * losses[0]
    ]
    if not away:
        return Judged(False, did_not_leave(played))
    left = f"at epoch {away[-1]:,} its loss was {times(losses[away[-1]] / losses[0])} the loss of its start"
    if not played.outcome.arrived:
        return Judged(False, f"{left}, but then {arrival(played.outcome)}.")
    return Judged(True, f"{left}; it arrived at epoch {played.outcome.arrives:,}.")


def did_not_leave(played):
    """Why a run did not leave, or why nothing saved it."""
    above = [i for i, (_, rate) in enumerate(played.history.changes) if verdict.diverges(played.bowl, rate)]
    if not above:
        return "your run had no rate above the limit, so it was never in danger."
    if played.outcome.diverged:
        return "your run went away, and no other rate came in time to save it."
    if above == [len(played.history.changes) - 1]:
        return "your run ended at a rate above the limit, and no other rate came to save it."
    return f"you changed the rate before the loss was {AWAY} times the loss of its start."


def at_the_edge(played):
    """The largest rate of the slider that is below the limit, and a run that arrived with it."""
    rates = learning_rates(played.experiment.names)
    largest, rate = max(r for r in rates if not runs_away(played.bowl, r)), played.history.rate
    if len(played.history.changes) > 1:
        return Judged(False, "you changed the rate during the run. Use one rate from start to end.")
    if runs_away(played.bowl, rate):
        return Judged(False, f"with the rate {plain(rate)} the run does not settle.")
    if rate < largest:
        return Judged(False, f"the rate {plain(rate)} settles, but the slider has a larger one that settles too.")
    if not played.outcome.arrived:
        return Judged(False, f"{arrival(played.outcome)}. Give it more epochs.")
    return Judged(
        True, f"{plain(rate)} is {percent(rate / played.bowl.limit)} of the limit, {plain(played.bowl.limit)}."
    )


def runs_away(bowl, rate):
    return verdict.diverges(bowl, rate) or verdict.at_the_edge(bowl, rate)


def loss_zero(played):
    """The run ended at practically nothing: a millionth of the loss that it began with."""
    losses, floor = played.run.losses, played.bowl.floor
    if losses[-1] <= verdict.MILLIONTH * losses[0] and not played.outcome.starts_there:
        return Judged(True, f"the loss went from {plain(losses[0])} to practically 0.")
    if played.outcome.arrived:
        return Judged(False, f"your run arrived, but the lowest loss of these points is {plain(floor)}.")
    return Judged(False, f"{arrival(played.outcome)}.")


def twice_as_steep(played, given):
    """One point moved, added or taken away, and a run that arrived at a line twice as steep. given: X (n, 1), y (n, 1)"""
    now, then = (Counter(as_pairs(*points)) for points in (played.sample.points(), given))
    changed = max(now.total(), then.total()) - (now & then).total()
    first, slope = runs.bowl_of(*given).minimum.w, float(played.run.w[-1])
    if changed != 1:
        return Judged(False, f"you changed {count(changed, 'point')}; change exactly one.")
    if not played.outcome.arrived:  # elsewhere the slope is that of the start, or of the rate
        return Judged(False, f"{arrival(played.outcome)}. The slope counts where it arrives.")
    return Judged(slope >= TWICE * first, f"the slope was {plain(first)}, and your run ended with {plain(slope)}.")


def one_step(played):
    """Arrived after one epoch, from a start high above the lowest loss."""
    outcome, first, floor = played.outcome, float(played.run.losses[0]), played.bowl.floor
    height = f"its start was at {times(first / floor)} the lowest loss"
    if first < FAR * floor:
        return Judged(False, f"{height}: begin farther away, at {FAR} times or more.")
    return Judged(outcome.arrived and outcome.arrives <= 1, f"{arrival(outcome)}, and {height}.")


def both_sides(played):
    """Both sides arrived, soon."""
    done = [name for name, epoch in played.arrives if epoch is not None and epoch <= BOTH_WITHIN]
    told = "; ".join(f"{name}: {'not there' if epoch is None else count(epoch)}" for name, epoch in played.arrives)
    return Judged(len(done) == len(played.arrives) and not played.starts_there, f"{told}.")


def beats_adam(played, adam):
    """Another rule arrived sooner than Adam as it was given, a Runner's (rule, size, rate); its rate does not shrink."""
    runners = played.runners
    given = [one for one in runners if (one.rule, one.size, one.rate) == adam and not one.shrinks]
    others = [runner for runner in runners if runner.rule != adam[0]]
    if not given:
        return Judged(False, "the Adam that was given does not run. Leave run 1 as it was.")
    if not others:
        return Judged(False, "only Adam runs: choose another optimizer for run 2.")
    arrived = [runner for runner in others if runner.arrives is not None]
    if not arrived:
        return Judged(False, f"{others[0].name} ended before it arrived.")
    best, mark = min(arrived, key=lambda runner: runner.arrives), given[0].arrives
    text = f"{best.name} needed {count(best.arrives)}, {given[0].name} {'did not arrive' if mark is None else count(mark)}."
    return Judged((mark is None or best.arrives < mark) and not played.starts_there, text)


def hand_wins(played):
    """The line drawn in time has no larger loss than descent's last one, at one rate all the way."""
    if played.drawn is None:
        return Judged(False, "there is no line of yours. Switch on **Fit by hand** in the sidebar, and drag a handle.")
    if len(played.history.changes) > 1:
        return Judged(False, "you changed the rate during the run. Press **Again**, and use one rate.")
    yours, descent = float(runs.loss_of(played.sample, played.drawn.line)), float(played.run.losses[-1])
    text = (
        f"the loss of your line is {plain(yours, 4)}, drawn in {plain(played.drawn.seconds, 2)} seconds. After "
        f"{count(played.run.epochs)} the loss of descent is {plain(descent, 4)}."
    )
    return Judged(yours <= descent, text)


def calmed(played):
    """Without a penalty the curve is far off new points; at the learner's l2 it is nearly the best there is."""
    smallest = max(played.smallest, played.rounding)
    without, chosen = played.without / smallest, played.chosen / smallest
    text = f"without a penalty the held-out error is {against_smallest(without)}"
    if without < WIGGLES:
        return Judged(False, f"{text}: this curve does not wiggle enough.")
    text = f"{text}, with yours it is {against_smallest(chosen)}."
    return Judged(bool(chosen <= CALM), text)


def against_smallest(ratio):
    return "the smallest one" if ratio <= 1 + verdict.NEAR else f"{times(ratio)} the smallest one"

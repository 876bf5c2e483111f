"""The finished runs of a visit: what differs between them, where each ended, their text in a link. No Streamlit here.

A text comes from a link, so anything may be in it.
"""

from dataclasses import dataclass

from pages.ui import runs, verdict
from pages.ui.experiment import Experiment, Line, SampleSettings
from pages.ui.numbers import count, plain
from pages.ui.own.data import OwnData
from pages.ui.own.points import is_value
from pages.ui.rates import EPOCHS, RateHistory, learning_rates, short
from pages.ui.scenarios import FEWEST_POINTS, SCENARIOS, SEEDS, nearest
from pages.ui.take_home import tables

MOST = 20  # runs kept
BETWEEN_RUNS, BETWEEN_FIELDS = ";", "*"


@dataclass(frozen=True)
class Finished:
    """One run that was played to its end, or that a link brought."""

    experiment: Experiment
    history: RateHistory
    by_hand: bool = False  # it began at a line fitted by hand
    brought: OwnData | None = None  # own data as it was brought, x not standardised

    @property
    def drawn_with(self):
        """Runs for which this is equal are drawn on one chart: their points have the same units, and files are the same."""
        data, names = self.experiment.data, self.experiment.names
        file = data.own.lineage if data.scenario == "file" else ""
        return data.scenario, names.x_name, names.x_unit, names.y_name, names.y_unit, file

    @property
    def run(self):
        """Its Recording, computed anew if nobody has kept it."""
        return runs.record(self.experiment.data, self.experiment.start, self.experiment.epochs, self.history)


# ---- what the log says


def settings(finished):
    """Everything that the run depends on, {name: text}."""
    experiment, data = finished.experiment, finished.experiment.data
    line, noise = data.true_line, data.noise
    return {
        "scenario": data.names.title + (f" ({data.own.digest[:4]})" if data.own else ""),
        "learning rate": rates_in_words(finished.history),
        "epochs": f"{experiment.epochs:,}",
        "points": f"{data.n:,}",
        "seed": str(data.seed),
        "noise": "" if noise is None else plain(noise, 6),
        "true w": plain(line.w, 6) if line else "",
        "true b": plain(line.b, 6) if line else "",
        "starting w": plain(experiment.start.w, 4),
        "starting b": plain(experiment.start.b, 4),
    }


def rates_in_words(history):
    """0.01; 0.01, from epoch 120 0.05"""
    (_, first), *later = history.changes
    return ", ".join([plain(first), *(f"from epoch {epoch:,} {plain(rate)}" for epoch, rate in later)])


def differing(log):
    """The names of the settings in which these runs differ; of one run its rate and epochs."""
    told = [settings(finished) for finished in log]
    names = [name for name in told[0] if len({each[name] for each in told}) > 1]
    return names or ["learning rate", "epochs"]


def results(finished):
    """Where the run ended, {name: text}."""
    data, run = finished.experiment.data, finished.run
    sample, bowl = runs.sample(data), runs.bowl(data)
    out = verdict.outcome(sample, bowl, run)
    arrives = "ran away" if out.diverged else "not there" if out.arrives is None else count(out.arrives)
    return {"w": plain(run.w[-1], 5), "b": plain(run.b[-1], 5), "loss": plain(run.losses[-1], 4), "arrived": arrives}


def rows(log):
    """A row for each run, {name: text}: what differs, and what came out."""
    names = differing(log)
    return [
        {"run": str(number)} | {name: settings(finished)[name] for name in names} | results(finished)
        for number, finished in enumerate(log, 1)
    ]


def as_csv(log):
    """All settings and results of all runs, with all digits of the numbers. -> text"""
    table = [["run", *settings(log[0]), "w", "b", "loss", "arrived after epoch"]]
    for number, finished in enumerate(log, 1):
        run, data = finished.run, finished.experiment.data
        arrives = verdict.outcome(runs.sample(data), runs.bowl(data), run).arrives
        ends = (repr(float(values[-1])) for values in (run.w, run.b, run.losses))
        table.append([number, *settings(finished).values(), *ends, "" if arrives is None else arrives])
    return tables.written(table)


# ---- in a link


def to_text(log):
    """For a link; runs on a learner's own data are left out."""
    return BETWEEN_RUNS.join(one_to_text(finished) for finished in log if not finished.experiment.data.own)


def one_to_text(finished):
    experiment, data = finished.experiment, finished.experiment.data
    made_up = [data.noise, *data.true_line] if data.true_line else ["", "", ""]
    numbers = [data.n, data.seed, *made_up, *experiment.start, experiment.epochs]
    told = [value if value == "" else short(value) for value in numbers]
    rates = finished.history.text or f"0:{short(finished.history.rate)}"
    return BETWEEN_FIELDS.join([data.scenario, *told, rates, "hand" if finished.by_hand else ""])


def from_text(text):
    """-> the runs of a link; one that makes no sense is left out"""
    log = []
    for part in text.split(BETWEEN_RUNS)[:MOST]:
        try:
            log.append(one_from_text(part))
        except (ValueError, KeyError, OverflowError):
            continue
    return tuple(dict.fromkeys(log))


def one_from_text(text):
    """-> Finished; a ValueError or KeyError where it makes no sense: where no slider could have set it"""
    slug, n, seed, noise, w, b, start_w, start_b, epochs, rates, hand = text.split(BETWEEN_FIELDS)
    scenario, history, by_hand = SCENARIOS[slug], RateHistory.from_text(rates), hand == "hand"
    made_up = not scenario.points
    noise, line = (on_slider(noise, scenario.noise_range), line_of(scenario, w, b)) if made_up else (None, None)
    start = Line(value(start_w), value(start_b)) if by_hand else line_of(scenario, start_w, start_b)
    n, seed, epochs = int(n), int(seed), int(epochs)
    sound = FEWEST_POINTS <= n <= scenario.most_points and SEEDS[0] <= seed <= SEEDS[1] and epochs in EPOCHS
    if not sound or history.rate not in learning_rates(scenario) or history.epochs[-1] >= epochs:
        raise ValueError("these settings are none of this app")
    return Finished(
        Experiment(SampleSettings(slug, n, seed, noise, line), start, history.rate, epochs), history, by_hand
    )


def line_of(scenario, w, b):
    return Line(on_slider(w, scenario.w_range), on_slider(b, scenario.b_range))


def on_slider(text, limits):
    number = value(text)
    if nearest(number, limits) != number:
        raise ValueError("no slider stands there")
    return number


def value(text):
    number = float(text)
    if not is_value(number):
        raise ValueError("a finite number, neither too large nor too small")
    return number

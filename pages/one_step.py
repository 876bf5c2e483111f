"""One step by hand: from the errors to the gradients to the new line, with this run's own numbers."""

from zlib import crc32

import numpy as np
import streamlit as st

import linreg_core as core
from pages.lessons.one_step import charts as one_step_charts
from pages.lessons.one_step import checking, controls
from pages.lessons.one_step import words as text
from pages.lessons.one_step.step import HandStep, slope_by_nudging, spread_out, steps_to_play, take_step, walk
from pages.ui import controls as shared
from pages.ui import playback, predict, runs
from pages.ui.numbers import count, katex_decimals, plain, unset
from pages.ui.page import begin
from pages.ui.player import player
from pages.ui.rates import RateHistory
from pages.ui.source import show_source

SQUARES_UP_TO = 20  # more would hide each other: then only the numbered points have theirs
FATES = "grows", "about the same", "10 to 50 % less", "over 50 % less"
STYLE = """<style>
.st-key-step-table table, .st-key-step-slopes table { width: 100%; font-size: 0.875rem; font-variant-numeric: tabular-nums; }
.st-key-step-table :is(th, td), .st-key-step-slopes :is(th, td) { padding: 0.2rem 0.3rem; white-space: nowrap; }
.st-key-step-table, .st-key-step-slopes { overflow-x: auto; }
.st-key-step-hand .katex-display { margin: 0; padding: 0.3em 0; overflow: auto hidden; }
.st-key-step-hand .katex { font-size: 1.05em; }
.st-key-step-hand .stExpander summary { padding-top: 0.25rem; padding-bottom: 0.25rem; min-height: 2rem; }
@media (min-width: 900px) {  /* the picture stays in sight while the numbers scroll */
  [data-testid="stLayoutWrapper"]:has(> .st-key-step-picture) { position: sticky; top: min(3.75rem, calc(100vh - 920px)); }
}
.st-key-step-table tr:last-child td { border-top: 2px solid currentColor; }
</style>"""


def change_of(before, after):
    """Relative: −0.1 is a tenth less."""
    return after / before - 1 if before > 0 else 0.0


def fate(change):
    return FATES[0 if change >= 0.1 else 1 if change > -0.1 else 2 if change >= -0.5 else 3]


@st.cache_resource(max_entries=200, show_spinner=False)
def recorded(experiment, epoch, ending):
    """The player's message: from this epoch on until the steps can be seen."""
    names, (X, y) = experiment.names, runs.sample(experiment.data).points()
    known, run, step = runs.bowl(experiment.data), this_run(experiment), this_step(experiment, epoch)
    shown, rows = steps_to_play(run.losses, epoch), spread_out(X, y)
    steps, w, b, losses = walk(X, y, run, epoch, shown)
    seconds = run.seconds * shown / (len(run.losses) - 1)
    shares = 100 * (losses / losses[0]) if losses[0] > 0 else np.full(len(losses), 100.0)
    floor_share = min(100.0, 100 * (known.floor / losses[0])) if losses[0] > 0 else 100.0
    line = one_step_charts.step_chart(
        runs.sample(experiment.data), known.minimum, (step.w, step.b), (step.new_w, step.new_b), (w, b), rows
    )
    others = np.setdiff1d(np.arange(len(X)), rows) if len(X) <= SQUARES_UP_TO else []
    x_ends = list(line.layout.xaxis.range)
    alt = (
        f"{len(X)} points and the line before the step, w = {step.w:.4g}, b = {step.b:.4g}, and after it, "
        f"w = {step.new_w:.4g}, b = {step.new_b:.4g}; a square on the error of each of {len(rows)} numbered points."
    )
    return playback.pack(
        run=f"one step {experiment} {epoch}",
        view=f"one step {experiment.scenario}",
        epochs=epoch + shown,
        first=epoch,
        steps=steps,
        series={"w": w, "b": b, "mse": losses, "share": shares},
        figures={
            "line": playback.picture(line, alt, height=340),
            "sum": playback.picture(one_step_charts.bar_chart(len(X), shares, floor_share), bar_alt(step, shares), 120),
        },
        tracks=[
            *(
                squares(trace, X, y, points)
                for trace, points in (("residual", others), ("square", rows))
                if len(points)
            ),
            playback.at("line", "fit", x_ends, [{"b": 1, "w": x} for x in x_ends]),
            playback.at("sum", "sum", [0, "share", "share", 0, 0], one_step_charts.BAR),
        ],
        readouts=readouts(names, step),
        note=f"NumPy needs {1e6 * seconds:.2g} µs for this; you are watching it {{slower}}× slower.",
        seconds=seconds,
        ending=ending,
        clock={"button": f"Take {shown:,} steps" if shown > 1 else "Take the step"},
    )


def squares(trace, X, y, rows):
    """True squares between these points and the line of now."""
    x = X[rows, 0].tolist()
    return playback.squares("line", trace, x, y[rows, 0].tolist(), [{"b": 1, "w": value} for value in x])


def bar_alt(step, shares):
    return f"The sum of all {step.n} squares, as a bar that goes from 100 % to {shares[-1]:.4g} %."


def readouts(names, step):
    decimals = [text.decimals_of(v, v / 10) for v in (step.new_w, step.new_b)]
    return [
        playback.readout(
            "the line now",
            f"{names.y_name} = {{w}} · {names.x_name} {{+b}}",
            f"MSE {{mse}}{f' {names.y_unit}²' if names.y_unit else ''}, {{+change}} % since before",
            wide=True,
            w=playback.number("w", decimals[0]),
            b=playback.number("b", decimals[1]),
            mse=playback.number("mse", 3, step.mse >= 1e5 or step.mse < 1e-3),
            change=playback.number({"share": 1, "": -100}, 2),
        ),
    ]


def this_run(experiment):
    return runs.record(experiment.data, experiment.start, experiment.epochs, RateHistory.constant(experiment.rate))


def this_step(experiment, epoch) -> HandStep:
    X, y = runs.sample(experiment.data).points()
    run = this_run(experiment)
    return take_step(X, y, run.w[epoch], run.b[epoch], experiment.rate)


def pace_words(run, known, epoch, step):
    """How much of the run the player shows, and why; and what the squares and the bar are."""
    shown, change = steps_to_play(run.losses, epoch), change_of(step.mse, step.new_mse)
    squares = "Every point has its square" if step.n <= SQUARES_UP_TO else "The numbered points have their squares"
    key = f"{squares}; the bar adds up all {step.n}."
    if shown > 1:
        return f"One step here is too small to see, so the button takes {shown:,}; the arrow → takes one. {key}"
    if abs(change) >= 0.001:
        return f"The button takes this one step, slowly. {key}"
    if run.losses[epoch] <= 1.01 * known.floor or known.floor == 0:
        return f"The line has arrived: the gradients are nearly 0 here, so the step is nearly 0 too. {key}"
    return f"The rate {plain(step.rate)} is so small that even many steps hardly move this line. {key}"


def signed_percent(share):
    return f"{'+' if share > 0 else '−'}{plain(abs(100 * share), 2)} %" if share else "0 %"


# ---- the parts of the page


def calculation(step, X, y, names):
    """The step in four lines, each with its numbers and the function of the core that does it."""
    u, rows = text.units(names), spread_out(X, y)
    few = f"{len(rows)} of the {step.n} points, evenly spread over x" if step.n > len(rows) else "All points"
    st.markdown(f"**1. Compare.** The line says ŷ, the data says y: the difference is the error. {few}:")
    with st.container(key="step-table"):
        st.markdown(text.table(step, X, y, rows, u))
    st.latex(text.prediction(step, X, y, rows[0], u))
    show_source("forward_pass: ŷ", core.forward_pass)
    st.markdown("**2. Measure.** The loss is the mean of the squares.")
    st.latex(text.loss(step, u))
    show_source("compute_loss: the MSE", core.compute_loss)
    st.markdown("**3. Differentiate.** How fast the loss rises with w, and with b.")
    st.latex(text.gradients(step, u))
    show_source("compute_gradients: the two slopes", core.compute_gradients)
    st.markdown(f"**4. Update.** Against the slope, times the learning rate η = {plain(step.rate)}.")
    st.latex(text.update(step, u))
    show_source("update_parameters: the new line", core.update_parameters)


def slope_check(step, X, y):
    """The same gradients without any calculus, digit by digit."""
    st.subheader("Is the gradient right?", anchor=False)
    st.markdown(
        "Nudge w a little up and a little down, compute the loss both times, and divide the difference "
        "by the width: (loss(w + h) − loss(w − h)) / 2h. No calculus, the same number."
    )
    h = controls.nudge()
    lines = ["| | formula | by nudging | equal digits |", "|--|--:|--:|--:|"]
    for name, formula, nudged in zip("wb", (step.dw, step.db), slope_by_nudging(X, y, step.w, step.b, h), strict=True):
        same = text.agreeing(formula, nudged)
        lines.append(
            f"| **∂MSE/∂{name}** | {text.marked(formula, same)} | {text.marked(nudged, same)} | **{same}** of 12 |"
        )
    with st.container(key="step-slopes"):
        st.markdown("\n".join(lines))
    st.markdown(
        "The loss is a parabola in w, so this slope is exact for every h. What differs is rounding: "
        "make h smaller, and the two losses agree in ever more digits, so fewer are left for their difference."
    )


def your_turn(experiment, following, X, epoch, names):
    """The step after this one, with two blanks."""
    u, n = text.units(names), following.n
    st.subheader("Your turn", anchor=False)
    step_id = crc32(repr((experiment, epoch)).encode())
    decimals = text.decimals_of(max(abs(following.w), abs(following.new_w)), following.rate * following.dw)
    w = unset(katex_decimals(following.w, decimals))
    st.markdown(
        f"The next step starts at **w = {w}**. There **Σ error·x = {text.said(following.sum_error_x, 6)}** and "
        f"Σ error = {text.said(following.sum_error, 6)}, over n = {n} points, and **η = {plain(following.rate)}**. "
        "What is the gradient, and where does w go?"
    )
    first, second = st.columns(2)
    with first:
        typed = controls.blank(labelled("∂MSE/∂w", u["error_x"]), "dw", step_id)
        noise = 1e-9 * 2 / n * float(np.sum(np.abs(following.error * X[:, 0])))
        show(checking.check_gradient(typed, n, following.sum_error_x, following.sum_error, following.rate, noise))
    with second:
        own, typed = checking.parse(typed or ""), controls.blank(labelled("new w", u["w"]), "w", step_id)
        show(
            checking.check_update(typed, following.w, following.rate, following.dw, following.db, 10.0**-decimals, own)
        )
    st.caption("Stuck? Press **Next step** above: the page then works out exactly this one.")


def labelled(name, unit):
    return f"{name}, {unit}".replace("$", r"\$") if unit else name


def show(check):
    if check.right:
        st.success(check.text, icon=":material/check:")
    elif check.text:
        st.warning(check.text, icon=":material/lightbulb:")


def what_it_meant(experiment, step):
    change = change_of(step.mse, step.new_mse)
    if change > 1e-9:
        result = (
            f"and came out higher on the other side: the loss grew by {plain(100 * change)} %. The rate is too large."
        )
    else:
        result = f"and the loss changed by {signed_percent(change)}."
    return (
        "**What it meant.** Every error pulls on the line, and a point far from x = 0 turns it more: that is why its error is "
        f"multiplied by x. The gradients are the mean of all pulls, times 2. The step went against them, {result} "
        f"Training for {count(experiment.epochs)} is exactly this, {experiment.epochs:,} times."
    )


begin(
    "One step by hand",
    "One step of gradient descent with this run's own numbers: the errors make the gradients, and the gradients move the line.",
)
st.html(STYLE)
experiment = shared.experiment()
X, y = runs.sample(experiment.data).points()
run, known = this_run(experiment), runs.bowl(experiment.data)
picture, by_hand = st.columns(2, gap="large")
with by_hand, st.container(key="step-hand"):
    epoch = controls.step_epoch(max(1, len(run.losses) - 2))
    step, following = this_step(experiment, epoch), this_step(experiment, epoch + 1)
    calculation(step, X, y, experiment.names)
with picture, st.container(key="step-picture"):
    shown = steps_to_play(run.losses, epoch)
    happened = fate(change_of(run.losses[epoch], run.losses[epoch + shown]))
    question = f"what {f'do these {shown:,} steps' if shown > 1 else 'does this step'} do to the sum of squares?"
    ending = predict.predict(question, FATES, happened, "one_step")
    player.player(recorded(experiment, epoch, ending))
    st.markdown(pace_words(run, known, epoch, step))

check, turn = st.columns(2, gap="large")
with check:
    slope_check(step, X, y)
with turn:
    your_turn(experiment, following, X, epoch, experiment.names)
st.markdown(what_it_meant(experiment, step))

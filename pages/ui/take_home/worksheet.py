"""A worksheet: the first step of a run by hand, on paper; its answers on a second page. One HTML file without a network."""

from html import escape
from pathlib import Path

from pages.ui.charts import axis_names
from pages.ui.numbers import THIN, count, plain, unset
from pages.ui.step_table import power_and_unit, units
from pages.ui.take_home.paper import DIGITS, RESULT, Sheet, without_zeros
from pages.ui.take_home.recipe import PLAIN
from pages.ui.take_home.sketch import shows, sketch

TITLE = "One step by hand"
STYLE = (Path(__file__).parent / "worksheet.css").read_text("utf-8")
POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
BOX = '<span class="box"></span>'
PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=794">
<title>Worksheet: {title}</title>
<style>{style}</style>
<button class="screen" onclick="print()">Print</button>
{sheets}
</html>
"""
ROUNDING = (
    f"How numbers are rounded: in the table to {DIGITS} digits or to whole numbers; the loss and the gradients to {RESULT} "
    "digits or fewer; w and b as finely as their change needs. Your last digit may differ by 1 or 2."
)
POWERS = "A power of ten over a column belongs to each of its numbers. Where it says 10⁶, write 3.5 for 3,500,000."


def fits(recipe):
    """Whether the run is plain gradient descent of one line, with all points in each step."""
    if len(recipe.descents) != 1 or recipe.points.names is None or recipe.l2:
        return False
    (descent,) = recipe.descents
    return len(descent.w) == 1 and descent.rule == PLAIN and descent.size is None and descent.X is None


def text(recipe):
    """The whole file."""
    sheet = Sheet(recipe)
    pages = [questions_page(recipe, sheet), *([answers_page(sheet)] if recipe.answers else [])]
    return PAGE.format(
        policy=POLICY,
        title=escape(f"{TITLE} · {sheet.names.title}"),
        style=STYLE,
        sheets="\n".join(f"<section>{page}</section>" for page in pages),
    )


# ---- the first page


def questions_page(recipe, sheet):
    return "\n".join(
        [
            f'<header><h1>{TITLE}</h1><p class="who">Name <span></span> Date <span></span></p></header>',
            f'<p class="small">The first step of this run: {escape(recipe.settings)}</p>',
            f'<div class="top">{sketch(sheet.sample, sheet.rows, sheet.before)}{given(sheet)}</div>',
            f"<p><b>1. The errors.</b> The line predicts ŷ, and y was measured. The error is ŷ − y. {shown(sheet)}</p>",
            table(sheet, filled=False),
            *([f'<p class="small">{POWERS}</p>'] if any(c.power for c in vars(sheet.table).values()) else []),
            steps(sheet),
            asked(sheet),
            f'<p class="small">{ROUNDING}</p>',
        ]
    )


def given(sheet):
    """What one has to know: the points, the line, the rate."""
    x, y = (escape(name) for name in axis_names(sheet.names))
    u = units(sheet.names)
    rows = [
        ("points", f"n = {sheet.n:,}"),
        ("slope", f"w = {of(plain(sheet.before.w, 7), u['w'])}"),
        ("intercept", f"b = {of(plain(sheet.before.b, 7), u['y'])}"),
        (f"{'first ' if sheet.rate_changes else ''}learning rate", f"η = {plain(sheet.rate, 6)}"),
    ]
    meaning = "" if (x, y) == ("x", "y") else f"<p>x is {x}.<br>y is {y}.</p>"
    return (
        f"<dl><p>The line: <b>ŷ = w·x + b</b></p>{''.join(f'<dt>{k}</dt><dd>{v}</dd>' for k, v in rows)}{meaning}</dl>"
    )


def shown(sheet):
    """Which points stand in the table."""
    few = f"{len(sheet.rows)} of the {sheet.n:,} points" if sheet.others else "all points"
    return f"Here are {few}. Fill in the empty boxes."


def table(sheet, filled):
    """A row a point, one for all others, one for the sums: with boxes to fill in, or filled in."""
    u, (error, square, error_x) = units(sheet.names), sheet.totals
    x, y, y_hat = map(without_zeros, (sheet.table.x, sheet.table.y, sheet.table.y_hat))
    columns = {
        "x": (x, u["x"]),
        "y": (y, u["y"]),
        "ŷ = w·x + b": (y_hat, u["y"]),
        "error = ŷ − y": (error.shown, u["y"]),
        "error²": (square.shown, u["square"]),
        "error·x": (error_x.shown, u["error_x"]),
    }
    heads = "".join(
        f"<th>{name}<small>{escape(power_and_unit(column.power, unit))}</small></th>"
        for name, (column, unit) in columns.items()
    )
    rows = []
    for i in range(len(sheet.rows)):
        cells = [column.cell(column.values[i]) for column, _ in columns.values()]
        rows.append(row(f"point {i + 1}", cells if filled else [*cells[:2], *[""] * 4]))
    if sheet.others:
        others = [total.shown.cell(total.others) for total in sheet.totals]
        rows.append(row(f"the other {count(sheet.others, 'point')} together", [None] * 3 + others))
    sums = [total.shown.cell(total.all) if filled else "" for total in sheet.totals]
    rows.append(row(f"Σ, all {sheet.n:,}", [None] * 3 + sums, "sum"))
    head = f'<thead><tr><th style="width: 27mm">point</th>{heads}</tr></thead>'
    return f"<table>{head}<tbody>{''.join(rows)}</tbody></table>"


def row(name, cells, kind=""):
    """None: no such number."""
    tds = "".join('<td class="none"></td>' if cell is None else f"<td{small(cell)}>{cell}</td>" for cell in cells)
    return f'<tr class="{kind}"><th scope="row">{name}</th>{tds}</tr>'


def small(cell):
    return ' class="long"' if len(cell) > 11 else ""


def fraction(above, below):
    return f'<span class="frac"><span>{above}</span><span>{below}</span></span>'


MSE = f"MSE = {fraction(1, 'n')} Σ error²"
EQUALS = f"<span>{{}} =</span>{BOX}"
SLOPE = {name: fraction("∂MSE", f"∂{name}") for name in "wb"}


def steps(sheet):
    """The loss, the gradients, the update: a box for each."""
    parts = [
        f'<p class="ask"><b>2. The loss.</b> It is the mean of the squared errors, the MSE.{EQUALS.format(MSE)}</p>',
        "<p><b>3. The gradients.</b> How fast does the loss rise when w grows, and when b grows?</p>",
        f"<span>{SLOPE['w']} = {fraction(2, 'n')} Σ error·x =</span>{BOX}",
        f"<span>{SLOPE['b']} = {fraction(2, 'n')} Σ error =</span>{BOX}",
        "<p><b>4. The update.</b> Each parameter goes against its gradient, "
        f"times the learning rate η = {plain(sheet.rate, 6)}.</p>",
        f"<span>new w = w − η · {SLOPE['w']} =</span>{BOX}",
        f"<span>new b = b − η · {SLOPE['b']} =</span>{BOX}",
    ]
    return f'<div class="steps">{"".join(parts)}</div>'


def asked(sheet):
    return (
        f'<p class="ask"><b>5.</b> Take point {sheet.point + 1} again, with the new line. ŷ = {BOX} error = {BOX}</p>'
        f"<p><b>6.</b> Is the loss of all {sheet.n:,} points smaller with the new line? Why?</p>"
        '<div class="rule"></div><div class="rule"></div>'
    )


# ---- the second page


def answers_page(sheet):
    lines = sheet.sample, sheet.rows, sheet.before, sheet.new_line
    dashed = (
        "Dashed: the line after one step." if shows(*lines) else "The line after one step lies outside of this chart."
    )
    return "\n".join(
        [
            f"<h1>Answers: {TITLE[0].lower()}{TITLE[1:]}</h1>",
            "<p><b>1. The errors.</b></p>",
            table(sheet, filled=True),
            worked(sheet),
            f"<p><b>5.</b> {point_again(sheet)}</p>",
            f"<p><b>6.</b> {smaller(sheet)}</p>",
            f'<div class="top wide">{sketch(*lines)}<p>Solid: the line at the start.<br>{dashed}</p></div>',
            f'<p class="small">{ROUNDING}</p>',
        ]
    )


def worked(sheet):
    """The loss, the gradients, the update, with this run's numbers."""
    u, n, (error, square, error_x) = units(sheet.names), f"{sheet.n:,}", map(total_text, sheet.totals)
    rate = plain(sheet.rate, 6)
    w, b = (plain(value, 7) for value in sheet.before)
    lines = [
        ("<b>2.</b>", f"MSE = {fraction(1, n)} · {bracketed(square)}", sheet.mse, u["square"]),
        ("<b>3.</b>", f"{SLOPE['w']} = {fraction(2, n)} · {bracketed(error_x)}", sheet.dw, u["error_x"]),
        ("", f"{SLOPE['b']} = {fraction(2, n)} · {bracketed(error)}", sheet.db, u["y"]),
        ("<b>4.</b>", f"new w = {w} − {bracketed(rate)} · {bracketed(sheet.dw.text)}", sheet.w, u["w"]),
        ("", f"new b = {b} − {bracketed(rate)} · {bracketed(sheet.db.text)}", sheet.b, u["y"]),
    ]
    rows = "".join(
        f"<span>{k}</span><span>{how} = <b>{of(found.text, unit)}</b></span>" for k, how, found, unit in lines
    )
    return f'<div class="worked">{rows}</div>'


def total_text(total):
    return unset(total.shown.formula(total.all))


def bracketed(number):
    """What can follow a sign of multiplication."""
    return f"({number})" if number.startswith("−") or "×" in number else number


def of(number, unit):
    """A number with its unit, for HTML."""
    return f'<span class="number">{escape(f"{number}{THIN}{unit}" if unit else number)}</span>'


def point_again(sheet):
    """The point of question 5 with the new line."""
    t, i, unit = sheet.table, sheet.point, units(sheet.names)["y"]
    x, y = (unset(without_zeros(column).formula(column.values[i])) for column in (t.x, t.y))
    before, after = abs(float(t.error.plain[i])), abs(sheet.new_error.printed)
    became = "smaller" if after < before else "larger" if after > before else "as large as before"
    then = became if became.startswith("as") else f"{became} than before"
    return (
        f"ŷ = new w · x + new b = {sheet.w.text} · {bracketed(x)} + {bracketed(sheet.b.text)} "
        f"= {of(sheet.new_y_hat.text, unit)}; error = ŷ − y = {sheet.new_y_hat.text} − {bracketed(y)} "
        f"= <b>{of(sheet.new_error.text, unit)}</b>. Without its sign it is {then}."
    )


def smaller(sheet):
    """What became of the loss, and why."""
    unit = units(sheet.names)["square"]
    before, after = (of(found.text, unit) for found in (sheet.mse, sheet.new_mse))
    rate, limit = plain(sheet.rate, 6), plain(sheet.limit)
    if not sheet.rate:
        return f"<b>No.</b> The learning rate is 0, so nothing moves. The loss stays at {before}."
    if sheet.at_answer:
        return (
            f"<b>No.</b> This line is the line of least squares, so both gradients are 0. The loss stays at {before}."
        )
    went = f"from {before} to <b>{after}</b>" if before != after else f"by less than the digits of {before} can show"
    above = f"The learning rate {rate} is above the limit of these points, 2/λmax = {limit}."
    if sheet.change > 0:
        return (
            f"<b>No.</b> It grows {went}. {above} The step goes too far, to the other side of the valley, and higher."
        )
    if sheet.rate > sheet.limit:
        return f"<b>Yes</b>, this time. It falls {went}. But {above[0].lower()}{above[1:]} After more steps the loss grows."
    return (
        f"<b>Yes.</b> It falls {went}. The step goes against the gradient, and it is short enough: "
        f"the learning rate {rate} is below the limit of these points, 2/λmax = {limit}."
    )

"""The table of one step in Markdown: a row a point, and the sums over all points. No Streamlit here."""

from pages.ui.step_table import in_power, power_and_unit, units


def markdown(table, step, names):
    """The table: a row a point, and under them the sums over all points."""
    u = units(names)
    columns = {  # name: (unit, Column, the sum over all points)
        "x": (u["x"], table.x, None),
        "y": (u["y"], table.y, None),
        "ŷ": (u["y"], table.y_hat, None),
        "error": (u["y"], table.error, step.sum_error),
        "error²": (u["square"], table.square, step.sum_square),
        "error·x": (u["error_x"], table.error_x, step.sum_error_x),
    }
    heads = [head(of_it, shown.power) for of_it, shown, _ in columns.values()]
    cells = [[shown.cell(value) for value in shown.values] for _, shown, _ in columns.values()]
    totals = ["" if total is None else f"**{in_power(total, shown.power)}**" for _, shown, total in columns.values()]
    numbered = [line(f"**{i}**", *points) for i, points in enumerate(zip(*cells, strict=True), start=1)]
    return "\n".join(
        [
            line("point", *columns),
            "|:--|" + "--:|" * len(columns),
            *([line("", *heads)] if any(heads) else []),
            *numbered,
            line(f"**Σ, all {step.n} ≈**", *totals),
        ]
    )


def line(*cells):
    return "".join(f"| {cell} " if cell else "| " for cell in cells) + "|"


def head(of_it, power):
    """A column's unit, with the power of ten that is taken out of it."""
    words = power_and_unit(power, of_it)
    return f"*{words}*".replace("$", r"\$") if words else ""

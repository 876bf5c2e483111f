"""The shapes of ŷ = Xw + b as boxes of HTML: a drawing, no chart."""

from pages.ui.palette import DATA, FIT, faint

ROW, TALLEST = 15, 150  # pixels


def shapes_drawing(n, d):
    """ŷ = X w + b: each box as wide as its columns, as high as its rows (many rows are cut)."""
    alt = f"y hat, {n} by 1, is X, {n} by {d}, times w, {d} by 1, plus b, 1 by 1"
    parts = [
        box("ŷ", n, 1, FIT),
        sign("="),
        box("X", n, d, DATA),
        sign("·"),
        box("w", d, 1, FIT),
        sign("+"),
        box("b", 1, 1, FIT),
    ]
    row = "display: flex; align-items: center; gap: 0.4rem; overflow-x: auto; padding-bottom: 0.75rem"
    return f'<div role="img" aria-label="{alt}" style="{row}">{"".join(parts)}</div>'


def box(name, rows, columns, look):
    """One matrix: its name, its box and its shape."""
    width, height = (max(ROW, min(TALLEST, ROW * count)) for count in (columns, rows))
    drawn = f"width: {width}px; height: {height}px; background: {faint(look, 0.25)}; border: 2px solid {look.color}"
    column = "display: flex; flex-direction: column; align-items: center; gap: 0.25rem; min-width: 2.9rem"
    return (
        f'<div style="{column}"><b>{name}</b><div style="{drawn}; border-radius: 2px"></div>'
        f'<span style="font-size: 0.8rem; white-space: nowrap">{rows:,} × {columns}</span></div>'
    )


def sign(text):
    return f'<span style="font-size: 1.4rem">{text}</span>'

"""Cells as numbers: the decimal mark of a file, the numbers of a column, and what a column holds if not numbers."""

import re

import numpy as np

MISSING = {"", "na", "n/a", "#n/a", "nan", "null", "none", "-", "–", "—", "−", ".", "?"}
INFINITE = re.compile(r"([-+]?)(?:inf|infinity|∞)", re.IGNORECASE)
TIDY = str.maketrans({"−": "-", "’": "'", "\u00a0": " ", "\u2009": " ", "\u202f": " "})
QUICK = frozenset("0123456789+-.eE")

LONGEST_NUMBER = 400  # characters; the longest float has 326
MONEY = "$€£¥"
BEFORE, AFTER = rf"^[-+−]?\s?[{MONEY}]?\s?", rf"\s?[%{MONEY}]?$"
POWER = r"(?:[eE][-+]?\d+)?"


def patterns(mark, other):
    """What a cell looks like that is a number with this decimal mark, and one that can have no other mark."""
    grouped = rf"\d{{1,3}}(?:(?P<group>[{other} '])\d{{3}})(?:(?P=group)\d{{3}})*"
    number = rf"[-+]?(?:{grouped}(?:[{mark}]\d*)?|\d+(?:[{mark}]\d*)?|[{mark}]\d+){POWER}"
    either = rf"[1-9]\d{{0,2}}[{mark}]\d{{3}}{AFTER}"
    proof = rf"{BEFORE}(?!{either})(?:\d{{1,3}}(?:[{other} '’]\d{{3}})+|\d*)[{mark}]\d+{POWER}{AFTER}"
    proof += rf"|{BEFORE}\d{{1,3}}(?:[{other}]\d{{3}}){{2,}}{AFTER}"
    return re.compile(number, re.ASCII), re.compile(proof, re.ASCII | re.MULTILINE)


NUMBER, PROOF = {}, {}
for mark, other in (".,", ",."):
    NUMBER[mark], PROOF[mark] = patterns(mark, other)
EITHER = re.compile(rf"{BEFORE}[1-9]\d{{0,2}}(?:([.,])\d{{3}})+{AFTER}", re.ASCII | re.MULTILINE)

DATE = re.compile(
    r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b.*|\d{1,2}:\d{2}\b.*"
    r"|\d{1,2}\.?[ -][^\W\d]{3,9}\.?[ -]\d{2,4}|[^\W\d]{3,9}\.? \d{1,2},? \d{4}"
)
BOOLEANS = {"true", "false", "yes", "no"}


def joined(column):
    """The texts of a column, one a line."""
    return "\n".join(cell for cell in column if isinstance(cell, str))


def decimal_mark(columns, separator):
    """The decimal mark of all these columns, "." or ",", and a cell that was not sure or whose thousands are grouped, or None.

    A cell such as 1,5 or 1.234,5 proves a mark, 1,234 does not. Without any proof a comma groups thousands, but where
    semicolons separate the cells, it is the decimal mark: that is why they do.
    """
    texts = [text for text in map(joined, columns) if "," in text or re.search(r"\d\.\d{3}\.\d{3}", text)]
    if not texts:
        return ".", None
    commas = sum(count(PROOF[","], text) for text in texts)
    points = sum(count(PROOF["."], joined(column)) for column in columns)
    unsure = [found for column in columns if (found := EITHER.search(joined(column)))]
    if commas != points:
        mark = "," if commas > points else "."
    else:
        mark = "," if separator == ";" and any(found[1] == "," for found in unsure) else "."
    told = [found[0].strip() for found in unsure if found[1] != mark or not commas + points]
    return mark, told[0] if told else None


def count(pattern, text):
    return sum(1 for _ in pattern.finditer(text))


def numbers(column, mark="."):
    """The column as floats; nan where a cell is empty or no number."""
    try:
        return simple_numbers(column, mark)
    except (ValueError, TypeError, AttributeError):  # a cell with more than digits in it, or one that is no text
        return np.array([number(cell, mark) for cell in column], float)


def simple_numbers(column, mark):
    """The same of a column of texts with digits and decimal marks only, twenty times as fast. Raises ValueError for others."""
    if mark == ",":
        column = [cell.replace(".", "?").replace(",", ".") for cell in column]
    if not QUICK.issuperset("".join(column)):
        raise ValueError("not simple")
    return np.array([float(cell) if cell else np.nan for cell in column])


def number(cell, mark="."):
    """'−1 234,5 €' -> -1234.5; nan for what is no number."""
    if not isinstance(cell, str):
        return cell
    if len(cell) > LONGEST_NUMBER:
        return np.nan
    text = cell.translate(TIDY).strip()
    text = re.sub(rf"^([-+]?)\s*[{MONEY}]\s*", r"\1", re.sub(rf"\s*[%{MONEY}]$", "", text))
    if infinite := INFINITE.fullmatch(text):
        return -np.inf if infinite[1] == "-" else np.inf
    if not NUMBER[mark].fullmatch(text):
        return np.nan
    return float(re.sub(rf"[{',' if mark == '.' else '.'} ']", "", text).replace(",", "."))


def is_missing(cell):
    return isinstance(cell, str) and cell.lower() in MISSING


def is_number(cell):
    """Under either decimal mark."""
    return not all(np.isnan(number(cell, mark)) for mark in ".,")


def kind(column, values):
    """What a column holds: "numbers" if half of its filled cells are, else "dates", "booleans", "text" or "nothing"."""
    filled = [cell for cell, value in zip(column, values, strict=True) if value == value or not is_missing(cell)]
    others = [str(cell) for cell, value in zip(column, values, strict=True) if value != value and not is_missing(cell)]
    if not filled:
        return "nothing"
    if 2 * len(others) <= len(filled):
        return "numbers"
    if 2 * sum(bool(DATE.fullmatch(cell)) for cell in others) > len(others):
        return "dates"
    return "booleans" if 2 * sum(cell.lower() in BOOLEANS for cell in others) > len(others) else "text"

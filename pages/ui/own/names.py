"""Names and sentences about a reader's own file: what is taken from it is plain text, short, and without hidden characters."""

import re
import unicodedata

from pages.ui.numbers import listed

LONGEST_NAME = 40
LONGEST_UNIT = 12
UNIT = re.compile(r"(.*\S)\s*(?:\(([^()]*)\)|\[([^\[\]]*)\])")


class BadTable(ValueError):
    """A file, a paste or a choice of columns that cannot be used; the text says what is wrong and what to do."""


def plain(text):
    """The text in one line, without control characters, marks that turn its direction, and double spaces."""
    seen = (" " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c)[0] != "C")
    return " ".join("".join(seen).split())


def short(text):
    """The text, plain, in at most 40 characters."""
    text = plain(text[:10_000])
    return text if len(text) <= LONGEST_NAME else text[: LONGEST_NAME - 1].rstrip() + "…"


def quoted(names, most=5):
    """“a”; “a” and “b”; “a”, “b” and 3 more."""
    names = [f"“{short(name)}”" for name in names]
    if len(names) > most:
        names[most - 1 :] = [f"{len(names) - most + 1} more"]
    return listed(names)


def unique(headers):
    """A readable name for each header: short, none empty, no two the same."""
    taken, names = set(), []
    for i, header in enumerate(headers, 1):
        name = first = short(header) or f"column {i}"
        again = 1
        while name in taken:
            again += 1
            name = f"{first[: LONGEST_NAME - 1 - len(str(again))]} {again}"
        taken.add(name)
        names.append(name)
    return names


def unit_of(name):
    """("price", "$") of "price ($)" or "price [$]"; the unit is "" if there is none, or if it is longer than a unit."""
    found = UNIT.fullmatch(name.strip())
    unit = (found[2] or found[3] or "").strip() if found else ""
    return (found[1], unit) if 0 < len(unit) <= LONGEST_UNIT else (name.strip(), "")

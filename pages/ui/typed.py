"""Numbers as people type them: read from text, or told how to write one. No Streamlit here."""

import re
from dataclasses import dataclass

SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
MINUS = str.maketrans("−–—", "---")
NUMBER = re.compile(r"([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)(?:[a-z$][^\d]*)?")
UNREADABLE = "I cannot read “{text}” as a number. Write it like −12.5, 1,234 or 3.2e-4."


@dataclass(frozen=True)
class Answer:
    """What there is to say of a text. right: None if nothing was typed, or nothing that can be read."""

    right: bool | None
    text: str


def parse(text):
    """'−1,234.5 $', 'w = 3.2 × 10⁻⁴', '0,5' -> a float; None if it is no finite number."""
    text = re.sub(r"\s|_", "", text.split("=")[-1].translate(MINUS).lower())
    text = re.sub(r"^([-+]?)\$", r"\1", text)
    text = re.sub(r"[×·*x]10(?:\^|\*\*)?\(?([-+]?[\d⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+)\)?", r"e\1", text).translate(SUPERSCRIPTS)
    if re.match(r"[-+]?\d{1,3}(,\d{3})+(?![\d,])", text):
        text = text.replace(",", "")
    elif text.count(",") == 1 and "." not in text:
        text = text.replace(",", ".")
    found = NUMBER.fullmatch(text)
    value = float(found[1]) if found else float("inf")
    return value if abs(value) < float("inf") else None


def unreadable(text):
    """How to write a number, for a text that is none; nothing for an empty one."""
    if not text.strip():
        return ""
    return UNREADABLE.format(text=text if len(text) <= 20 else text[:20] + "…")

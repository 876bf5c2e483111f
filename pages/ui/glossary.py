"""The words of the field that the lessons use, one plain sentence each, and their first uses in a text. No Streamlit here."""

import re

TERMS = {
    "model": "A rule that turns x into a prediction; here it is a line.",
    "parameter": "A number in the model that training changes: w or b.",
    "slope": "w: how much the prediction changes when x grows by 1.",
    "intercept": "b: the prediction where x is 0.",
    "prediction": "ŷ: what the model says for an x.",
    "residual": "The error of one point: the prediction minus the measured y.",
    "loss": "One number for how wrong the model is; here the mean of the squared errors (MSE).",
    "lowest loss": "The smallest loss that any line can have on these points.",
    "RMSE": "The square root of the MSE: a typical error, in the unit of y.",
    "R²": "The part of the spread of y that the line explains: 1 is all of it, 0 is none.",
    "gradient": "How fast the loss rises when w or b grows a little.",
    "learning rate": "η: how far one step goes, as a multiple of the gradient.",
    "step": "One small change of w and b, against the gradient.",
    "epoch": "One look at all the points.",
    "batch": "The points that one step looks at.",
    "arrived": "The loss is within 1% of the lowest loss.",
    "diverge": "To get worse with every step: the rate is too large.",
    "bounce": "To land on the other side of the valley with every step.",
    "least squares": "The line with the lowest loss; it can be computed at once.",
    "noise": "σ: how far a typical point lies from the true line.",
    "curvature": "λ: how steeply the loss bends in one direction.",
    "condition number": "The largest curvature divided by the smallest: 1 is a round bowl, a large one is a long valley.",
    "standardise": "To subtract the mean of a column and divide by its standard deviation.",
    "penalty": "l2 · ‖w‖²: what is added to the loss so that large weights cost something.",
    "overfit": "To follow the training points so closely that new points are predicted badly.",
}
FORMS = {  # other forms of a term, as sentences have them
    "parameters": "parameter",
    "slopes": "slope",
    "predictions": "prediction",
    "residuals": "residual",
    "gradients": "gradient",
    "learning rates": "learning rate",
    "steps": "step",
    "epochs": "epoch",
    "batches": "batch",
    "diverges": "diverge",
    "diverged": "diverge",
    "bounces": "bounce",
    "curvatures": "curvature",
    "standardised": "standardise",
    "overfits": "overfit",
}
ALL = {term: term for term in TERMS} | FORMS
FOUND = re.compile(
    r"(?<![\w\[|])(" + "|".join(re.escape(form) for form in sorted(ALL, key=len, reverse=True)) + r")(?![\w\]|])",
    re.IGNORECASE,
)
MARK = re.compile(r"\[\[([^\]|]+)(?:\|([^\]]+))?\]\]")
CODE = re.compile(r"(`[^`]*`|\$[^$\s][^$]*\$|\]\([^)]*\)|:[a-z]+-badge\[[^\]]*\])")  # where no term is looked for


def marked(texts, known=()):
    """The texts with the first use of each term as [[term]] or [[form|term]]. known: terms explained before."""
    seen, out = set(known), []

    def mark(match):
        form = match[0]
        term = ALL.get(form) or ALL.get(form.lower())
        if term is None or term in seen:
            return form
        seen.add(term)
        return f"[[{form}]]" if form == term else f"[[{form}|{term}]]"

    for text in texts:
        parts = CODE.split(text)
        out.append("".join(part if i % 2 else FOUND.sub(mark, part) for i, part in enumerate(parts)))
    return out


def used(texts):
    """{term: its sentence} of the terms marked in these texts."""
    return {(match[2] or match[1]): TERMS[match[2] or match[1]] for text in texts for match in MARK.finditer(text)}


def as_html(text):
    """Marked Markdown with its terms as <abbr>, all other < and & as text."""
    text = text.replace("&", "&amp;").replace("<", "&lt;")
    return MARK.sub(lambda m: f'<abbr title="{TERMS[m[2] or m[1]]}">{m[1]}</abbr>', text)

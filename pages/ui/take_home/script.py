"""A run as plain Python: sections of code with a heading each, which a script and a notebook join in their own way."""

from pages.ui.rates import short
from pages.ui.take_home.points import array
from pages.ui.take_home.recipe import PLAIN

IMPORT = "import numpy as np"
FUNCTIONS = '''\
def forward_pass(X, w, b):
    """Predict: one number for each row."""
    return X @ w + b


def compute_loss(y_pred, y{loss_takes}):
    """Measure: {loss_is}."""
    return np.mean((y_pred - y) ** 2){loss_more}


def compute_gradients(X, y_pred, y{gradient_takes}):
    """Differentiate: how the loss changes with w and with b."""
    error = y_pred - y
    dw = 2 / len(y) * (X.T @ error){gradient_more}
    db = 2 / len(y) * np.sum(error)
    return dw, db


def update_parameters(w, b, dw, db, learning_rate):
    """Improve: one step downhill."""
    return w - learning_rate * dw, b - learning_rate * db
'''
NO_PENALTY = {
    "loss_takes": "",
    "loss_is": "the mean of the squared errors",
    "loss_more": "",
    "gradient_takes": "",
    "gradient_more": "",
}
PENALTY = {
    "loss_takes": ", w",
    "loss_is": "the mean of the squared errors, plus the penalty on large weights",
    "loss_more": " + l2 * np.sum(w**2)",
    "gradient_takes": ", w",
    "gradient_more": " + 2 * l2 * w",
}
TRAIN = '''\
def train(X, y, w, b, learning_rate, epochs):
    """Repeat: each epoch looks at all points and takes one step. Also gives the loss before each step."""
    losses = []
    for _ in range(epochs):
        y_pred = forward_pass(X, w, b)
        losses.append(compute_loss(y_pred, y{w}))
        dw, db = compute_gradients(X, y_pred, y{w})
        w, b = update_parameters(w, b, dw, db, learning_rate)
    return w, b, losses
'''
TRAIN_BY_RULE = '''\
def train(X, y, w, b, learning_rate, epochs, rule, batch_size, decay=0.0):
    """Repeat: each epoch looks at all points once, a batch of them for each step. Also gives the loss before each epoch."""
    rng = np.random.RandomState({shuffle})  # it draws the order of the points
    memory_w = memory_b = (0.0, 0.0, 0)
    losses = []
    for epoch in range(epochs):
        losses.append(compute_loss(forward_pass(X, w, b), y))
        order = rng.permutation(len(X)) if batch_size < len(X) else np.arange(len(X))
        for i in range(0, len(X), batch_size):
            rows = order[i : i + batch_size]
            dw, db = compute_gradients(X[rows], forward_pass(X[rows], w, b), y[rows])
            dw, memory_w = rule(dw, memory_w)
            db, memory_b = rule(db, memory_b)
            w, b = update_parameters(w, b, dw, db, learning_rate / (1 + decay * epoch))
    return w, b, losses
'''
# As linreg_core/optimizers.py has them. m: running mean of g,  v: running mean of g²,  t: steps so far.
RULES = {
    "gradient descent": '''\
def gradient_descent(g, memory):
    """The direction is the gradient itself."""
    return g, memory
''',
    "momentum": '''\
def momentum(g, memory):
    """Add the steps before: m ← 0.9 m + g."""
    m, v, t = memory
    m = 0.9 * m + g
    return m, (m, v, t)
''',
    "rmsprop": '''\
def rmsprop(g, memory):
    """Divide by the size of the gradients before. Rounding decides its last digits once it is close."""
    m, v, t = memory
    v = 0.9 * v + (1 - 0.9) * g * g
    return g / (v**0.5 + 1e-8), (m, v, t)
''',
    "adam": '''\
def adam(g, memory):
    """Both: the mean of the gradients before, divided by their size."""
    m, v, t = memory
    t = t + 1
    m = 0.9 * m + (1 - 0.9) * g
    v = 0.999 * v + (1 - 0.999) * g * g
    return m / (1 - 0.9**t) / ((v / (1 - 0.999**t)) ** 0.5 + 1e-8), (m, v, t)
''',
}
PRINT = """\
print("w =", *(f"{value:.12g}" for value in w[:, 0]))
print(f"b = {b:.12g}")
print(f"loss = {loss:.12g}")"""


def text(recipe):
    """The whole script."""
    head = [f"# {recipe.title}: a run of the Linear Regression Lab as plain Python. It needs NumPy only."]
    head += [f"# {line}" for line in recipe.settings.splitlines()]
    parts = ["\n".join(head), IMPORT]
    for heading, code in sections(recipe):
        defines = code.startswith("def ")
        parts.append(f"# {heading}\n\n\n{code.strip()}\n" if defines else f"# {heading}\n{code.strip()}")
    return "\n\n".join(parts) + "\n"


def sections(recipe):
    """((heading, code), …): the data, the functions, the training."""
    traces = recipe.traces()
    by_rule = any(needs_rule(trace.descent) for trace in traces)
    return [
        ("The data", recipe.points.code()),
        ("The functions of the lesson", functions(recipe, by_rule)),
        (
            "Training, from where the app starts",
            race(recipe, traces, by_rule) if recipe.races else one(recipe, *traces),
        ),
    ]


def needs_rule(descent):
    """Whether it is more than plain descent with all points."""
    return bool(descent.rule != PLAIN or descent.size or descent.decay)


def functions(recipe, by_rule):
    """The lesson's functions, with what this run needs."""
    basics = FUNCTIONS.format(**(PENALTY if recipe.l2 else NO_PENALTY))
    if by_rule:
        rules = dict.fromkeys(descent.rule for descent in recipe.descents)
        return "\n\n".join(
            [basics, *(RULES[rule] for rule in rules), TRAIN_BY_RULE.replace("{shuffle}", str(recipe.shuffle))]
        )
    penalty = f"\n\nl2 = {short(recipe.l2)}  # how strong the penalty is\n" if recipe.l2 else ""
    return f"{basics}\n\n{TRAIN.replace('{w}', ', w' if recipe.l2 else '')}{penalty}"


def start(descent):
    """np.array([[0.0]]), 0.0"""
    column = ", ".join(f"[{float(value)!r}]" for value in descent.w)
    return f"np.array([{column}]), {float(descent.b)!r}"


def final_loss(recipe, X="X"):
    """The loss at the end."""
    return f"compute_loss(forward_pass({X}, w, b), y{', w' if recipe.l2 else ''})"


def one(recipe, trace):
    """One run, stage by stage."""
    stages, begin = trace.stages, f"{shortened(trace)}w, b = {start(trace.descent)}"
    if len(stages) == 1:
        rate, epochs = short(stages[0].rate), stages[0].epochs
        run = f"w, b, losses = train(X, y, w, b, learning_rate={rate}, epochs={epochs})"
    else:
        run = changing(stages)
    return f"{begin}\n{run}\nloss = {final_loss(recipe)}\n{PRINT}"


def shortened(trace):
    """A comment where the app shows fewer epochs than were asked for: a run that runs away, or a single step."""
    done, asked = len(trace.losses) - 1, sum(stage.epochs for stage in trace.descent.stages)
    return f"# Of {asked:,} epochs the app shows the first {done:,}.\n" if done < asked else ""


def changing(stages):
    """A run whose rate or points were changed on its way."""
    moved = {id(stage.points): stage.points for stage in stages if stage.points}
    names = {key: f"before_{i}" for i, key in enumerate(moved, 1)}
    arrays = [f"{array(f'X_{names[key]}', X)}\n{array(f'y_{names[key]}', y)}" for key, (X, y) in moved.items()]
    pairs = []
    for stage in stages:
        name = f"_{names[id(stage.points)]}" if stage.points else ""
        data = f", X{name}, y{name}" if moved else ""
        pairs.append(f"    ({short(stage.rate)}, {stage.epochs}{data}),")
    data = ", X, y" if moved else ""
    return "\n".join(
        [
            *(["# The points of before, until they were moved"] if moved else []),
            *arrays,
            f"losses = []\nstages = [  # learning rate, epochs{', points' if moved else ''}: they were changed while it ran",
            *pairs,
            f"]\nfor learning_rate, epochs{data} in stages:",
            "    w, b, more = train(X, y, w, b, learning_rate, epochs)",
            "    losses += more",
        ]
    )


def race(recipe, traces, by_rule):
    """Several runs, each with its name."""
    lines = ["runs = {"]
    for trace in traces:
        lines += [f"    {line}" for line in shortened(trace).splitlines()]
        descent, (stage,) = trace.descent, trace.stages
        how = f", {descent.rule.replace(' ', '_')}, {descent.size or len(recipe.points.X)}" if by_rule else ""
        how += f", {short(descent.decay)}" if descent.decay else ""
        lines.append(
            f"    {descent.name!r}: ({descent.x_code}, y, {start(descent)}, {short(stage.rate)}, {stage.epochs}{how}),"
        )
    lines.append(f"}}  # X, y, w, b, learning rate, epochs{', rule, points in a batch' if by_rule else ''}")
    printed = PRINT.replace("\n", "\n    ")
    return "\n".join(
        [
            *lines,
            "losses_of = {}",
            "for name, settings in runs.items():",
            "    w, b, losses_of[name] = train(*settings)",
            f"    loss = {final_loss(recipe, 'settings[0]')}",
            "    print(name)",
            f"    {printed}",
        ]
    )

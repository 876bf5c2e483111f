"""What stands where on every page that trains: on top what the lesson needs first, above the player only its question."""

import pytest

SHARED = ["Scenario", "Learning rate", "Epochs", "[The data]", "New sample", "Reset", "[More]"]
WITHOUT_RATE = [name for name in SHARED if name != "Learning rate"]

# Each page, and its sidebar from top to bottom; a fold is one name in brackets.
SIDEBARS = {
    "train": "Scenario|Edit points|Fit by hand|Learning rate|Epochs|Residuals|Noise, $|True w (slope), $ per 100 sq ft|"
    "True b (intercept), $|New sample|Reset|[More]".split("|"),
    "one_step": SHARED,
    "loss_surface": ["View", "Starts", *SHARED],
    "learning_rate": ["Rates, in % of the limit of this data", *SHARED],
    "feature_scaling": [
        "Write x on the second side as",
        "Both train at the",
        "Share of the limit",
        "Houses in square feet",
        *WITHOUT_RATE,
    ],
    "optimizers": ["The race", "Change these runs", "Counted in", *WITHOUT_RATE],
    "ridge": ["Data", "What moves", "Degree", "Your penalty l2", "New points", "New split", "Reset", "[More]"],
    "many_features": "Data|Features|Learning rate|Penalty l2|Epochs|Standardise|New sample|Reset|[More]".split("|"),
    "beyond": "Hidden units|Each unit bends like|Start|Data|Learning rate, on standardised data|Epochs|[The data]|"
    "New sample|Reset|[More]".split("|"),
}


def pieces(block):
    """The elements of a block from top to bottom; a fold is one of them."""
    for child in block.children.values():
        if child.type == "expander" or not hasattr(child, "children"):
            yield child
        else:
            yield from pieces(child)


def label(piece):
    return f"[{piece.label}]" if piece.type == "expander" else getattr(piece, "label", None)


@pytest.mark.parametrize("page", SIDEBARS)
def test_what_the_lesson_needs_first_is_on_top_of_the_sidebar(page, open_app):
    app = open_app(f"pages/{page}.py", scenario=None)
    assert [name for name in map(label, pieces(app.sidebar)) if name] == SIDEBARS[page]
    folds = {fold.label: fold for fold in app.sidebar.expander}
    assert not any(fold.proto.expanded for fold in folds.values())
    assert [piece.label for piece in pieces(folds["More"])][-2:] == ["Predict first", "Ask the class"]


@pytest.mark.parametrize("page", SIDEBARS)
def test_nothing_but_title_question_and_prediction_stands_above_the_player(page, open_app):
    above = []
    for piece in pieces(open_app(f"pages/{page}.py").main):
        if piece.type == "bidi_component" and piece.proto.component_name.endswith("player"):
            break
        above.append(piece)
    seen = [
        piece for piece in above if piece.type not in ("html", "bidi_component")
    ]  # styles, and the shell, which has no place
    assert [piece.type for piece in seen] == ["title", "markdown", "button_group"]
    assert seen[-1].label.startswith("Predict first: ") and len(seen[-1].label) <= 100


@pytest.mark.parametrize("page", SIDEBARS)
def test_every_trace_has_a_name_of_its_own_by_which_the_player_moves_it(page, open_app, told):
    message = told(open_app(f"pages/{page}.py"))
    for chart, figure in message.figures.items():
        names = [trace["name"] for trace in figure["data"]]
        assert len(set(names)) == len(names), chart
        assert {track["trace"] for track in message["tracks"] if track["chart"] == chart} <= set(names), chart


def test_a_rate_that_a_page_does_not_show_is_there_again_on_the_next(open_app, told):
    app = open_app(rate="0.002", scenario="A simple line")
    for page, shown in {"optimizers": False, "feature_scaling": False, "train": True}.items():
        app.switch_page(f"pages/{page}.py").run()
        assert not app.exception and ("rate" in [slider.key for slider in app.select_slider]) == shown
    assert told(app)["rate"] == 0.002

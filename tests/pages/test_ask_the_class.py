"""Ask the class: what the player asks in place of the slim question, on every page that asks before a run.

Left out: the cards and the hands, which are the browser's (tests/browser/test_ask_the_class.py, test_player_alone.py).
"""

import re

import pytest

CLASS = {"ask": "true"}
# A page, and a change of what its question is about.
PAGES = {
    **dict.fromkeys(
        ("train", "one_step", "loss_surface", "learning_rate", "feature_scaling", "optimizers"),
        lambda app: app.slider(key="seed").set_value(7).run(),
    ),
    "ridge": lambda app: app.slider(key="ridge_seed").set_value(7).run(),
    "many_features": lambda app: app.slider(key="many_seed").set_value(7).run(),
    "beyond": lambda app: app.slider(key="seed").set_value(7).run(),
}
each = pytest.mark.parametrize("page", PAGES)


def slim(app):
    """The questions to one learner."""
    return [asked for asked in app.button_group if asked.key.startswith("predict_")]


@each
def test_the_player_asks_what_the_page_would_with_its_answers_in_their_order(page, open_app, told):
    alone, in_class = open_app(f"pages/{page}.py"), open_app(f"pages/{page}.py", **CLASS)
    (question,) = slim(alone)
    asked = told(in_class).extras["asked"]
    assert slim(in_class) == [] and "asked" not in told(alone).extras
    text = question.label.removeprefix("Predict first: ")
    assert asked["question"] in (text, text.capitalize()) and asked["question"].startswith("l2 ") == (page == "ridge")
    assert asked["options"] == question.options and len(asked["options"]) <= len("ABCDEFGHIJ")


@each
def test_the_ending_names_the_letter_of_what_happened_and_the_reason_and_nothing_else_changes(page, open_app, told):
    alone, in_class = told(open_app(f"pages/{page}.py")), told(open_app(f"pages/{page}.py", **CLASS))
    asked = in_class.extras["asked"]
    happened, because = re.match(r"It was: \*\*(.*?)\*\*(.*)\. Next time, predict first\.", alone["ending"]).groups()
    right = asked["options"].index(happened)
    assert asked["right"] == right
    assert in_class["ending"] == f"It was: **{'ABCDEFGHIJ'[right]}: {happened}**{because}."
    other = {"ending": "", "note": ""}  # how long training took
    assert in_class | other == alone | other


@each
def test_a_question_is_the_same_for_the_same_settings_and_another_for_others(page, open_app, told):
    app = open_app(f"pages/{page}.py", **CLASS)
    first = told(app).extras["asked"]["about"]
    assert told(app.run()).extras["asked"]["about"] == first
    assert told(PAGES[page](app)).extras["asked"]["about"] != first
    assert told(open_app(f"pages/{page}.py", **CLASS)).extras["asked"]["about"] == first


@each
def test_no_words_of_the_page_tell_the_end(page, open_app, told, words):
    app = open_app(f"pages/{page}.py", **CLASS)
    assert "It was" not in words(app) and told(app)["ending"] not in words(app)


@pytest.mark.parametrize("text", ["", "yes please", "2", "nan", "🙂", "%00"])
def test_a_link_that_makes_no_sense_asks_one_learner(text, open_app, told):
    app = open_app("pages/train.py", ask=text)
    assert "asked" not in told(app).extras and len(slim(app)) == 1


def test_without_predictions_a_class_is_not_asked_and_the_switch_says_so(open_app, told):
    app = open_app("pages/train.py", predict="false", **CLASS)
    assert "asked" not in told(app).extras and slim(app) == [] and told(app)["ending"] == ""
    assert app.toggle(key="ask").disabled
    app.toggle(key="predict").set_value(True).run()
    assert told(app).extras["asked"] and not app.toggle(key="ask").disabled


def test_the_switch_holds_on_the_next_page_and_ends_at_once(open_app, told):
    app = open_app("pages/train.py", **CLASS)
    app.switch_page("pages/optimizers.py").run()
    assert told(app).extras["asked"]["question"].startswith("Which run")
    app.toggle(key="ask").set_value(False).run()
    assert "asked" not in told(app).extras and len(slim(app)) == 1


INSTEAD = {
    "challenge": {"challenge": "twenty-epochs", "scenario": None},
    "hand": {"by_hand": "true", "hand": "300.5,48000.25"},
}


@pytest.mark.parametrize("what", INSTEAD)
def test_where_a_page_asks_for_something_else_no_class_is_asked(what, open_app, told):
    extras = told(open_app("pages/train.py", **CLASS, **INSTEAD[what])).extras
    assert "asked" not in extras and extras["link"][what] == INSTEAD[what][what]

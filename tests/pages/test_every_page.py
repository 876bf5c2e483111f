"""What holds on every page: whose a prediction is, and what Reset does."""

import pytest


def choose_scenario(app):
    return app.selectbox(key="scenario").set_value("simple").run()


def predictions(app):
    """The questions asked before a run, of all kinds that pages have."""
    return [w for w in app.button_group if w.key.startswith(("predict_", "sk_predict"))]


# A page, and a change of what its prediction is about.
CHANGES = {
    "train": choose_scenario,
    "one_step": choose_scenario,
    "loss_surface": choose_scenario,
    "learning_rate": choose_scenario,
    "feature_scaling": choose_scenario,
    "optimizers": choose_scenario,
    "ridge": lambda app: app.slider(key="ridge_seed").set_value(7).run(),
    "many_features": lambda app: app.segmented_control(key="many_data").set_value("diabetes").run(),
    "scikit_learn": choose_scenario,
    "beyond": lambda app: app.selectbox(key="net_data").set_value("bend").run(),
}
RESETS = {
    "train": "seed",
    "one_step": "seed",
    "loss_surface": "seed",
    "learning_rate": "seed",
    "feature_scaling": "seed",
    "optimizers": "seed",
    "ridge": "ridge_seed",
    "many_features": "many_seed",
    "beyond": "seed",
}


@pytest.mark.parametrize("page", CHANGES)
def test_a_prediction_begins_empty_cannot_be_undone_and_other_data_ask_anew(page, open_app):
    app = open_app(f"pages/{page}.py")
    asked = predictions(app)[0]
    assert asked.value in (None, []) and (asked.proto.required or page == "scikit_learn")  # there several are marked
    chosen = asked.options[0]
    asked.set_value([chosen] if page == "scikit_learn" else chosen).run()
    assert predictions(app)[0].value in (chosen, [chosen])
    assert CHANGES[page](app) and not app.exception
    again = predictions(app)[0]
    assert again.key != asked.key and again.value in (None, [])


@pytest.mark.parametrize("page, key", RESETS.items(), ids=RESETS)
def test_reset_puts_the_settings_back_and_tells_the_player_to_stand_at_its_start(page, key, open_app, told):
    app = open_app(f"pages/{page}.py")
    usual = told(app)
    app.slider(key=key).set_value(7).run()
    assert told(app)["run"] != usual["run"] and told(app).extras["resets"] == usual.extras["resets"]
    next(b for b in app.button if b.label == "Reset").click().run()
    assert told(app) == usual and app.slider(key=key).value == 42
    assert told(app).extras == usual.extras | {"resets": usual.extras["resets"] + 1}


def questions(app):
    """The keys of all questions that this visit remembers, answered or not."""
    return {key for key in app.session_state if key.startswith(("predict_", "check_"))}


def test_a_question_that_nobody_answered_is_forgotten_and_an_answer_stays(open_app):
    """So a visit of a thousand samples holds no more than one of ten."""
    app = open_app("pages/train.py")
    first = questions(app)
    asked = predictions(app)[0]
    asked.set_value(asked.options[0]).run()
    for seed in range(1, 6):
        app.slider(key="seed").set_value(seed).run()
    assert len(questions(app)) == len(first) + 1  # those on screen, and the answered one
    assert predictions(app)[0].value in (None, [])
    app.slider(key="seed").set_value(42).run()
    assert predictions(app)[0].value == asked.options[0]

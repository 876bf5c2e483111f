"""A teacher's lesson: what its link may hold, what a class sees of it, and the page that makes it.

Left out: that the menu and the address show it (tests/browser/test_teaching.py).
"""

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.ui import runs
from pages.ui.challenges.catalogue import CHALLENGES
from pages.ui.experiment import Line, SampleSettings
from pages.ui.hand_step import take_step
from pages.ui.menu import LESSONS, MENU, ROWS
from pages.ui.practice import TALK
from pages.ui.rates import EPOCHS, learning_rates
from pages.ui.scenarios import SCENARIOS
from pages.ui.teaching.controls import LOCKED
from pages.ui.teaching.lesson import ALLOWED, DAMAGED, LOCKS, NO_LESSON, Lesson, from_text, next_after
from pages.ui.teaching.share import link_of, picture

WHOLE = "pages.train.one_step*challenges.save-it*locked.data.rate*answers.no*scenario.simple*seed.7*rate.0.02"


def some_of(names):
    return st.lists(st.sampled_from(names), unique=True).map(lambda chosen: tuple(n for n in names if n in chosen))


@st.composite
def starts(draw):
    """Settings as the sidebar can have them."""
    slug = draw(st.sampled_from(list(SCENARIOS)))
    start = [("scenario", slug)]
    for key in draw(some_of(tuple(ALLOWED))):
        allowed = ALLOWED[key](SCENARIOS[slug])
        if isinstance(allowed, tuple):
            low, high, step = allowed
            k = draw(st.integers(0, int((high - low) / step)))
            value = low + k * step if isinstance(step, int) else float(round(low + k * step, 10))
            start.append((key, value))
        elif allowed:
            start.append((key, draw(st.sampled_from(allowed))))
    return tuple(start)


# ---- its text


@given(some_of(LESSONS), some_of(tuple(CHALLENGES)), some_of(tuple(LOCKS)), st.booleans(), starts())
def test_a_lesson_comes_back_from_its_link_as_it_was(pages, challenges, locked, answers, start):
    lesson = Lesson(pages, challenges, locked, answers, start)
    again, damaged = from_text(lesson.to_text())
    assert (again, damaged) == ((lesson, "") if lesson.shown else (None, NO_LESSON))


@given(some_of(LESSONS), some_of(tuple(CHALLENGES)), some_of(tuple(LOCKS)), starts())
def test_its_address_needs_no_escape_and_its_picture_can_be_scanned(pages, challenges, locked, start):
    lesson = Lesson((*pages, *({"train"} - set(pages))), challenges, locked, False, start)
    link = link_of(lesson, "https://example.org/app/teach?seed=3")
    assert "%" not in link and parse_qs(urlsplit(link).query)["lesson"] == [lesson.to_text()]
    assert urlsplit(link).path == f"/app/{lesson.first}"
    assert picture(link)


def test_of_everything_there_is_the_picture_can_still_be_scanned():
    start = tuple({"scenario": "square-feet", **{k: v for k, v in SCENARIOS["square-feet"].defaults.items()}}.items())
    assert picture(
        link_of(Lesson(LESSONS, tuple(CHALLENGES), tuple(LOCKS), False, start), "https://x.example.org/teach")
    )


def test_in_the_frame_of_community_cloud_the_link_is_the_one_that_visitors_type():
    assert (
        link_of(Lesson(("ridge",)), "https://lab.example.app/~/+/teach")
        == "https://lab.example.app/ridge?lesson=pages.ridge"
    )


@given(st.text() | st.text("pages.train*locked rate 0123-e", max_size=60))
def test_no_text_of_a_link_is_an_error(text):
    lesson, damaged = from_text(text)
    assert damaged in ("", DAMAGED, NO_LESSON) and (lesson is None) == (damaged == NO_LESSON)


@pytest.mark.parametrize(
    "part",
    [
        "pages.train.nonsense",
        "pages.train*pages.one_step",
        "pages.train*challenges.fly",
        "pages.train*locked.everything",
        "pages.train*answers.perhaps",
        "pages.train*scenario.moon",
        "pages.train*rate.0.1",  # of which scenario?
        "pages.train*scenario.simple*rate.7",
        "pages.train*scenario.simple*rate.nan",
        "pages.train*scenario.simple*seed.inf",
        "pages.train*scenario.simple*seed.1.5",
        "pages.train*scenario.simple*epochs.123",
        "pages.train*scenario.iris*noise.1",
        "pages.train*scenario.simple*colour.red",
        "pages.train*" + "x" * 3000,
    ],
)
def test_a_damaged_part_is_left_out_and_said(part):
    lesson, damaged = from_text(part)
    assert damaged == DAMAGED and lesson.pages == ("train",)
    allowed = {"scenario", "rate", "seed", "epochs"}
    assert {key for key, _ in lesson.start} <= allowed and lesson.answers and lesson.locked == ()


# ---- what a class sees


def shown(app):
    return app.title[0].value, sorted(s.value for s in app.markdown if s.value.startswith(":material/warning:"))


def widget(app, key):
    return next(w for kind in (app.slider, app.select_slider, app.selectbox, app.toggle) for w in kind if w.key == key)


def test_it_begins_with_its_settings_and_what_is_locked_stays(open_app, told):
    app = open_app("pages/train.py", lesson=WHOLE, scenario=None, rate="0.5", seed="9", epochs="200")
    for _ in range(2):
        assert (told(app)["view"], told(app)["rate"], widget(app, "seed").value) == ("simple", 0.02, 7)
        assert all(widget(app, key).disabled for key in ("scenario", "rate", "seed", "n", "noise", "w", "b"))
        assert widget(app, "rate").help == LOCKED
        assert not widget(app, "epochs").disabled and widget(app, "epochs").value == 200
        assert next(b for b in app.button if b.label == "New sample").disabled
        app.run()
    app.session_state["rate"] = 0.001  # as a callback may
    assert told(app.run())["rate"] == 0.02


def test_what_is_free_can_be_changed_and_reset_takes_the_lessons_settings_back(open_app, told):
    app = open_app("pages/train.py", lesson="pages.train*scenario.simple*rate.0.02*epochs.200", scenario=None)
    app.select_slider(key="rate").set_value(0.001)
    app.select_slider(key="epochs").set_value(50).run()
    assert (told(app)["rate"], told(app)["epochs"]) == (0.001, 50)
    next(b for b in app.button if b.label == "Reset").click().run()
    assert (told(app)["rate"], told(app)["epochs"]) == (0.02, 200)


@pytest.mark.parametrize("slug", ["iris", "square-feet", "houses"])
@pytest.mark.parametrize("locked", ["", "*locked.rate"])
def test_its_settings_are_those_of_its_own_scenario_alone(slug, locked, open_app, told):
    lesson = f"pages.train*scenario.simple*rate.0.5*n.400*noise.1.5*start_w.-3{locked}"
    own = SCENARIOS[slug].defaults
    reloaded = open_app("pages/train.py", lesson=lesson, scenario=SCENARIOS[slug].title)
    chosen = open_app("pages/train.py", lesson=lesson, scenario=None)
    chosen.selectbox(key="scenario").set_value(slug).run()
    for app in (reloaded, chosen):
        assert (told(app)["rate"], widget(app, "n").value, widget(app, "start_w").value) == (own["rate"], own["n"], 0)


def test_the_keys_of_the_whole_screen_move_nothing_that_is_locked(open_app, told):
    wishes = told(open_app("pages/train.py", lesson=WHOLE, scenario=None)).extras["wishes"]
    free = told(open_app("pages/train.py", lesson="pages.train", scenario=None)).extras["wishes"]
    assert (wishes["turns"], wishes["sample"]) == ("", False) and (free["turns"], free["sample"]) == (
        "learning rate",
        True,
    )


def test_next_leads_through_the_lesson_and_its_last_page_ends_it():
    lesson = Lesson(("train", "feature_scaling", "learned"))
    assert [row and row.file for row in map(lambda f: next_after(f, lesson), lesson.pages)] == [
        "feature_scaling",
        "learned",
        None,
    ]
    assert next_after("learned", Lesson(("learned",), ("save-it",))) == ROWS["challenges"]
    assert [next_after(row.file, None) for row in MENU[:-2]] == list(MENU[1:-1])


def test_a_page_that_is_not_in_it_leads_to_its_first_one(open_app):
    for page in (None, "pages/ridge.py", "pages/teach.py"):
        for lesson in ("pages.one_step.learned", "pages.one_step*challenges.save-it"):  # which is played on Train
            assert open_app(page, lesson=lesson).title[0].value == "2 One step by hand"


def test_a_challenge_that_is_not_in_it_is_not_opened(open_app):
    lesson = "pages.train*challenges.save-it"
    titles = [
        open_app("pages/optimizers.py", lesson=lesson, challenge=slug).title[0].value
        for slug in ("beat-adam", "save-it")
    ]
    assert titles == ["1 Train a line"] * 2
    (warning,) = shown(open_app("pages/train.py", lesson=lesson, challenge="loss-zero"))[1]
    assert "Choose one from the list" in warning
    (warning,) = shown(open_app("pages/train.py", lesson="pages.train", challenge="loss-zero"))[1]
    assert "not in this lesson" in warning


def test_it_shows_its_challenges_and_in_them_nothing_is_locked(open_app, told):
    app = open_app("pages/challenges.py", lesson=WHOLE, scenario=None)
    assert [header.value for header in app.header] == [CHALLENGES["save-it"].title]
    assert not app.get("popover"), "hints are answers"
    app.query_params["challenge"] = "save-it"
    app.switch_page("pages/train.py").run()
    assert not widget(app, "rate").disabled and told(app)["rate"] == SCENARIOS["simple"].defaults["rate"]
    app.select_slider(key="rate").set_value(0.001).run()
    del app.query_params["challenge"]
    app.switch_page("pages/challenges.py").run()
    app.switch_page("pages/train.py").run()
    assert widget(app, "rate").disabled and told(app)["rate"] == 0.02


def test_without_answers_nothing_is_said_of_an_answer(open_app):
    with_them, without = (
        open_app("pages/feature_scaling.py", lesson=f"pages.feature_scaling{more}") for more in ("", "*answers.no")
    )
    titles = [[fold.label for fold in app.expander] for app in (with_them, without)]
    assert any("worked out" in title for title in titles[0]) and not any("worked out" in title for title in titles[1])
    for app, says in ((with_them, True), (without, False)):
        app.radio[0].set_value(app.radio[0].options[0]).run()
        told = [box.value for box in (*app.success, *app.warning)]
        assert any(text.startswith(("Right.", "Not quite.")) for text in told) is says


@pytest.mark.parametrize("typed", ["0", "the sum"])
@pytest.mark.parametrize("file", ["one_step", "feature_scaling", "ridge"])
def test_without_answers_a_box_for_an_answer_says_no_more_than_how_to_write_a_number(file, typed, open_app):
    app = open_app(f"pages/{file}.py", lesson=f"pages.{file}*answers.no", scenario=None)
    app.text_input[0].set_value(typed).run()
    said = [box.value for box in (*app.success, *app.warning)]
    assert all(text.startswith("I cannot read") for text in said)
    assert (TALK in [box.value for box in app.info]) is not bool(said)


def test_without_answers_a_right_answer_is_not_told_from_a_wrong_one(open_app):
    app = open_app("pages/one_step.py", lesson="pages.one_step*answers.no", scenario=None)
    d = SCENARIOS["houses"].defaults
    sample = runs.sample(SampleSettings("houses", d["n"], d["seed"], d["noise"], Line(d["w"], d["b"])))
    following = take_step(sample, take_step(sample, Line(0.0, 0.0), d["rate"]).after, d["rate"])
    app.text_input[0].set_value(f"{following.dw:.8g}").run()
    assert not app.success and not app.warning and TALK in [box.value for box in app.info]


def test_without_answers_the_comparison_with_a_library_is_no_verdict_on_a_prediction(open_app):
    app = open_app("pages/scikit_learn.py", lesson="pages.scikit_learn*answers.no", scenario=None)
    guesses = app.get("button_group")
    guesses[0].set_value([guesses[0].options[0]]).run()
    next(b for b in app.button if b.label == "Show the comparison").click().run()
    assert not app.success and not app.warning and TALK in [box.value for box in app.info]


def test_without_answers_a_solved_challenge_does_not_send_to_a_reason(open_app):
    app = open_app("pages/train.py", lesson="pages.train*challenges.save-it*answers.no", scenario=None)
    app.session_state["challenges_solved"] = {"save-it": "it was saved."}
    app.query_params["challenge"] = "save-it"
    text = next(m.value for m in app.run().markdown if m.value.startswith("**Solved"))
    assert "why it works" not in text.lower()


@pytest.mark.parametrize("text", ["<b>x</b>", "pages.", "*", "%00", "9" * 5000, "pages.train.x*rate.7"])
def test_a_damaged_link_gives_a_sentence_and_a_page(text, open_app):
    app = open_app("pages/train.py", lesson=text)
    title, warnings = shown(app)
    assert title == "1 Train a line" and len(warnings) == 1
    assert warnings[0].endswith((DAMAGED, NO_LESSON)) and "<" not in warnings[0]


def test_a_class_can_leave_it(open_app, words):
    app = open_app("pages/train.py", lesson=WHOLE, scenario=None)
    next(b for b in app.button if b.label == "Show all pages").click().run()
    assert not widget(app, "rate").disabled and "chose these pages" not in words(app)
    assert app.switch_page("pages/ridge.py").run().title[0].value == "7 Ridge"


@pytest.mark.parametrize("file", LESSONS)
def test_every_page_opens_in_a_lesson_where_all_is_locked(file, open_app):
    text = f"pages.{file}*locked.{'.'.join(LOCKS)}*answers.no*scenario.tips"
    app = open_app(f"pages/{file}.py", lesson=text, scenario=None)
    assert shown(app) == (open_app(f"pages/{file}.py").title[0].value, [])


# ---- the page that makes it


def links(app):
    return [code.value for code in app.code]


def lesson_in(link):
    lesson, damaged = from_text(parse_qs(urlsplit(link).query)["lesson"][0])
    assert not damaged
    return lesson


def test_what_is_ticked_and_set_is_in_the_link(open_app):
    app = open_app("pages/teach.py", scenario=SCENARIOS["simple"].title)
    assert lesson_in(links(app)[0]) == Lesson(("train", "one_step"), start=(("scenario", "simple"),))
    app.select_slider(key="rate").set_value(0.02)
    app.slider(key="seed").set_value(7)
    for key in ("page-one_step", "page-ridge", "challenge-beat-adam", "lock-rate", "lock-predict"):
        app.checkbox(key=f"teach-{key}").set_value(key != "page-one_step")
    app.checkbox(key="teach-answers").set_value(False).run()
    start = ("scenario", "simple"), ("seed", 7), ("rate", 0.02)
    assert lesson_in(links(app)[0]) == Lesson(("train", "ridge"), ("beat-adam",), ("rate", "predict"), False, start)
    assert lesson_in(links(app)[1]) == lesson_in(links(app)[0]) and "ask=true" in links(app)[1]


def test_nothing_ticked_is_no_lesson_and_what_to_do_is_said(open_app):
    app = open_app("pages/teach.py")
    for file in ("train", "one_step"):
        app.checkbox(key=f"teach-page-{file}").set_value(False)
    app.run()
    assert not links(app) and "at least one" in app.warning[0].value


def test_the_ticks_stay_when_a_teacher_looks_at_another_page(open_app):
    app = open_app("pages/teach.py")
    app.checkbox(key="teach-page-ridge").set_value(True).run()
    before = links(app)
    app.switch_page("pages/train.py").run().switch_page("pages/teach.py").run()
    assert links(app) == before and "ridge" in before[0]


def test_what_can_be_set_can_be_in_a_lesson():
    for scenario in SCENARIOS.values():
        assert scenario.defaults.keys() <= ALLOWED.keys()
        assert scenario.defaults["rate"] in learning_rates(scenario) and scenario.defaults["epochs"] in EPOCHS


@pytest.mark.parametrize("ask", ["true", "false"])
def test_without_answers_the_end_tells_what_happened_and_not_why(ask, open_app, told):
    link = {"scenario": None, "rate": "0.001", "ask": ask}
    with_them, without = (
        told(open_app("pages/train.py", lesson=f"pages.train*scenario.houses{more}", **link))["ending"]
        for more in ("", "*answers.no")
    )
    assert "not even near**, because" in with_them
    assert "not even near**." in without and "because" not in without


def test_rates_of_a_link_do_not_move_a_locked_rate(open_app, told):
    link = {"scenario": None, "rates": "0:0.001,50:0.02", "rate": "0.02"}
    free, locked = (
        told(open_app("pages/train.py", lesson=f"pages.train*scenario.simple*rate.0.02{more}", **link))["history"]
        for more in ("", "*locked.rate")
    )
    assert free == [[0, 0.001], [50, 0.02]] and locked == [[0, 0.02]]

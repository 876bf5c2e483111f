"""The page against scikit-learn in a real browser: a link opens both sides, a unit changes the answer, Measure measures."""


def test_a_link_shows_both_sides(lab):
    lab.page.goto(f"{lab.url}/scikit_learn?scenario=A+simple+line")
    lab.page.get_by_role("button", name="Show the comparison").click()
    lab.page.get_by_role("cell", name="LinearRegression()", exact=True).first.wait_for()
    assert lab.page.get_by_role("cell", name="Least squares", exact=True).is_visible()


def test_the_unit_of_a_column_changes_what_linear_regression_finds_and_measure_draws_time(lab):
    lab.page.goto(f"{lab.url}/scikit_learn")
    lab.page.get_by_role("button", name="Show what they find").click()
    lab.page.get_by_text("says that a room is worth $0").wait_for()
    lab.move("The unit of the area", "ArrowLeft")
    lab.page.get_by_role("button", name="Show what they find").click()
    lab.page.get_by_text("All solvers agree").wait_for()
    lab.page.get_by_role("button", name="Measure on this machine").click()
    lab.page.get_by_text("From the last three sizes").wait_for()
    lab.until("document.querySelectorAll('[data-testid=stPlotlyChart] .main-svg').length >= 2")

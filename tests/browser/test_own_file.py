"""A learner's own file, chosen in a browser: it trains in its own names, and a bad one changes nothing.

Left out: what can be read (tests/pages/test_own_table.py), and what other pages make of it (tests/pages/test_own_file.py).
"""

import pytest

ASKS = "/?scenario=Your+own+file"
SIZES = "age (years);<img src=x onerror=alert(1)> height (cm)\n" + "".join(
    f"{n};{100 + 6 * n},5\n" for n in range(2, 12)
)


@pytest.fixture
def asking(visit):
    """A visitor who has opened the link, with the upload in sight."""
    lab = visit(viewport={"width": 1280, "height": 800})
    lab.page.goto(lab.url + ASKS)
    lab.page.get_by_role("button", name="Upload", exact=True).last.wait_for()
    return lab


def upload(lab, name, content):
    file = {"name": name, "mimeType": "text/csv", "buffer": content if isinstance(content, bytes) else content.encode()}
    lab.page.locator("input[type=file]").set_input_files(file)


def test_an_uploaded_file_trains_in_its_own_names_and_its_link_opens_it(asking, visit):
    lab = asking
    upload(lab, "children.csv", SIZES)
    lab.page.get_by_text("Decimal mark∶ comma.").wait_for()
    lab.page.get_by_role("button", name="Use these columns").click()
    lab.ready().play()
    lab.until_epoch("e > 50")
    assert "age in years" in lab.page.locator(".lrl-readouts").inner_text()
    assert lab.page.locator("img[src=x], .stMain img[onerror]").count() == 0
    assert "‹img src=x" in lab.page.locator(".lrl-readouts").inner_text()
    points = lab.trace(0, "data")
    other = visit().open(lab.page.url.removeprefix(lab.url))
    assert other.trace(0, "data") == points and "age in years" in other.page.locator(".lrl-readouts").inner_text()


def test_a_bad_file_says_what_to_do_and_what_was_there_stays(asking):
    lab = asking
    upload(lab, "children.csv", SIZES)
    use = lab.page.get_by_role("button", name="Use these columns")
    use.wait_for()
    upload(lab, "picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 10)
    lab.page.get_by_text("This file is a picture.").wait_for()
    use.click()
    lab.ready()
    assert lab.state == "Train"


def test_a_pasted_table_is_taken_and_another_file_can_be_chosen_over_the_page(asking):
    lab = asking
    lab.page.get_by_role("tab", name="Paste a table").click()
    lab.page.get_by_label("Cells copied from a spreadsheet").fill("hours\tmark\n1\t4\n2\t5\n3\t7\n4\t8\n")
    lab.page.get_by_role("button", name="Read the cells").click()
    lab.page.get_by_role("button", name="Use these columns").click()
    lab.ready()
    lab.page.get_by_role("button", name="Another file, or other columns").click()
    dialog = lab.page.get_by_role("dialog")
    dialog.get_by_role("tab", name="A file of ours").click()
    dialog.get_by_role("button", name="Power and fuel economy").click()
    dialog.get_by_role("button", name="Use these columns").click()
    lab.until("document.querySelector('.lrl-readouts')?.textContent.includes('power')")
    assert not dialog.is_visible()

"""Save: what a visitor takes home. The replay page plays from a disk without a network; the other files are what they say.

Left out: the numbers in scripts and tables, which tests/pages/test_take_home.py holds.
"""

import io
import json
import re
import struct
import zipfile

import pytest

HOUSES = "/train?scenario=House+prices&seed=7&epochs=200"


def save(lab, kind, opened=False):
    """Choose this in the menu. -> the Download"""
    if not opened:
        lab.player.locator(".lrl-save").click()
    with lab.page.expect_download() as download:
        lab.player.locator(f'[data-file="{kind}"]').click()
    return download.value


@pytest.fixture
def replay(new_page, tmp_path):
    """A function: the saved page of what a lab shows, opened from the disk without a network. -> Lab"""

    def open_saved(lab, opened=False):
        place = tmp_path / "saved.html"
        save(lab, "replay", opened).save_as(place)
        page = new_page(offline=True)
        saved = type(lab)(page, place.as_uri())
        page.goto(saved.url)
        saved.until("lab.ready()")
        return saved

    return open_saved


def seen(lab):
    """What is told of the run's end."""
    texts = [lab.readout(label) for label in ("the line now", "w, the slope", "b, the intercept", "MSE, the loss")]
    return [*texts, lab.player.locator(".lrl-story").inner_text(), lab.trace(0, "fit"), lab.trace(1, "loss")]


# ---- the replay page


def test_the_saved_page_plays_to_the_end_that_the_app_shows_and_asks_for_nothing(lab, replay):
    lab.open(HOUSES)
    lab.page.evaluate(
        "document.querySelector('h1').textContent = '</script><img src=x onerror=\"window.__hacked = 1\"> & so'"
    )
    saved = replay(lab)
    lab.scrub_to(200)
    assert saved.epoch == 0 and not saved.player.locator(".lrl-story").is_visible()
    saved.watch()
    saved.play(3)
    saved.until_state("Train")
    saved.frames(3)
    assert saved.epoch == 200 and seen(saved) == seen(lab)
    assert saved.seen["moved"] > 5 and saved.seen["back"] == saved.seen["remounts"] == saved.seen["blank"] == 0
    assert saved.page.locator("h1").inner_text() == '</script><img src=x onerror="window.__hacked = 1"> & so'
    assert saved.page.evaluate("window.__hacked") is None
    assert [url for url in saved.requests if not url.startswith(("file:", "blob:", "data:"))] == []


def test_the_saved_page_steps_scrubs_tells_its_settings_and_leads_back_to_the_app(lab, replay):
    lab.open(HOUSES + "&w=30000")
    saved = replay(lab)
    page = saved.page
    settings = page.locator(".lrl-settings").inner_text()
    for part in ("House prices", "50 points", "seed 7", "true w 30,000", "learning rate 0.01", "200 epochs"):
        assert part in settings
    saved.button("forward").click()
    page.keyboard.press("ArrowRight")
    assert saved.epoch == 2
    saved.scrub_to(150)
    lab.scrub_to(150)
    assert saved.readout("w, the slope") == lab.readout("w, the slope")
    link = page.locator("main a")
    assert link.get_attribute("href") == link.inner_text() == lab.page.url
    page.keyboard.press("q")
    assert not saved.player.locator(".lrl-scan").is_visible() and not saved.button("scan").is_visible()
    saved.player.locator(".lrl-save").click()
    assert saved.player.locator(".lrl-files button b").all_inner_texts() == ["Pictures"]


def test_on_the_saved_page_of_a_long_run_a_step_goes_to_the_next_epoch_that_it_holds(lab, replay):
    saved = replay(lab.open("/train?scenario=House+prices&epochs=20000"))
    saved.scrub_to(10_000)
    at = saved.epoch
    saved.button("forward").click()
    assert at < saved.epoch < at + 50
    saved.button("back").click()
    assert saved.epoch == at and not saved.player.locator(".lrl-unanswered").is_visible()


@pytest.mark.parametrize("page", ["beyond", "many_features", "loss_surface?surface_view=3-D"])
def test_every_kind_of_player_can_be_saved(lab, replay, page):
    saved = replay(lab.open(f"/{page}"))
    saved.play(4)
    saved.until_state("Train")
    assert saved.epoch == lab.epochs


# ---- the menu


def test_the_menu_is_used_by_keys_and_plays_nothing(lab):
    lab.open(HOUSES)
    opener, files = lab.player.locator(".lrl-save"), lab.player.locator(".lrl-files")
    opener.focus()
    lab.page.keyboard.press("Enter")
    focused = lambda: lab.page.evaluate("document.activeElement.dataset.file")  # noqa: E731
    assert focused() == "replay" and opener.get_attribute("aria-expanded") == "true"
    for key, file in (("ArrowDown", "script"), ("End", "pictures"), ("ArrowDown", "replay"), ("ArrowUp", "pictures")):
        lab.page.keyboard.press(key)
        assert focused() == file
    lab.page.keyboard.press("Escape")
    assert not files.is_visible() and opener.evaluate("node => node === document.activeElement")
    opener.click()
    lab.page.locator("h1").click()
    assert not files.is_visible() and (lab.epoch, lab.state) == (0, "Train")


def test_on_a_phone_save_is_behind_the_three_dots(visit, replay):
    lab = visit(viewport={"width": 390, "height": 844}).open(HOUSES)
    assert not lab.player.locator(".lrl-save").is_visible()
    lab.menu()
    lab.player.locator(".lrl-save").click()
    assert lab.player.locator(".lrl-files").is_visible()
    box = lab.player.locator(".lrl-files").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 390
    saved = replay(lab, opened=True)
    assert saved.epochs == 200 and not lab.player.locator(".lrl-files").is_visible()


# ---- the files


def test_files_are_made_without_a_run_of_the_page_while_it_plays(lab):
    lab.open("/train?scenario=House+prices&seed=7&epochs=5000")
    lab.page.evaluate("""() => { window.__states = []; new MutationObserver(() => __states.push(
      document.querySelector('[data-testid="stApp"]').dataset.testScriptState)).observe(
      document.querySelector('[data-testid="stApp"]'), {attributes: true, attributeFilter: ['data-test-script-state']}); }""")
    lab.play(-2)
    name = "linear-regression-train-seed-7"
    found = {kind: save(lab, kind) for kind in ("script", "notebook", "worksheet", "run", "data")}
    assert [found[kind].suggested_filename for kind in found] == [
        f"{name}.py",
        f"{name}.ipynb",
        f"{name}-worksheet.html",
        f"{name}-run.csv",
        f"{name}-data.csv",
    ]
    texts = {kind: download.path().read_text("utf-8") for kind, download in found.items()}
    assert "rng = np.random.RandomState(7)" in texts["script"]
    assert json.loads(texts["notebook"])["nbformat"] == 4
    assert "One step by hand" in texts["worksheet"] and "seed 7" in texts["worksheet"]
    assert texts["run"].startswith("epoch,w,b,loss") and len(texts["run"].splitlines()) == 5002
    assert texts["data"].startswith("size (100 sq ft),price ($)")
    assert lab.state == "Pause" and lab.page.evaluate("__states") == []


def test_the_worksheet_prints_on_two_pages_and_asks_for_nothing(lab, new_page, tmp_path):
    place = tmp_path / "worksheet.html"
    save(lab.open(HOUSES), "worksheet").save_as(place)
    page, requests = new_page(offline=True), []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(place.as_uri())
    assert page.get_by_role("button", name="Print").is_visible()
    for paper in ("A4", "Letter"):
        assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format=paper))) == 2
    page.emulate_media(media="print")
    assert not page.get_by_role("button", name="Print").is_visible()
    cut = """[...document.querySelectorAll('section, td, th, .box')].filter(e =>
      e.scrollHeight > e.clientHeight + 1 || e.scrollWidth > e.clientWidth + 1).map(e => e.textContent)"""
    assert page.evaluate(cut) == []
    empty = "[...document.querySelectorAll('section:first-of-type :is(.box, td:empty)')]"
    heights = page.evaluate(f"{empty}.map(element => element.getBoundingClientRect().height)")
    assert len(heights) > 20 and min(heights) >= 8 * 96 / 25.4  # millimetres, to write in
    assert requests == [page.url]


def test_a_file_that_cannot_be_made_says_so(visit, fresh_server):
    lab = visit(fresh_server.url).open(HOUSES)
    fresh_server.stop()
    said = lab.player.locator(".lrl-unanswered")
    for kind in ("replay", "script"):
        lab.player.locator(".lrl-save").click()
        lab.player.locator(f'[data-file="{kind}"]').click()
        said.wait_for()
        assert said.inner_text() == "This file could not be made. Check the connection, then press Save again."
        lab.scrub_to(10)
        lab.play(4)  # it stands until the run goes on
        said.wait_for(state="hidden")
        lab.until_state("Train")


def test_pictures_are_light_and_twice_as_fine_as_the_screen(visit):
    lab = visit(color_scheme="dark").open(HOUSES)
    lab.scrub_to(200)
    download = save(lab, "pictures")
    assert download.suggested_filename == "linear-regression-train-seed-7-pictures.zip"
    with zipfile.ZipFile(io.BytesIO(download.path().read_bytes())) as pictures:
        assert pictures.testzip() is None
        assert pictures.namelist() == ["line.png", "line.svg", "loss.png", "loss.svg"]
        png, svg = pictures.read("line.png"), pictures.read("line.svg").decode()
    sizes = lab.page.evaluate("[lab.charts()[0].clientWidth, lab.charts()[0].clientHeight]")
    assert list(struct.unpack(">II", png[16:24])) == [2 * size for size in sizes]
    corner = """async bytes => { const picture = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
      const board = new OffscreenCanvas(1, 1).getContext("2d");
      board.drawImage(picture, 0, 0);
      return [...board.getImageData(0, 0, 1, 1).data]; }"""
    assert lab.page.evaluate(corner, list(png)) == [255, 255, 255, 255]
    assert svg.startswith("<svg") and "least squares" in svg

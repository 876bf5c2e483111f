"""The app in a real Chromium: a server, a browser, and a `lab` that says in the learner's words what a test does.

Every wait is for a condition. Without Playwright or Chromium these tests are skipped; REQUIRE_BROWSER=1 (as in .ci/run)
turns that into a failure.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PATIENCE = 30  # seconds a condition may take on a busy machine
FLAGS = (
    "--no-sandbox --disable-gpu --disable-dev-shm-usage --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --process-per-site"
).split()


def pytest_collection_modifyitems(items):
    """On a machine that does other work too a browser may be late: each of these tests has a second try, and it is told."""
    for item in items:
        if Path(__file__).parent in Path(item.fspath).parents:
            item.add_marker(pytest.mark.flaky(reruns=1))


def without_browser(reason):
    if os.environ.get("REQUIRE_BROWSER"):
        pytest.fail(f"REQUIRE_BROWSER is set, but {reason}", pytrace=False)
    pytest.skip(reason)


def chromium_path():
    names = "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"
    return os.environ.get("CHROMIUM") or next((path for path in map(shutil.which, names) if path), None)


# ---- the server


class Server:
    """`streamlit run app.py` on a free port of its own."""

    def __init__(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = tempfile.TemporaryFile("w+")
        options = {
            "server.port": self.port,
            "server.address": "127.0.0.1",
            "server.headless": "true",
            "server.fileWatcherType": "none",
            "browser.gatherUsageStats": "false",
        }
        command = [sys.executable, "-m", "streamlit", "run", "app.py", *(f"--{k}={v}" for k, v in options.items())]
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=self.log, stderr=subprocess.STDOUT)

    def wait(self):
        until = time.monotonic() + 60
        while time.monotonic() < until and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=5) as answer:
                    if answer.status == 200:
                        return self
            except (urllib.error.URLError, OSError):
                time.sleep(0.05)
        said = self.said()
        self.stop()
        raise RuntimeError(f"The app did not start:\n{said}")

    def check(self):
        status = self.process.poll()
        assert status is None, f"The server has ended with status {status}:\n{self.said()}"
        return self

    def said(self):
        """Everything the server has printed so far."""
        self.log.flush()
        self.log.seek(0)
        return self.log.read()

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()


@pytest.fixture(scope="session")
def server():
    """The one server of all tests."""
    running = Server().wait()
    yield running
    running.stop()


@pytest.fixture
def fresh_server():
    """A server that nobody has visited: the test is its very first visit."""
    running = Server().wait()
    yield running
    running.stop()


# ---- the browser


@pytest.fixture(scope="session")
def browser():
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        without_browser("Playwright is not installed (pip install -r tests/requirements.txt)")
    path = chromium_path()
    if not path or not Path(path).exists():
        without_browser("no Chromium was found (install it, or set CHROMIUM to its path)")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


# In every page: what none may ever show, noted the moment it appears; and short ways to look at the charts.
WATCH = r"""
window.__exceptions = [];
new MutationObserver(() => document.querySelectorAll('[data-testid="stException"]').forEach(shown => {
  if (!__exceptions.includes(shown.innerText)) __exceptions.push(shown.innerText);
})).observe(document, {childList: true, subtree: true});

window.lab = {
  charts: () => [...document.querySelectorAll('.lrl-plot')],
  ready: () => lab.charts().length > 0 && lab.charts().every(div => div._fullLayout && div.querySelector('.main-svg')),
  epoch: () => Number(document.querySelector('.lrl-epoch').textContent.split(' of ')[0].replace(/\D/g, '')),
  trace(chart, name) {
    const {x, y, line} = lab.charts()[chart]._fullData.find(trace => trace.name === name);
    return {x: x && Array.from(x), y: y && Array.from(y), color: line?.color};
  },
  path(chart, name) {
    const {uid} = lab.charts()[chart]._fullData.find(trace => trace.name === name);
    return lab.charts()[chart].querySelector(`.trace${uid} .js-line`)?.getAttribute('d');
  },
  mark() { lab.marked = [document.querySelector('.lrl-player'), ...lab.charts()]; },
  unmoved() {
    const now = [document.querySelector('.lrl-player'), ...lab.charts()];
    return now.length === lab.marked.length && now.every((node, i) => node === lab.marked[i] && node.isConnected);
  },
  watch() {                     // once a frame from now on: what a viewer would notice
    const seen = lab.seen = {frames: 0, moved: 0, back: 0, blank: 0, remounts: 0, epoch: lab.epoch()};
    lab.mark();
    const look = () => {
      if (seen !== lab.seen) return;
      seen.frames++;
      if (!lab.charts().length || !lab.charts().every(div => div.querySelector('.scatterlayer path'))) seen.blank++;
      if (!lab.unmoved()) { seen.remounts++; lab.mark(); }
      if (document.querySelector('.lrl-epoch')?.textContent) {     // many reruns at once may take the player away a moment
        const epoch = lab.epoch();
        if (epoch > seen.epoch) seen.moved++;
        if (epoch < seen.epoch) seen.back++;
        seen.epoch = epoch;
      }
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  },
};
"""


VISITOR = {"viewport": {"width": 1400, "height": 900}, "color_scheme": "light"}


def new_context(browser, **options):
    """What a visitor's pages share: cache, cookies, storage, clock; given Playwright's options."""
    context = browser.new_context(**VISITOR | options)
    context.set_default_timeout(PATIENCE * 1000)
    context.add_init_script(WATCH)
    return context


@pytest.fixture(scope="session")
def contexts(browser, server):
    """A function: the one context of a worker's tests with these options; what Streamlit and Plotly weigh is loaded once.

    An empty page of the server stays open in it: as long as one does, new ones begin in the same process, in half the time.
    """
    made = {}

    def context_with(options):
        name = repr(sorted(options.items()))
        if name not in made:
            made[name] = new_context(browser, **options)
            if not options.get("offline"):
                made[name].new_page().goto(f"{server.url}/_stcore/health")
        return made[name]

    return context_with


@pytest.fixture
def new_page(browser, contexts):
    """A function: a new page, with Playwright's options of a context. alone: in a context of its own, with a clock of its own.

    Any page error fails the test. Storage ends with it.
    """
    own, pages, errors = [], [], []

    def open_one(alone=False, **options):
        if alone:
            own.append(new_context(browser, **options))
        page = (own[-1] if alone else contexts(options)).new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        pages.append(page)
        return page

    yield open_one
    for page in pages:
        if not page.is_closed() and page.url.startswith("http"):
            errors.extend(f"Streamlit shows: {text}" for text in page.evaluate("localStorage.clear(), __exceptions"))
        page.close()
    for context in own:
        context.close()
    assert not errors, errors


# ---- the lab


class Lab:
    """One visitor of the app, and what they can do and see."""

    def __init__(self, page, url):
        self.page, self.url = page, url
        self.requests, self.sent = [], []  # addresses asked for, frames sent to the server
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("websocket", self.listen)

    def listen(self, websocket):
        self.requests.append(websocket.url)
        websocket.on("framesent", lambda frame: self.sent.append(frame))

    def open(self, path="/", first_visit=False):
        """Go there, and wait until the player is ready: its button, its charts, and a quiet server.

        A path that names no scenario opens the tutorial's; first_visit leaves it as it is.
        """
        if not first_visit and "scenario=" not in path:
            path += f"{'&' if '?' in path else '?'}scenario=Tutorial:+house+prices"
        self.page.goto(self.url + path)
        return self.ready()

    def ready(self):
        self.page.locator('.lrl-train, [data-testid="stException"]').first.wait_for()
        assert not self.page.evaluate("__exceptions"), "Streamlit shows an exception instead of the page"
        self.until("lab.ready()")
        return self.quiet()

    def run_at(self, rate):
        """Wait until the player holds the run at this rate: its story, told or not, names it."""
        self.until("rate => document.querySelector('.lrl-story')?.textContent.includes(rate)", rate)
        return self.quiet()

    def quiet(self):
        """Wait until no script runs on the server."""
        self.page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()
        return self

    def until(self, condition, arg=None):
        """Wait for a condition in the page: JavaScript that becomes true."""
        return self.page.wait_for_function(condition, arg=arg, timeout=PATIENCE * 1000).json_value()

    # what can be pressed and moved

    @property
    def player(self):
        """The first player of the page; the further ones are `self.page.locator(".lrl-player").nth(1)` and so on."""
        return self.page.locator(".lrl-player").first

    @property
    def train(self):
        """The one button that reads Train, and Pause while it plays."""
        return self.player.locator(".lrl-train")

    def button(self, name):
        """A button of the player: reset, back, forward, copy, present."""
        return self.player.locator(f'.lrl-bar [data-do="{name}"]')

    def menu(self):
        """Open what a narrow player keeps behind its three dots."""
        self.player.locator(".lrl-menu").click()
        return self

    @property
    def scrub(self):
        return self.player.locator(".lrl-scrub")

    def scrub_to(self, epoch):
        self.scrub.fill(str(epoch))
        self.frames(3)  # Plotly draws a frame late
        return self

    def frames(self, count):
        """Let the browser draw so many frames."""
        self.page.evaluate(
            "n => new Promise(done => { const next = () => n-- ? requestAnimationFrame(next) : done(); next(); })",
            count,
        )

    def speed(self, power):
        """Play 2**power times as fast; -4 to 4."""
        self.player.locator(".lrl-speed").fill(str(power))

    def play(self, power=None):
        if power is not None:
            self.speed(power)
        self.train.click()
        return self

    def slider(self, label):
        """The thumb of a Streamlit slider, by its label: focus it and press arrow keys. Its fold is opened first."""
        widget = self.page.locator('[data-testid="stSlider"]', has_text=label)
        fold = self.page.locator('[data-testid="stExpander"] details:not([open])', has=widget)
        if fold.count():
            fold.locator("summary").click()
        widget.first.wait_for()
        return widget.get_by_role("slider").first

    def move(self, label, *keys):
        """Press keys on a slider, and wait until the address has changed (its effect comes a moment later)."""
        before = self.page.url
        thumb = self.slider(label)
        thumb.focus()
        for key in keys:
            thumb.press(key)
        self.until("before => location.href !== before", before)
        return self

    # what can be seen

    @property
    def epoch(self):
        return number(self.player.locator(".lrl-epoch").inner_text().split(" of ")[0])

    @property
    def epochs(self):
        return number(self.player.locator(".lrl-epoch").inner_text().split(" of ")[1])

    @property
    def state(self):
        """What the button offers: "Train" while it stands, "Pause" while it plays."""
        return self.train.get_attribute("data-state")

    def until_epoch(self, condition):
        """Wait until this is true of the epoch shown, such as "e > 100"; -> that epoch"""
        return self.until(f"() => {{ const e = lab.epoch(); return ({condition}) && {{e}}; }}")["e"]

    def until_state(self, state):
        self.player.locator(f'.lrl-train[data-state="{state}"]').wait_for()

    def trace(self, chart, name):
        """x, y and color of a trace as Plotly holds it; chart 0 is the data, 1 the loss."""
        return self.page.evaluate("([chart, name]) => lab.trace(chart, name)", [chart, name])

    def path(self, chart, name):
        """The SVG path of a line, as it is drawn."""
        return self.page.evaluate("([chart, name]) => lab.path(chart, name)", [chart, name])

    def readout(self, label):
        """A readout's text, by the words of its label."""
        block = self.player.locator(".lrl-readouts > div", has=self.page.locator("dt", has_text=label))
        return re.sub(r"\s+", " ", block.inner_text())

    def mark(self):
        """Remember the DOM nodes of the player and its charts; `unmoved` says whether they are still these."""
        self.page.evaluate("lab.mark()")

    @property
    def unmoved(self):
        return self.page.evaluate("lab.unmoved()")

    def watch(self):
        """From now on note, once a frame, what a viewer would notice; `seen` tells."""
        self.page.evaluate("lab.watch()")

    @property
    def seen(self):
        """Frames watched; in how many the epoch moved on or back, a chart was blank, a DOM node was replaced."""
        return self.page.evaluate("lab.seen")

    def marks(self):
        """The changes of the rate marked on the loss chart: [(epoch, rate), …]"""
        notes = self.page.evaluate("lab.charts()[1].layout.annotations ?? []")
        return [(note["x"], float(note["text"].removeprefix("rate "))) for note in notes if "rate" in note["text"]]


def number(text):
    return int(re.sub(r"\D", "", text))


@pytest.fixture
def visit(server, new_page):
    """A function: a new visitor's Lab (Playwright's options of `new_context`; url: another server's).

    A traceback in the server's log fails the test.
    """
    before = len(server.check().said())
    yield lambda url=None, **options: Lab(new_page(**options), url or server.url)
    said = server.check().said()[before:]
    assert "Traceback" not in said, said


@pytest.fixture
def lab(visit):
    """A visitor who has opened nothing yet: `lab.open("/")`."""
    return visit()

"""Record the README's pictures from the real app: `streamlit run app.py`, then `python .github/media/record.py URL`.

Needs tests/requirements.txt, Pillow and Chromium (or the path to one in CHROMIUM).
"""

import io
import os
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SIZE = {"width": 1280, "height": 800}
PAGES = (
    "one_step",
    "loss_surface",
    "learning_rate",
    "feature_scaling",
    "optimizers",
    "ridge",
    "many_features",
    "scikit_learn",
    "beyond",
)


def open_page(browser, url):
    page = browser.new_page(viewport=SIZE, color_scheme="light")
    page.goto(url)
    page.locator(".js-plotly-plot .main-svg, .stButton").first.wait_for(timeout=60_000)
    page.wait_for_timeout(1500)
    return page


def picture(page, width):
    shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    return shot.resize((width, round(shot.height * width / shot.width)), Image.LANCZOS)


def record_train(browser, url, frames=36):
    """A whole run as an animated image; the last frame stays."""
    page = open_page(browser, url)
    shots = [picture(page, 900)]
    page.get_by_role("button", name="Train", exact=True).click()
    last = page.locator(".lrl-scrub").get_attribute("max")
    while page.locator(".lrl-scrub").input_value() != last:
        shots.append(picture(page, 900))
    shots.append(picture(page, 900))
    kept = [shots[round(i * (len(shots) - 1) / (frames - 1))] for i in range(frames)]
    colors = kept[-1].quantize(255, method=Image.Quantize.FASTOCTREE)
    images = [image.quantize(palette=colors, dither=Image.Dither.NONE) for image in kept]
    images[0].save(HERE / "train.gif", save_all=True, append_images=images[1:], loop=0, optimize=True,
                   duration=[600] + [140] * (frames - 2) + [2500])  # fmt: skip
    page.close()


def record_page(browser, url, name):
    page = open_page(browser, f"{url}/{name}")
    if name == "scikit_learn":  # its chart comes after the prediction
        page.get_by_role("button", name="Show the comparison").click()
        page.wait_for_timeout(3000)
    if page.locator(".lrl-train").count():
        page.locator(".lrl-train").first.click()
        page.wait_for_timeout(5000)
    picture(page, 900).quantize(255, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(
        HERE / f"{name}.png", optimize=True
    )
    page.close()


if __name__ == "__main__":
    address = (sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8501").rstrip("/")
    with sync_playwright() as p:
        chromium = p.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=FLAGS)
        record_train(chromium, address)
        for path in PAGES:
            record_page(chromium, address, path)

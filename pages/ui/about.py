"""What "About" in the menu tells. Read once, when the server starts."""

import tomllib
from pathlib import Path

PROJECT = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))["project"]
ABOUT = f"""**Linear Regression Lab**, version {PROJECT["version"]}. Watch a machine learn a line.

Free software under the {PROJECT["license"]} licence: use it, change it, pass it on.

A question, or something wrong? Open an issue in the repository this app comes from. Its file `.github/CONTRIBUTING.md`
says how the app is built."""

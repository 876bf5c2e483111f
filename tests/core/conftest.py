"""The tutorial's own numbers (seed 42), recorded from its script and checked in exact arithmetic."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import settings

settings.register_profile("core", deadline=None, database=None)  # a slow machine is no failure
settings.load_profile("core")


@pytest.fixture(scope="session")
def truth():
    return json.loads((Path(__file__).parent / "truth.json").read_text(encoding="utf-8"))


@pytest.fixture
def tutorial(truth):
    """The tutorial's 50 houses, X (50, 1) and y (50, 1)."""
    return np.array(truth["X_all"]).reshape(-1, 1), np.array(truth["y_all"]).reshape(-1, 1)


@pytest.fixture
def tutorial_start(truth):
    """Where the tutorial's training begins."""
    return np.array([[truth["train_init"]["w"]]]), np.array([[truth["train_init"]["b"]]])

"""What the core hands out are nouns: their fields cannot be changed, and each is equal to itself alone."""

import dataclasses

import numpy as np
import pytest

import linreg_core as core
from linreg_core.fast.moments import moments

X, y = core.house_table()
CONFIG = core.TrainingConfig(0.1, 2)


def nouns():
    """One of every kind that holds arrays."""
    run = core.train(X / 1000, y, CONFIG)
    network = core.train_network(X / 1000, y, core.initialize_network(random_state=0), epochs=2)
    data = core.Dataset(x_name="x", y_name="y", points=(X, y))
    return [run, run.final, network, data, core.standardize(X)[1], moments(X, y)]


@pytest.mark.parametrize("noun", [CONFIG, core.ACTIVATIONS["tanh"], *nouns()], ids=lambda noun: type(noun).__name__)
def test_fields_cannot_be_changed(noun):
    for field in dataclasses.fields(noun):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(noun, field.name, np.zeros(1))


def test_two_of_one_content_are_two():
    """Arrays have no one answer to ==, so these are compared as objects; settings are compared by their values."""
    for one, other in zip(nouns(), nouns(), strict=True):
        assert one == one and one != other and len({one, other}) == 2
    assert core.TrainingConfig(0.1, 2) == CONFIG != core.TrainingConfig(0.1, 3)


def test_a_data_set_is_made_by_the_names_of_its_fields():
    with pytest.raises(TypeError, match="positional"):
        core.Dataset("x", "y")

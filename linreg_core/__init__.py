"""Linear regression from scratch, on numpy alone. Each file is one idea; a good order to read them:

data, scaling, model, optimizers, training, closed_form, curvature, features, valleys, network.

recording keeps a run as arrays, checks stops bad input (a TypeError or ValueError that says what to do), hints names
the types in signatures, and fast/ computes the same numbers sooner.
"""

from linreg_core.closed_form import least_squares, ridge
from linreg_core.curvature import (
    best_learning_rate,
    condition_number,
    curvatures,
    epochs_to_exceed,
    epochs_to_reach,
    excess_at,
    excess_losses,
    growth_factor,
    hessian,
    learning_rate_limit,
    learning_rate_limits,
    level_curves,
    loss_surface,
    safe_learning_rate,
    smallest_loss,
)
from linreg_core.data import DATASETS, SHAPES, Dataset, generate_bent_data, generate_linear_data, house_table
from linreg_core.fast.networks import train_networks
from linreg_core.fast.penalties import condition_numbers, ridge_path
from linreg_core.fast.stochastic import fast_steps
from linreg_core.features import polynomial_features, train_test_split
from linreg_core.model import (
    compute_gradients,
    compute_loss,
    forward_pass,
    initialize_parameters,
    update_parameters,
)
from linreg_core.network import (
    ACTIVATIONS,
    NetworkRun,
    forward_network,
    initialize_network,
    network_gradients,
    network_loss,
    restore_network,
    stack_networks,
    train_network,
    update_network,
)
from linreg_core.optimizers import OPTIMIZERS
from linreg_core.recording import Run, after_updates, train
from linreg_core.scaling import Scaler, min_max, standardize
from linreg_core.training import Step, TrainingConfig, train_linear_regression, training_steps
from linreg_core.valleys import sine_data, sine_descent, sine_gradient, sine_loss, sine_model

__all__ = [
    "ACTIVATIONS",
    "DATASETS",
    "OPTIMIZERS",
    "SHAPES",
    "Dataset",
    "NetworkRun",
    "Run",
    "Scaler",
    "Step",
    "TrainingConfig",
    "after_updates",
    "best_learning_rate",
    "compute_gradients",
    "compute_loss",
    "condition_number",
    "condition_numbers",
    "curvatures",
    "epochs_to_exceed",
    "epochs_to_reach",
    "excess_at",
    "excess_losses",
    "fast_steps",
    "forward_network",
    "forward_pass",
    "generate_bent_data",
    "generate_linear_data",
    "growth_factor",
    "hessian",
    "house_table",
    "initialize_network",
    "initialize_parameters",
    "learning_rate_limit",
    "learning_rate_limits",
    "least_squares",
    "level_curves",
    "loss_surface",
    "min_max",
    "network_gradients",
    "network_loss",
    "polynomial_features",
    "restore_network",
    "ridge",
    "ridge_path",
    "safe_learning_rate",
    "sine_data",
    "sine_descent",
    "sine_gradient",
    "sine_loss",
    "sine_model",
    "smallest_loss",
    "stack_networks",
    "standardize",
    "train",
    "train_linear_regression",
    "train_network",
    "train_networks",
    "train_test_split",
    "training_steps",
    "update_network",
    "update_parameters",
]

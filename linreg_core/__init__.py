"""Linear regression from scratch, on numpy alone. Each file is one idea; a good order to read them:

data, model, training, optimizers, closed_form, curvature, valleys, scaling, moments (and checks, for bad input).
"""

from linreg_core.closed_form import least_squares, ridge
from linreg_core.curvature import (
    best_learning_rate,
    condition_number,
    curvatures,
    epochs_to_exceed,
    epochs_to_reach,
    excess_at,
    growth_factor,
    hessian,
    learning_rate_limit,
    learning_rate_limits,
    level_curves,
    loss_surface,
    smallest_loss,
)
from linreg_core.data import DATASETS, Dataset, generate_linear_data, house_table
from linreg_core.model import (
    compute_gradients,
    compute_loss,
    forward_pass,
    initialize_parameters,
    update_parameters,
)
from linreg_core.optimizers import OPTIMIZERS
from linreg_core.scaling import Scaler, min_max, standardize
from linreg_core.training import (
    Run,
    Step,
    TrainingConfig,
    train,
    train_linear_regression,
    training_steps,
)
from linreg_core.valleys import sine_data, sine_descent, sine_gradient, sine_loss, sine_model

__all__ = [
    "DATASETS",
    "OPTIMIZERS",
    "Dataset",
    "Run",
    "Scaler",
    "Step",
    "TrainingConfig",
    "best_learning_rate",
    "compute_gradients",
    "compute_loss",
    "condition_number",
    "curvatures",
    "epochs_to_exceed",
    "epochs_to_reach",
    "excess_at",
    "forward_pass",
    "generate_linear_data",
    "growth_factor",
    "hessian",
    "house_table",
    "initialize_parameters",
    "learning_rate_limit",
    "learning_rate_limits",
    "least_squares",
    "level_curves",
    "loss_surface",
    "min_max",
    "ridge",
    "sine_data",
    "sine_descent",
    "sine_gradient",
    "sine_loss",
    "sine_model",
    "smallest_loss",
    "standardize",
    "train",
    "train_linear_regression",
    "training_steps",
    "update_parameters",
]

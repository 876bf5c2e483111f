"""The numbers of the readable loop, sooner: nothing new to learn here, only how to compute it faster.

moments.py: full batches from a handful of sums. stochastic.py: mini-batches of one feature. Tests hold both equal to
training.py. networks.py: many networks side by side, held equal to network.py. penalties.py: ridge at many penalties at
once, held equal to closed_form.py and curvature.py.
"""

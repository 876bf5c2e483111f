"""The numbers of the readable loop, sooner: nothing new to learn here, only how to compute it faster.

moments.py: full batches from a handful of sums. stochastic.py: mini-batches of one feature. Tests hold both equal to
training.py. penalties.py: ridge at many penalties at once; tests hold it equal to closed_form.py and curvature.py.
"""

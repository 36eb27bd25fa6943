"""Gathers the models of the activity kinds, so that Django finds them."""

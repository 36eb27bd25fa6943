"""Somebody else's Wagtail site that installs the plug-in: its own user model, base template, menu.

Nothing of `lms` is installed here. `python -m tests.host` sets the site up from nothing and visits
it; `test_host.py` runs that in a process of its own, because a process has one set of settings.
"""

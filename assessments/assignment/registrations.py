"""Ties assignments to reminders; called once from the app's `ready()`."""

from assessments.assignment.deadlines_ahead import open_deadlines
from assessments.assignment.reminders import WAITING, waiting_work
from courses.reminders import deadlines
from courses.reminders.digest import register_line
from courses.reminders.registry import register_source


def connect() -> None:
    deadlines.provide(open_deadlines)
    register_source(waiting_work)
    register_line(WAITING)

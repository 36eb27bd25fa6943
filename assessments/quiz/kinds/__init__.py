"""The kinds of question, a module a kind and all alike. A new one is a module and its name here."""

from assessments.quiz.kinds import choice, correction, gaps, matching, ordering, short_text
from assessments.quiz.kinds.base import Kind

MODULES: tuple[Kind, ...] = (choice, matching, ordering, gaps, correction, short_text)
BY_KIND: dict[str, Kind] = {word: module for module in MODULES for word in module.KINDS}
BLOCKS: dict[str, Kind] = {module.BLOCK: module for module in MODULES}

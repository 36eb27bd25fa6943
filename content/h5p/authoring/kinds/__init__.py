"""What can be written here, a module a kind and all alike. A new one is a module and its name."""

from content.h5p.authoring.kinds import blanks, branching, choice, question_set, true_false
from content.h5p.authoring.kinds.base import Kind

MODULES: tuple[Kind, ...] = (choice, true_false, blanks, question_set, branching)
BY_KIND: dict[str, Kind] = {kind.KIND: kind for kind in MODULES}
BY_LIBRARY: dict[str, Kind] = {kind.LIBRARY: kind for kind in MODULES}

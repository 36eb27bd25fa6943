"""What publishing a rubric would change, one sentence each. Pure: two rubrics in, sentences out."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from assessments.assignment.rubric import LEVELS, Criterion, Rubric


def changes(before: Rubric, after: Rubric) -> list[str]:
    """Empty where both say the same."""
    return [*_of_the_whole(before, after), *_of_criteria(before, after)]


def _of_the_whole(before: Rubric, after: Rubric) -> Iterator[str]:
    if before.minimum != after.minimum:
        words = {"now": after.minimum, "before": before.minimum}
        yield _("%(now)s points are needed, instead of %(before)s.") % words
    for level in LEVELS:
        if before.words[level] != after.words[level]:
            named = {"level": level, "now": after.words[level], "before": before.words[level]}
            yield _("Level %(level)s is called “%(now)s”, instead of “%(before)s”.") % named


def _of_criteria(before: Rubric, after: Rubric) -> Iterator[str]:
    old = {criterion.id: criterion for criterion in before.criteria}
    new = {criterion.id: criterion for criterion in after.criteria}
    for key, criterion in new.items():
        if key not in old:
            yield _("New: “%(title)s”.") % {"title": criterion.title}
        else:
            yield from _of_one(old[key], criterion)
    for key, criterion in old.items():
        if key not in new:
            yield _("No longer there: “%(title)s”.") % {"title": criterion.title}
    if [key for key in old if key in new] != [key for key in new if key in old]:
        yield _("The order is another one.")


def _of_one(before: Criterion, after: Criterion) -> Iterator[str]:
    title = {"title": after.title}
    if before.title != after.title:
        words = {"before": before.title, "now": after.title}
        yield _("“%(before)s” is now called “%(now)s”.") % words
    if before.must != after.must:
        if after.must:
            yield _("“%(title)s” is now a must criterion.") % title
        else:
            yield _("“%(title)s” is no longer a must criterion.") % title
    if before.guards_sharing != after.guards_sharing:
        if after.guards_sharing:
            yield _("“%(title)s” now guards what is handed out.") % title
        else:
            yield _("“%(title)s” no longer guards what is handed out.") % title
    for level in LEVELS:
        if before.levels[level] != after.levels[level]:
            yield _("“%(title)s”: level %(level)s has new words.") % {**title, "level": level}
    if before.sections != after.sections:
        yield _("“%(title)s” shows at other sections.") % title

"""What is known about content types and people who hear, see and point in different ways.

Sums up what the makers of the official types say of them. It speaks of the type: what an author
makes of it still needs words beside pictures, captions and contrast. A note that somebody wrote in
the library manager takes the place of ours.
"""

from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from content.h5p.models import H5PLibrary


class Reach(Enum):
    """How far a type gets without mouse and sight."""

    ALL = "all"
    TIRING = "tiring"
    POINTING = "pointing"
    PARTS = "parts"
    UNKNOWN = "unknown"


NOTES: dict[Reach, str | Promise] = {
    Reach.ALL: _("Works by keyboard and with a screen reader, its makers say."),
    Reach.TIRING: _(
        "Works by keyboard, but moving things is tiring without sight. Offer another way, too."
    ),
    Reach.POINTING: _(
        "Asks people to see, point or speak. Without that it cannot be done: offer another way."
    ),
    Reach.PARTS: _("As accessible as the parts inside it. Videos need captions."),
    Reach.UNKNOWN: _("Nothing is known. Please try it by keyboard alone before you use it."),
}
TYPES = {
    Reach.ALL: (
        *("Accordion", "Blanks", "Dialogcards", "DocumentationTool", "Essay", "Flashcards"),
        *("GuessTheAnswer", "MarkTheWords", "MultiChoice", "QuestionSet", "SingleChoiceSet"),
        *("Summary", "TrueFalse", "Column", "AdvancedText", "ArithmeticQuiz", "MultiMediaChoice"),
        *("Audio", "Image", "Link", "Table"),
    ),
    Reach.TIRING: ("DragQuestion", "DragText", "MemoryGame", "ImagePair", "SortParagraphs"),
    Reach.POINTING: (
        *("ImageHotspotQuestion", "ImageMultipleHotspotQuestion", "FindTheWords", "Agamotto"),
        *("SpeakTheWords", "SpeakTheWordsSet", "AudioRecorder", "ImpressPresentation"),
        *("ImageJuxtaposition", "Timeline", "ThreeImage", "ImageSequencing"),
    ),
    Reach.PARTS: (
        *("BranchingScenario", "CoursePresentation", "InteractiveBook", "InteractiveVideo"),
        *("RowColumn", "Row", "Video"),
    ),
}
REACH = {f"H5P.{name}": reach for reach, names in TYPES.items() for name in names}


def note_of(library: H5PLibrary) -> str:
    return library.accessibility_note or known_note(library.machine_name)


def known_note(machine_name: str) -> str:
    return str(NOTES[REACH.get(machine_name, Reach.UNKNOWN)])

"""What looks like a real person or a way to reach one. Pure: a text in, what was found out.

Addresses and numbers are sure enough to be refused; a name may be a false alarm, and people say so.
"""

import re
from collections.abc import Iterable, Iterator

from assessments.assignment.first_names import FIRST_NAMES

MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# Starts like a telephone number and has at least seven digits; „40–41“ and dates do not.
PHONE = re.compile(r"(?<![\w.,/-])(?:\+|00|0)[1-9](?:[ /()-]{0,2}\d){5,13}(?![\w-])")


def contacts(text: str) -> list[str]:
    """E-mail addresses and telephone numbers in `text`, each once, in the order they appear."""
    return _each_once(match for pattern in (MAIL, PHONE) for match in pattern.finditer(text))


# — Names ——————————————————————————————————————————————————————————————————————————

# A space, or the end of a line. Everything that repeats has an end, so that no text takes long.
GAP = r"(?:[ \t\u00a0\u202f]{1,3}|[ \t]{0,3}\n[ \t]{0,3})"
WORD = r"[^\W\d_]+(?:[-'’][^\W\d_]+)*"
ADDRESS = r"(?:Herrn?|Frau|Familie|Eheleute|Hr\.|Fr\.)"
TITLE = r"(?:Dr\.(?:-Ing\.)?|Prof\.|Dipl\.-\w+\.|Professor(?:in)?|Doktor(?:in)?)"
DEGREE = r"(?:(?:med|jur|phil|rer|nat|pol|theol|habil)\.|h\. ?c\.)"
TITLES = rf"(?:{TITLE}(?:{GAP}?(?:{TITLE}|{DEGREE})){{0,5}})"
OF = r"(?:von|van|vom|zu|zur|de|di|da|del|du|le|la|ten|ter|el|al|bin|ben|abu)"
PARTICLES = rf"(?:{OF}{GAP}(?:(?:der|den|dem|la){GAP})?){{0,2}}"
INITIALS = rf"(?:[^\W\d_]\.{GAP}){{0,3}}"

CALLED = re.compile(
    rf"(?<![\w-])(?:{ADDRESS}(?:{GAP}{TITLES})?|{TITLES}){GAP}{INITIALS}{PARTICLES}(?={WORD})"
)
BETWEEN = re.compile(rf"{GAP}{INITIALS}{PARTICLES}(?={WORD})")
A_WORD = re.compile(WORD)
NEXT = re.compile(rf"{GAP}({WORD})")
BEFORE = re.compile(rf"({WORD})\.?{GAP}?$")

SAINTS = frozenset(("Sankt", "St", "Heilige", "Heiliger", "Heiligen", "Santa", "San"))
# „Eine Frau Mitte vierzig“ is nobody in particular.
ARTICLES = (
    "eine einer einen jede jeder keine keiner diese dieser junge jungen alte alten ältere älteren "
    "andere anderen welche mancher manche"
)
SOMEBODY = frozenset(ARTICLES.split())
OTHER_WORDS = (
    "Mitte Anfang Ende Himmelfahrt Empfängnis Lichtmess Abend Nachmittag Mittag Vormittag Morgen "
    "Nacht"
)
NO_SURNAME = frozenset(OTHER_WORDS.split())
# A function instead of a person: „Frau Bürgermeisterin“, „Herr Landrat“.
FUNCTION = re.compile(
    r"(?:bürgermeister|landrat|stadtrat|dezernent|präsident|minister|vorsitzende[rnm]?"
    r"|vorsteher|beauftragte[rnm]?|abgeordnete[rnm]?|sprecher|leiter|direktor|kanzler|sekretär"
    r"|kommissar|rektor|professor|doktor|kollegen?|kollegin|kämmerer|pfarrer|pastor|imam"
    r"|rabbiner|bischof|trainer|lehrer|anwalt|amtmann|amtfrau|inspektor|referent|geschäftsführer"
    r"|wehrführer|verwalter|koordinator|moderator|mediator|nachbar|mitarbeiter|kommandant"
    r"|(?:\w{4}er|rät|ent|ant|ist|or|är|olog|wält|ärzt|eur|ät|nachbar)in(?:nen)?)$",
    re.IGNORECASE,
)
# What is called after somebody: „Anne-Frank-Schule“, „Paul Gerhardt Haus“.
CALLED_AFTER = re.compile(
    r"(?:straße|strasse|schule|gymnasium|kolleg|platz|allee|gasse|brücke|kirche|kapelle|kloster"
    r"|stiftung|zentrum|kita|kindergarten|krankenhaus|klinik|universität|akademie|institut"
    r"|preis|denkmal|viertel|siedlung|gemeinde|moschee|synagoge|verein|stadion|bibliothek)s?$",
    re.IGNORECASE,
)
# Surnames end like these, too; alone or behind a hyphen they are a place.
PLACE = re.compile(
    r"(?:^|-)(?:str|weg|ring|ufer|damm|park|hof|dom|stift|haus|hauses|heim|halle|saal|turm|hütte)$",
    re.IGNORECASE,
)


def names(text: str) -> list[str]:
    """What reads like the name of a person, each once, in the order it appears.

    A form of address or a title with a surname, or a common first name with another capitalised
    word. Functions are none, nor streets, schools, churches and squares called after somebody.
    """
    taken = [*_called(text)]
    taken += [span for span in _first_names(text) if not _within(span, taken)]
    found = (text[start:end] for start, end in sorted(taken))
    return list(dict.fromkeys(" ".join(name.split()) for name in found))


Span = tuple[int, int]


def _called(text: str) -> Iterator[Span]:
    for match in CALLED.finditer(text):
        if match.group().startswith(("Frau", "Familie")) and _before(text, match) in SOMEBODY:
            continue
        end = _surname(text, match.end())
        if end:
            yield match.start(), end


def _surname(text: str, at: int) -> int:
    """Where the name ends that begins at `at`; 0 where there is none."""
    word = _word(text, at)
    if FUNCTION.search(word):
        following = NEXT.match(text, at + len(word))
        if following is None or FUNCTION.search(following[1]):
            return 0
        at, word = following.start(1), following[1]
    if _is_first_name(word) and (end := _behind(text, at + len(word))):
        return end
    return at + len(word) if _may_be_surname(text, at, word) else 0


def _first_names(text: str) -> Iterator[Span]:
    end = 0
    for match in A_WORD.finditer(text):
        if match.start() < end or not _is_first_name(match.group()):
            continue
        if _before(text, match) in SAINTS:
            continue
        if found := _behind(text, match.end()):
            end = found
            yield match.start(), end


def _behind(text: str, at: int) -> int:
    """Where a name ends whose first name ends at `at`; 0 where no surname follows."""
    end = 0
    while between := BETWEEN.match(text, at):
        start, word = between.end(), _word(text, between.end())
        if not _may_be_surname(text, start, word):
            break
        end = at = start + len(word)
        if not _is_first_name(word):
            break
    return end


def _may_be_surname(text: str, at: int, word: str) -> bool:
    if not word[0].isupper() or len(word) < 2 or word in NO_SURNAME or FUNCTION.search(word):
        return False
    following = NEXT.match(text, at + len(word))
    around = (word, following[1]) if following else (word,)
    return not any(CALLED_AFTER.search(part) or PLACE.search(part) for part in around)


def _is_first_name(word: str) -> bool:
    parts = word.split("-")
    return all((part.title() if part.isupper() else part) in FIRST_NAMES for part in parts)


def _word(text: str, at: int) -> str:
    found = A_WORD.match(text, at)
    return found.group() if found else ""


def _before(text: str, match: "re.Match[str]") -> str:
    """The word right before."""
    found = BEFORE.search(text[max(0, match.start() - 40) : match.start()])
    return found[1] if found else ""


def _within(span: Span, others: Iterable[Span]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)


def _each_once(matches: Iterable["re.Match[str]"]) -> list[str]:
    found = sorted(matches, key=lambda match: match.start())
    return list(dict.fromkeys(match.group() for match in found))

"""German words, as searching and sorting need them: word, stem, kin, place in the order.

„Straße“, „strasse“ and „STRASSE“ are one word; „Gespräche“ and „gespraech“ have one stem;
„eskalieren“ and „Eskalation“ are kin.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.utils.text import slugify
from snowballstemmer.german_stemmer import GermanStemmer

# What may stand inside a word without ending it: soft hyphens, accents typed apart from their
# letter, and the sign in „Teilnehmer:innen“.
_INSIDE = r"[^\W_]|[\u00ad\u0300-\u036f]|[:*_](?=in(?:nen)?\b)"
_TOKEN = re.compile(rf"\d+(?:[.,]\d+)+|[^\W_](?:{_INSIDE})*")
_SIGNS = re.compile("[\u00ad:*_]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word and where it stands: `text[start:end]`."""

    start: int
    end: int
    word: str


def tokens(text: str) -> Iterator[Token]:
    """The words of a text in their order; „1.4“ is one."""
    for found in _TOKEN.finditer(text):
        yield Token(found.start(), found.end(), _folded(found[0]))


def words(text: str) -> list[str]:
    return [token.word for token in tokens(text)]


def stems(text: str) -> list[str]:
    return [stem(word) for word in words(text)]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of a word as `words()` gives it."""
    # A stemmer keeps the word it works on, so threads must not share one.
    return GermanStemmer().stemWord(word)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", _SIGNS.sub("", text)).casefold()


def sort_key(text: str) -> str:
    """What lists are sorted by (DIN 5007): „Übergabe“ stands between „Tafel“ and „Vertrag“."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def letter_of(text: str) -> str:
    """The letter a text stands under in an index; what begins otherwise stands under „#“."""
    first = sort_key(text.strip())[:1].upper()
    return first if "A" <= first <= "Z" else "#"


# How umlauts are written where they cannot be; not how they are sorted.
_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def slug_of(text: str, *, longest: int = 80) -> str:
    """An address made of words: „Große Übergabe“ becomes „grosse-uebergabe“."""
    written = unicodedata.normalize("NFC", text).lower().translate(_SPELT_OUT)
    return slugify(written)[:longest].strip("-")


# — Kin ————————————————————————————————————————————————————————————————————————————

_VERB = re.compile(r"(\w{3,})ier(?:en|e|t|te|ten|ung|ungen|end|ende|enden)")
_NOUN = re.compile(r"(\w{3,})(?:ation(?:en)?|ator(?:en|in|innen)?)")
# Verbs whose noun is made in a way of its own.
_NOUNS = {
    "analys": "analyse",
    "defin": "definition",
    "diskut": "diskussion",
    "interven": "intervention",
    "reag": "reaktion",
    "reflekt": "reflexion",
}
_ROOTS = {stem(noun): root for root, noun in _NOUNS.items()}


def kin(word: str) -> frozenset[str]:
    """The verb and the nouns beside a borrowed word: „moderieren“, „Moderation“, „Moderator“.

    The stemmer knows endings, not families. Words of German origin have no kin here.
    """
    root = _root(word)
    if not root:
        return frozenset()
    verbs = {f"{root}ieren", f"{root}iert", f"{root}ierung"}
    if root in _NOUNS:
        return frozenset(verbs | {_NOUNS[root]}) - {word}
    latin = re.sub("iz$", "ik", root)
    return frozenset(verbs | {f"{latin}ation", f"{latin}ator"}) - {word}


def _root(word: str) -> str:
    """What stands before „-ieren“ in the verb of the family; empty for other words."""
    if verb := _VERB.fullmatch(word):
        return verb[1]
    if known := _ROOTS.get(stem(word)):
        return known
    noun = _NOUN.fullmatch(word)
    # „Kommunikation“ belongs to „kommunizieren“.
    return re.sub("ik$", "iz", noun[1]) if noun else ""


# — Words that carry no meaning of their own ———————————————————————————————————————

FILLERS = frozenset(
    words("""
    ab aber alle allem allen aller alles als also am an ander andere anderem anderen anderer
    anderes auch auf aus bei beim bin bis bist da damit dann das dass dein deine deinem deinen
    deiner dem den denn der des dessen dich die dies diese diesem diesen dieser dieses dir doch
    dort du durch ein eine einem einen einer eines einig einige einigen einiger er es etwas euch
    euer eure für gegen gibt hab habe haben hat hatte hatten hier hin hinter ich ihm ihn ihnen ihr
    ihre ihrem ihren ihrer ihres im in indem ins ist ja jede jedem jeden jeder jedes jene jenem
    jenen jener jenes jetzt kann kein keine keinem keinen keiner können könnte machen man manche
    manchem manchen mancher mein meine meinem meinen meiner mich mir mit muss musste nach nicht
    nichts noch nun nur ob oder ohne sehr sein seine seinem seinen seiner seines selbst sich sie
    sind so solche solchem solchen solcher soll sollte sondern sonst über um und uns unser unsere
    unserem unseren unserer unter viel vom von vor war waren warum was weg weil weiter welche
    welchem welchen welcher welches wenn wer werde werden wie wieder will wir wird wirst wo wollen
    wollte während würde würden zu zum zur zwar zwischen
    """)
)

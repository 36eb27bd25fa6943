"""How long a text takes to read. An estimate for authors; what counts is what they write."""

from math import ceil

from wagtail.blocks import StreamValue

# Slower than novels are read: unfamiliar matter, at a screen, with a pause for thought.
WORDS_A_MINUTE = 130


def words_of(text: StreamValue) -> int:
    """Words in everything that is shown of `text`, whichever block it stands in."""
    parts = text.stream_block.get_searchable_content(text)
    return sum(len(str(part).split()) for part in parts)


def minutes_for(words: int) -> int:
    return ceil(words / WORDS_A_MINUTE)

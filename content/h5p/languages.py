"""Languages by their name in the reader's own language."""

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext


def language_name(code: str) -> str:
    """„Deutsch“ for „de“; the code itself where Django has no name for it."""
    known = LANG_INFO.get(code.lower()) or LANG_INFO.get(code.lower().partition("-")[0], {})
    return gettext(known["name"]) if "name" in known else code

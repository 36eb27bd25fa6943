"""What is wrong with an issuer, in sentences for the people who look at its screen.

`manage.py check` says more to whoever runs the server; paths of files are never on a screen.
"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from certificates.keys.domain import signing_key
from certificates.keys.errors import KeyExposedError, SigningKeyError
from certificates.upkeep.queries import IssuerState
from content.ui.dates import long_date


def problems(state: IssuerState) -> list[str]:
    """Empty when all is well. Tries to open the key in use; no statement."""
    return [*_key_problems(state), *_signature_problems(state), *_list_problems(state)]


def hint(state: IssuerState) -> str:
    """A web server need not hold any key, so one that it cannot open is no alarm."""
    error = _signing_error(state)
    if error is None or isinstance(error, KeyExposedError) or state.signing is None:
        return ""
    return _(
        "The web server cannot open the key %(key)s. This is right if only the worker may "
        "sign. Otherwise released certificates wait."
    ) % {"key": state.signing.fragment}


def _key_problems(state: IssuerState) -> list[str]:
    if state.signing is None:
        return [_("No key signs at the moment. Released certificates wait.")]
    if isinstance(_signing_error(state), KeyExposedError):
        return [_("Others on the server could read the private key. So nothing is signed.")]
    return []


def _signing_error(state: IssuerState) -> SigningKeyError | None:
    if state.signing is None:
        return None
    try:
        signing_key(state.issuer, state.signing)
    except SigningKeyError as error:
        return error
    return None


def _signature_problems(state: IssuerState) -> list[str]:
    if not state.waiting:
        return []
    words = ngettext(
        "%(count)s certificate still carries a signature that does not count any more. It is "
        "being signed anew.",
        "%(count)s certificates still carry a signature that does not count any more. They are "
        "being signed anew.",
        state.waiting,
    )
    return [words % {"count": state.waiting}]


def _list_problems(state: IssuerState) -> list[str]:
    distrusted = {row.key.fragment for row in state.keys if row.key.compromised_at}
    found = []
    for row in state.lists:
        if row.signed_with in distrusted:
            words = _("The status list %(list)s still carries a signature that does not count.")
            found.append(words % {"list": row.status_list})
        if row.is_old and row.status_list.signed_at:
            words = _("The status list %(list)s was last signed on %(date)s. That is too long ago.")
            date = long_date(row.status_list.signed_at)
            found.append(words % {"list": row.status_list, "date": date})
    return found

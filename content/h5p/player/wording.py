"""What H5P's core says to people, in the language of the page.

The keys are the core's; a content type brings its own words with its package.
"""

from django.utils.translation import gettext as _


def core_words() -> dict[str, str]:
    return {**_controls(), **_dialogs(), **_licences()}


def _controls() -> dict[str, str]:
    return {
        "fullscreen": _("Full screen"),
        "disableFullscreen": _("Leave full screen"),
        "download": _("Download"),
        "copyrights": _("Rights of use"),
        "copyrightInformation": _("Rights of use"),
        "noCopyrights": _("Nothing is known about the rights of this content."),
        "embed": _("Embed"),
        "size": _("Size"),
        "width": _("Width"),
        "height": _("Height"),
        "showAdvanced": _("Show more"),
        "hideAdvanced": _("Show less"),
        "advancedHelp": _("With this script the height follows the content:"),
        "close": _("Close"),
        "showMore": _("Show more"),
        "showLess": _("Show less"),
        "subLevel": _("Level below"),
        "h5pDescription": _("More about H5P"),
        "reuse": _("Use again"),
        "reuseContent": _("Use this content again"),
        "contentCopied": _("The content was copied."),
    }


def _dialogs() -> dict[str, str]:
    return {
        "dataReset": _("Begin anew"),  # a key of our own, see bridge.js
        "contentChanged": _("This content has changed since you were here last."),
        "startingOver": _("You begin anew. Your earlier results are kept."),
        "confirmDialogHeader": _("Are you sure?"),
        "confirmDialogBody": _("Please confirm that you want to go on. This cannot be undone."),
        "cancelLabel": _("Cancel"),
        "confirmLabel": _("Confirm"),
        "offlineDialogHeader": _("The connection was lost"),
        "offlineDialogBody": _("Your result could not be sent. Please check the connection."),
        "offlineDialogRetryMessage": _("Another try in :num …"),
        "offlineDialogRetryButtonLabel": _("Try again now"),
        "offlineSuccessfulSubmit": _("Your result was sent."),
    }


def _licences() -> dict[str, str]:
    commons = _("Attribution")
    same, adapt, trade = _("share alike"), _("no derivatives"), _("non-commercial")
    return {
        "title": _("Title"),
        "author": _("Creator"),
        "year": _("Year"),
        "source": _("Source"),
        "license": _("Licence"),
        "thumbnail": _("Preview picture"),
        "licenseU": _("not stated"),
        "licenseCCBY": commons,
        "licenseCCBYSA": f"{commons} – {same}",
        "licenseCCBYND": f"{commons} – {adapt}",
        "licenseCCBYNC": f"{commons} – {trade}",
        "licenseCCBYNCSA": f"{commons} – {trade} – {same}",
        "licenseCCBYNCND": f"{commons} – {trade} – {adapt}",
        "licenseCC40": "4.0",
        "licenseCC30": "3.0",
        "licenseCC25": "2.5",
        "licenseCC20": "2.0",
        "licenseCC10": "1.0",
        "licenseGPL": "GNU General Public License",
        "licenseV3": "3",
        "licenseV2": "2",
        "licenseV1": "1",
        "licensePD": _("public domain"),
        "licensePDM": _("public domain"),
        "licenseCC010": "CC0 1.0",
        "licenseC": _("all rights reserved"),
    }

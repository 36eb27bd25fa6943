"""The four questions of an after-action review, by the name under which their answer is kept."""

from django.utils.translation import gettext_lazy as _

QUESTIONS = {
    "planned": _("What was planned?"),
    "happened": _("What happened?"),
    "why": _("Why did it turn out differently?"),
    "keep": _("What do we keep, what do we change?"),
}

from django.db.models import IntegerChoices
from django.utils.translation import pgettext_lazy


class Step(IntegerChoices):
    """Where somebody sees themselves beside a statement. The words say it, the numbers draw it."""

    NOT_YET = 1, pgettext_lazy("self-assessment", "not yet")
    A_LITTLE = 2, pgettext_lazy("self-assessment", "a little")
    PARTLY = 3, pgettext_lazy("self-assessment", "partly")
    MOSTLY = 4, pgettext_lazy("self-assessment", "mostly")
    FOR_SURE = 5, pgettext_lazy("self-assessment", "with confidence")

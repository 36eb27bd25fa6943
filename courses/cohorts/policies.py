"""Who may do what in a cohort. One place; never `has_perm`, so a superuser sees no learner content.

Each function answers with a queryset, so that a view scopes by it and a stranger gets 404.
"""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Exists, OuterRef, Q, QuerySet

from courses.cohorts.models import Cohort, CohortRole, Enrolment, ProviderRole
from courses.curriculum.models import Programme
from courses.governance.models import Provider

# Roles that look after a cohort in the Wagtail admin.
ADMIN_ROLES = (
    CohortRole.Role.TRAINER,
    CohortRole.Role.COORDINATOR,
    CohortRole.Role.COMPANION_EXTERNAL,
)
# „externe Prozessbegleitung: wie Trainer:in in ihren Kohorten“
TEACHING_ROLES = (CohortRole.Role.TRAINER, CohortRole.Role.COMPANION_EXTERNAL)

# Sees dates and sums of a cohort, never who stands where: often a colleague of the participants.
OVERSEEING_ROLES = (CohortRole.Role.COMPANION_LOCAL,)


def cohorts_coordinated_by(user: Any) -> QuerySet[Cohort]:
    """Cohorts whose data, sessions, attendance and certificates the user looks after."""
    return _with_role(user, (CohortRole.Role.COORDINATOR,))


def cohorts_taught_by(user: Any) -> QuerySet[Cohort]:
    """Cohorts in which the user reviews work, records attendance and releases."""
    return _with_role(user, TEACHING_ROLES)


def cohorts_attended_by(user: Any) -> QuerySet[Cohort]:
    """Cohorts in which the user may record attendance."""
    return _with_role(user, (*TEACHING_ROLES, CohortRole.Role.COORDINATOR))


def cohorts_overseen_by(user: Any) -> QuerySet[Cohort]:
    """Cohorts of which the user sees dates and attendance in sums, and nothing else."""
    return _with_role(user, OVERSEEING_ROLES)


def _with_role(user: Any, roles: tuple[str, ...]) -> QuerySet[Cohort]:
    if not getattr(user, "is_authenticated", False):
        return Cohort.objects.none()
    ids = CohortRole.objects.filter(user=user, role__in=roles).values("cohort")
    return Cohort.objects.filter(pk__in=ids)


def providers_coordinated_by(user: Any) -> QuerySet[Provider]:
    """Providers for which the user may set up cohorts."""
    if not getattr(user, "is_authenticated", False):
        return Provider.objects.none()
    roles = ProviderRole.objects.filter(user=user, role=ProviderRole.Role.COORDINATOR)
    return Provider.objects.filter(pk__in=roles.values("provider"))


def enrolments_of(user: Any) -> QuerySet[Enrolment]:
    """The user's own places, ended ones too."""
    if not getattr(user, "is_authenticated", False):
        return Enrolment.objects.none()
    return Enrolment.objects.filter(user=user).exclude(state=Enrolment.State.WITHDRAWN)


def programmes_taught_by(user: Any) -> QuerySet[Programme]:
    """Programmes whose pages the user may read without being enrolled.

    Trainers and coordinators of one of its cohorts, and authors of its provider.
    """
    if not getattr(user, "is_authenticated", False):
        return Programme.objects.none()
    roles = CohortRole.objects.filter(user=user, role__in=ADMIN_ROLES)
    providers = ProviderRole.objects.filter(user=user)
    return Programme.objects.filter(
        Q(pk__in=roles.values("cohort__programme")) | Q(provider__in=providers.values("provider"))
    )


def teaches_programme(user: Any, programme_id: int) -> bool:
    """Whether the user may read this programme's pages without being enrolled in it."""
    return programmes_taught_by(user).filter(pk=programme_id).exists()


def takes_part(user: Any) -> bool:
    """Whether somebody takes or took part anywhere, works with a cohort or writes for a provider.

    One statement.
    """
    own = {"user": OuterRef("pk")}
    places = Enrolment.objects.filter(**own).exclude(state=Enrolment.State.WITHDRAWN)
    reasons = (places, CohortRole.objects.filter(**own), ProviderRole.objects.filter(**own))
    some = Exists(reasons[0]) | Exists(reasons[1]) | Exists(reasons[2])
    return get_user_model().objects.filter(some, pk=user.pk).exists()


def has_admin_role(user: Any) -> bool:
    """Whether some role of the user opens screens of the admin. One statement."""
    return get_user_model().objects.filter(_by_role(user), pk=user.pk).exists()


def opens_admin(user: Any) -> bool:
    """Whether the admin's door opens to the user: by a role or by Wagtail's rights. One statement.

    The same answer as `user.has_perm(ACCESS_ADMIN)`, which asks every backend in turn.
    """
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return False
    if user.is_superuser:
        return True
    granted = Permission.objects.filter(
        Q(group__user=user.pk) | Q(user=user.pk),
        content_type__app_label="wagtailadmin",
        codename="access_admin",
    )
    people = get_user_model().objects.filter(pk=user.pk)
    return people.filter(_by_role(user) | Q(Exists(granted))).exists()


def _by_role(user: Any) -> Q:
    roles = (*ADMIN_ROLES, *OVERSEEING_ROLES)
    in_cohort = CohortRole.objects.filter(user=user.pk, role__in=roles)
    return Q(Exists(in_cohort)) | Q(Exists(ProviderRole.objects.filter(user=user.pk)))


def looks_after_cohorts(user: Any) -> bool:
    """Whether the screens about cohorts are for this person at all."""
    return cohorts_attended_by(user).exists() or providers_coordinated_by(user).exists()

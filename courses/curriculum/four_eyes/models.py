"""The step at which a second person looks, in Wagtail's terms: a task of a workflow."""

from functools import partial
from typing import Any

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.locks import WorkflowLock
from wagtail.models import Task, TaskState

from content.foundation.retention import Retention, keeps
from courses.curriculum.four_eyes.errors import OwnSubmission
from courses.curriculum.four_eyes.mails import tell_other_authors

REJECT, APPROVE = "reject", "approve"


class WaitingLock(WorkflowLock):
    """Says to whoever submitted the text why it is closed, and what they can do."""

    def get_message(self, user: Any) -> str | None:
        if not self.for_user(user):
            return None
        return gettext(
            "This text is waiting for a second author. Until then it is closed for you. You can "
            "take it back to change it."
        )


@keeps(Retention.EDITORIAL)
class SecondPairOfEyes(Task):
    """An author of the provider publishes what another one has submitted, or asks for changes.

    Whoever submitted the text is refused, here and not only in the menu. While it waits they
    cannot change it either; whoever looks at it may, and answers for that with their name.
    """

    provider = models.OneToOneField(
        "lms_courses.Provider",
        verbose_name=_("provider"),
        on_delete=models.CASCADE,
        related_name="second_pair_of_eyes",
    )

    lock_class = WaitingLock

    class Meta:
        verbose_name = _("Second pair of eyes")
        verbose_name_plural = _("Second pairs of eyes")

    @classmethod
    def get_description(cls) -> str:
        return gettext("Another author of the same provider reads the text and publishes it.")

    def start(self, workflow_state: Any, user: Any = None) -> Any:
        step = super().start(workflow_state, user)
        tell_other_authors(self.provider, step, submitted_by=user)
        return step

    def may_decide(self, page: Any, user: Any) -> bool:
        """Whether `user` may publish what waits, or hand it back."""
        return self._reviews(user) and user.pk not in self._submitters(page)

    def _reviews(self, user: Any) -> bool:
        group = self.provider.author_group_id
        return user.is_active and (user.is_superuser or user.groups.filter(pk=group).exists())

    def _submitters(self, page: Any) -> set[Any]:
        """Who began the workflow, and who handed the text in this time."""
        workflow, step = page.current_workflow_state, page.current_workflow_task_state
        people = {workflow.requested_by_id} if workflow else set()
        return people | {step.revision.user_id} if step and step.revision else people

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        if not self.may_decide(obj, user):
            return []
        return [
            (REJECT, _("Ask for changes"), True),
            (APPROVE, _("Agree"), False),
            (APPROVE, _("Agree with a comment"), True),
        ]

    def on_action(self, task_state: Any, user: Any, action_name: str, **kwargs: Any) -> None:
        state = task_state.workflow_state
        if action_name == APPROVE:
            if not self.may_decide(state.content_object, user):
                raise OwnSubmission(gettext("Somebody else publishes what you have submitted."))
            # Authors hold no right to publish meanwhile; agreeing here is that right.
            state.on_finish = partial(_publish, state)
        super().on_action(task_state, user, action_name, **kwargs)

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        return self._reviews(user)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        return not self.may_decide(obj, user)

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        """For „awaiting your review“ on the start page of the admin."""
        if not self._reviews(user):
            return TaskState.objects.none()
        waiting = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        own = models.Q(workflow_state__requested_by=user) | models.Q(revision__user=user)
        return waiting.exclude(pk__in=self.task_states.filter(own).values("pk"))


def _publish(state: Any, user: Any = None) -> None:
    revision = state.content_object.get_latest_revision()
    revision.publish(user=user, skip_permission_checks=True)

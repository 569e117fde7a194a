"""One step of the way of a page to its readers: who looks at it, and when there is nobody who must."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from wagtail.models import AbstractGroupApprovalTask, Page, TaskState, WorkflowState

from cms.review.forms import ReasonForm
from cms.review.places import about_regency, agency_of, regency_of, village_of
from market.accounts.models import User
from market.accounts.roles import may_act_in


class ReviewTask(AbstractGroupApprovalTask):
    """A step of Wagtail's workflow that people of one group take, for pages of the regency they are posted to.

    A check is left out when it concerns nobody: a page without a village, a page without an agency, or a group
    in which there is nobody. Publishing is never left out.
    """

    class Step(models.TextChoices):
        VILLAGE = "village", "Pemeriksaan desa"
        AGENCY = "agency", "Pemeriksaan fakta oleh dinas"
        PUBLISH = "publish", "Penerbitan oleh Diskominfo"

    step = models.CharField("langkah", max_length=10, choices=Step, default=Step.PUBLISH)

    admin_form_fields = [*AbstractGroupApprovalTask.admin_form_fields, "step"]

    class Meta:
        verbose_name = "langkah pemeriksaan"
        verbose_name_plural = "langkah pemeriksaan"

    @classmethod
    def get_description(cls) -> str:
        return "Desa, dinas, atau Diskominfo membaca dan menyetujui halaman. Yang tidak bersangkutan dilewati."

    def is_needed_for(self, page: Page) -> bool:
        """Return whether there is somebody whom this step of this page concerns."""
        if self.step == self.Step.PUBLISH:
            return True
        concerns = village_of(page) if self.step == self.Step.VILLAGE else agency_of(page)
        return bool(concerns) and self.people_for(page).exists()

    def people_for(self, page: Page) -> models.QuerySet[User]:
        """Return who may take this step for a page: the groups' people, of its regency or of all."""
        people = User.objects.filter(is_active=True, groups__in=self.groups.all()).distinct()
        code = regency_of(page)
        return people.filter(models.Q(regency=None) | models.Q(regency=code)) if code else people

    def is_for(self, page: Page, user: User) -> bool:
        """Return whether this person takes this step for this page."""
        if not user.is_active:
            return False
        code = regency_of(page)
        return user.is_superuser or (self._user_in_groups(user) and (not code or may_act_in(user, code)))

    def start(self, workflow_state: WorkflowState, user: User | None = None) -> TaskState:
        """Begin the step, or leave it out at once."""
        page = Page.objects.get(pk=workflow_state.object_id).get_latest_revision_as_object()
        if self.is_needed_for(page):
            return super().start(workflow_state, user=user)
        return TaskState.objects.create(
            workflow_state=workflow_state,
            task=self,
            revision=page.get_latest_revision(),
            status=TaskState.STATUS_SKIPPED,
            finished_at=timezone.now(),
        )

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: User, action_name: str, **kwargs: Any) -> None:
        """Approve or reject, once, as somebody whose step it is. Raises PermissionDenied for everybody else.

        The page is held first, as by all who decide, mend, decline and publish: nobody waits in a circle.
        """
        Page.objects.select_for_update().get(pk=task_state.workflow_state.object_id)
        current = TaskState.objects.select_for_update().get(pk=task_state.pk)
        page = latest(current)
        if current.task_id != self.pk or not self.is_for(page, user) or current.status != TaskState.STATUS_IN_PROGRESS:
            raise PermissionDenied
        super().on_action(current, user, action_name, **kwargs)

    def get_actions(self, obj: Page, user: User) -> list[tuple[str, str, bool]]:
        return super().get_actions(obj, user) if self.is_for(obj, user) else []

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        return ReasonForm if action == "reject" else super().get_form_for_action(action)

    def user_can_access_editor(self, obj: Page, user: User) -> bool:
        """Let nobody into the editor by their step: who checks reads and mends at the desk."""
        return False

    def locked_for_user(self, obj: Page, user: User) -> bool:
        return not self.is_for(obj, user)

    def user_can_lock(self, obj: Page, user: User) -> bool:
        return False

    def get_task_states_user_can_moderate(self, user: User, **kwargs: Any) -> models.QuerySet[TaskState]:
        waiting = super().get_task_states_user_can_moderate(user, **kwargs)
        if user.regency_id is None or user.is_superuser:
            return waiting
        return waiting.filter(pk__in=about_regency(TaskState.objects.filter(task=self), user.regency_id).values("pk"))


def latest(task_state: TaskState) -> Page:
    """Return the page that a step is about as it was saved last: that is what will be published."""
    return Page.objects.get(pk=task_state.workflow_state.object_id).get_latest_revision_as_object()

import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from wagtail.models import Page

from assessments.h5p.pages import H5PPage
from courses.cohorts.models import Cohort
from tests.content.h5p.rows import make_content
from tests.factories import CohortFactory, activity_of, make_programme, published

VERBS = "http://adlnet.gov/expapi/verbs/"
SUB = "http://h5p.org/x-api/h5p-subContentId"
WORDS = "Es geht um Zuhören. Richtig ist: abwarten und nachfragen."


def make_exercise(parent: Page, content: Any = None, **fields: Any) -> H5PPage:
    page = H5PPage(
        title="Zuhören üben",
        slug=f"zuhoeren-{uuid4().hex[:6]}",
        content=content or make_content(),
        alternative=WORDS,
        **fields,
    )
    published(parent, page)
    return H5PPage.objects.get(pk=page.pk)


def key_of(page: H5PPage) -> Any:
    return activity_of(page).key


def about(page: H5PPage) -> str:
    return f"urn:uuid:{key_of(page)}"


def statement(
    page: Any, verb: str = "answered", *, score: Any = (1, 1), response: str = "true", sub: str = ""
) -> dict[str, Any]:
    """What a content says. `page` is a page or what the statement speaks of."""
    said = page if isinstance(page, str) else about(page)
    target: dict[str, Any] = {"id": f"{said}?subContentId={sub}" if sub else said}
    if sub:
        target["definition"] = {"extensions": {SUB: sub}}
    found: dict[str, Any] = {"verb": {"id": VERBS + verb}, "object": target}
    if score is not None:
        raw, top = score
        found["result"] = {"score": {"raw": raw, "max": top}, "response": response}
    return found


class Player:
    """One person's browser at one exercise: it opened the page and sends what happens."""

    def __init__(self, client: Client, page: H5PPage) -> None:
        self.client, self.page = client, page
        self.address = f"/lernen/{key_of(page)}/h5p"
        shown = client.get(page.url)
        self.frame = shown.context["exercise"].frame
        self.token = self.frame.token

    def send(self, address: str, data: dict[str, Any]) -> Any:
        body = json.dumps({"token": self.token, **data})
        return self.client.post(address, body, content_type="application/json")

    def say(self, said: dict[str, Any] | None = None, **more: Any) -> Any:
        """A finish the person had a hand in, unless the test says otherwise."""
        data = {"key": str(uuid4()), "activated": True, "statement": said or statement(self.page)}
        answer = self.send(f"{self.address}-aussage/", {**data, **more})
        if answer.status_code == 200:
            self.token = answer.json().get("token", self.token)
        return answer

    def keep(self, data: Any, **more: Any) -> Any:
        place = {"dataId": "state", "subContentId": "0", "data": data}
        return self.send(f"{self.address}-stand/", {**place, **more})

    def open_frame(self) -> Any:
        return self.client.get(self.frame.address)


@pytest.fixture
def cohort(db: None) -> Cohort:
    return CohortFactory(programme=make_programme(modules=2, lessons=0))


@pytest.fixture
def module(cohort: Cohort) -> Page:
    return cohort.programme.activities.filter(kind="module").first().page.specific


@pytest.fixture
def exercise(module: Page) -> H5PPage:
    return make_exercise(module)

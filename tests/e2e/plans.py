"""A plan to write with: short, but with everything that is asked for at hand-in."""

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page

from lms.demo.stage import CURRICULUM, read_yaml

PLAN: dict[str, dict[str, Any]] = read_yaml(Path(__file__).with_name("plan.yaml"))
ROW = "id"


def as_file() -> Any:
    """The plan as somebody has taken it along, to begin another one from."""
    template = read_yaml(CURRICULUM / "plan" / "plan.yaml")["sections"]
    told = ("id", "number", "title", "fields")
    sections = [
        {name: section[name] for name in told} | {"values": PLAN.get(section["id"], {})}
        for section in template
    ]
    data = {"format": "lms.written-work", "version": 1, "sections": sections}
    return {
        "name": "plan.json",
        "mimeType": "application/json",
        "buffer": json.dumps(data).encode(),
    }


def names() -> dict[str, str]:
    """What the rows that can be picked are called, by their id."""
    rows = [*PLAN["massnahmen"]["liste"], *PLAN["zustaendigkeiten"]["funktionen"]]
    return {row[ROW]: row.get("massnahme") or row["funktion"] for row in rows}


def write_section(page: Page, section: str, **instead: Any) -> None:
    """Type a section of the plan into its page; rows are added with the button that says so."""
    for field, value in {**PLAN[section], **instead}.items():
        if not isinstance(value, list):
            _put(page, field, value)
            continue
        for number, row in enumerate(value):
            _ensure_row(page, field, number)
            for column, words in row.items():
                if column != ROW:
                    _put(page, f"{field}-{number}-{column}", words)


def _ensure_row(page: Page, field: str, number: int) -> None:
    counter = page.locator(f'input[name="{field}-rows"]')
    if number >= int(counter.input_value()):
        page.locator(f'button[name="rows"][value="add:{field}"]').click()
        page.locator(f'input[name="{field}-{number}-id"]').wait_for(state="attached")


def _unfold(control: Locator) -> None:
    folded = control.locator("xpath=ancestor::details[not(@open)]")
    if folded.count():
        folded.locator("summary").click()


def _put(page: Page, name: str, value: Any) -> None:
    """Into a field, a list or check boxes; what is given already has no control."""
    if isinstance(value, list):
        for key in value:
            label = names()[key]
            _unfold(_boxes(page, name).first)
            _boxes(page, name).and_(page.get_by_label(label, exact=True)).check()
        return
    control = page.locator(f'[name="{name}"]')
    if value == "" or not control.count():
        return
    _unfold(control)
    if control.evaluate("control => control.tagName") == "SELECT":
        told = control.evaluate(
            "control => Object.fromEntries([...control.options].map((o) => [o.value, o.label]))"
        )
        control.select_option(told.get(str(value)) or names()[value])
    else:
        control.fill(str(value))


def _boxes(page: Page, name: str) -> Locator:
    return page.locator(f'input[type="checkbox"][name="{name}"]')

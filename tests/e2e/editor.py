"""Wagtail's page editor, used as an author uses it: picks a block, fills in what it asks for."""

from pathlib import Path
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import override
from playwright.sync_api import Locator, Page, expect
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock
from wagtailmedia.blocks import AudioChooserBlock, VideoChooserBlock

from content.h5p.admin.chooser import H5PChooserBlock


class Editor:
    """One open page editor.

    `files` are what choosers are given: image, document, captions, video, audio. `pages` are the
    titles to look for in the chooser of a page, by the name of the block that asks, `package` the
    one of an H5P content; `snippet` is the one to look for in every other chooser.
    """

    def __init__(
        self,
        page: Page,
        files: dict[str, Path],
        *,
        pages: dict[str, str],
        package: str,
        snippet: str,
    ) -> None:
        self.page = page
        self.files = files
        self.pages = pages
        self.package = package
        self.snippet = snippet
        self.adding = ""

    def add(self, body: Locator, name: str, block: blocks.Block, value: Any) -> None:
        """Pick the block by the name that stands in the picker, and fill it in."""
        body.locator(".c-sf-add-button:visible").last.click()
        with override("de"):
            label = str(block.label)
        self.page.get_by_role("combobox", name="Suchoptionen").fill(label)
        self.page.get_by_role("option", name=label, exact=True).click()
        made = body.get_by_role("region", name=label).last
        expect(made).to_be_visible()
        self.adding = name
        self.fill(made, block, value)

    def fill(self, place: Locator, block: blocks.Block, value: Any) -> None:
        """Say `value` in the fields of `block` that stand in `place`."""
        match block:
            case TypedTableBlock():
                self._table(place, value)
            case blocks.StructBlock():
                value = value or {}
                for name, child in block.child_blocks.items():
                    if value.get(name) or _is_wanted(child):
                        field = place.locator(f'[data-contentpath="{name}"]').first
                        self.fill(field, child, value.get(name))
            case blocks.ListBlock():
                self._list(place, block, value or [None] * (block.meta.min_num or 0))
            case _:
                self._field(place, block, value)

    def _list(self, place: Locator, block: blocks.ListBlock, value: list[Any]) -> None:
        container = place.locator("[data-streamfield-list-container]").first
        items = container.locator(":scope > [data-streamfield-child]")
        for number, item in enumerate(value):
            if items.count() <= number:
                container.locator(":scope > [data-streamfield-list-add]").last.click()
            self.fill(items.nth(number), block.child_block, item)

    def _table(self, place: Locator, value: dict[str, Any]) -> None:
        place.get_by_label("Bildunterschrift").fill(value["caption"])
        for number, column in enumerate(value["columns"]):
            place.locator("[data-append-column]").click()
            place.get_by_role("button", name="Text", exact=True).click()
            place.get_by_placeholder("Kopfspalte").nth(number).fill(column["heading"])
        rows = place.locator("tbody > tr")
        for at, row in enumerate(value["rows"]):
            if rows.count() <= at:
                place.locator("[data-add-row]").click()
            cells = rows.nth(at).get_by_role("textbox")
            for number, cell in enumerate(row["values"]):
                self._type(cells.nth(number), cell)

    def _type(self, textbox: Locator, html: str) -> None:
        textbox.click()
        expect(textbox).to_be_focused()
        self.page.keyboard.insert_text(strip_tags(html))
        expect(textbox).to_contain_text(strip_tags(html))

    def _field(self, place: Locator, block: blocks.Block, value: Any) -> None:
        match block:
            case blocks.RichTextBlock():
                self._type(place.get_by_role("textbox").first, str(value))
            case blocks.ChoiceBlock() if value is None:
                pass  # what the form proposes is right
            case blocks.ChoiceBlock():
                place.locator("select").first.select_option(str(value))
            case blocks.BooleanBlock():
                place.get_by_role("checkbox").first.check()
            case ImageChooserBlock():
                self._bring(place, "image")
            case DocumentChooserBlock():
                self._bring(place, "captions" if block.name == "captions" else "document")
            case VideoChooserBlock():
                self._bring(place, "video")
            case AudioChooserBlock():
                self._bring(place, "audio")
            case SnippetChooserBlock() | blocks.PageChooserBlock() | H5PChooserBlock():
                self._choose(place, self._title_for(block))
            case blocks.DateBlock():
                self._pick_day(place.locator("input").first, str(value))
            case _:
                place.locator("input:not([type=hidden]), textarea").first.fill(str(value))

    def _title_for(self, block: blocks.Block) -> str:
        match block:
            case blocks.PageChooserBlock():
                return self.pages[self.adding]
            case H5PChooserBlock():
                return self.package
            case _:
                return self.snippet

    def _pick_day(self, field: Locator, day: str) -> None:
        """Write the day and leave, as slowly as a person does.

        The calendar opens 100 ms after the focus. Who leaves sooner leaves it open, in front of
        what comes next.
        """
        calendar = self.page.locator(".xdsoft_datetimepicker:visible")
        field.fill(day)
        expect(calendar).to_be_visible()
        field.press("Tab")
        expect(calendar).not_to_be_visible()

    def _bring(self, place: Locator, kind: str) -> None:
        """Upload a file of one's own in the chooser."""
        place.locator("[data-chooser-action-choose]").click()
        chooser = self.page.locator(".modal-content:visible")
        chooser.get_by_role("tab", name="Hochladen").click()
        chooser.locator("input[type=file]:visible").first.set_input_files(self.files[kind])
        # The title follows the file's name a moment later.
        expect(chooser.get_by_label("Titel")).not_to_have_value("")
        chooser.get_by_role("button", name="Hochladen").click()
        expect(chooser).not_to_be_visible()

    def _choose(self, place: Locator, title: str) -> None:
        place.locator("[data-chooser-action-choose]").click()
        chooser = self.page.locator(".modal-content:visible")
        chooser.get_by_role("textbox", name="Suchbegriff").fill(title)
        chooser.get_by_role("link", name=title).first.click()
        expect(chooser).not_to_be_visible()


def _is_wanted(block: blocks.Block) -> bool:
    return bool(block.required or getattr(block.meta, "min_num", 0))

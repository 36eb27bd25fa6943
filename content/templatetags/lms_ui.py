"""The kit's tags; what they mean stands in content/ui/README.md, what they do in content/ui."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import template
from django.middleware.csrf import get_token
from django.template import Context
from django.template.defaultfilters import stringfilter
from django.utils.html import format_html
from django.utils.safestring import SafeString

from content.ui import boxes, buttons, dates, fields, hyphens, journey, scripts, small, trail
from content.ui.html import render

register = template.Library()


def _forgiving(function: Callable[..., Any]) -> Callable[..., Any]:
    """A filter that shows nothing for what is not there, as templates expect."""

    @wraps(function)
    def shown(value: Any, *args: Any) -> Any:
        return "" if value is None or value == "" else function(value, *args)

    return shown


for _tag in (
    small.icon,
    small.sign,
    small.badge,
    small.state,
    small.level,
    small.private,
    small.date_leaf,
    small.range_bar,
    small.rubric_bar,
    small.chip,
    small.initial,
    buttons.button,
    buttons.link_button,
    buttons.print_button,
    buttons.copy_button,
    fields.field,
    fields.fields,
    fields.form_errors,
    boxes.facts,
    boxes.save_state,
    journey.row,
    journey.plan_section,
    journey.stepper,
    trail.crumbs,
    trail.pager,
    dates.when,
):
    register.simple_tag(_tag)
register.simple_tag(scripts.asset, name="ui_asset")
register.simple_tag(scripts.module, name="ui_script")
register.simple_tag(trail.nav_link, takes_context=True)
register.simple_tag(trail.wordmark, takes_context=True)

for _block in (
    boxes.alert,
    boxes.panel,
    boxes.section,
    boxes.details,
    boxes.callout,
    boxes.empty_state,
    boxes.dated,
    boxes.verdict,
    boxes.fact,
    journey.next_step,
    journey.stop,
    journey.open_item,
    journey.check,
):
    register.simple_block_tag(_block)

for _filter in (
    dates.full_date,
    dates.long_date,
    dates.short_date,
    dates.month_year,
    dates.date_span,
    dates.clock,
    dates.time_span,
    dates.minutes,
    dates.minutes_short,
    dates.hours,
):
    register.filter(_forgiving(_filter))
register.filter("shy", stringfilter(hyphens.shy), is_safe=True)


@register.simple_block_tag
def note(
    content: str, who: Any, when: Any = "", own: bool = False, initial: str | None = None
) -> SafeString:
    return boxes.note(content, who, when, own=own, initial_of=initial)


@register.simple_block_tag
def path(content: str) -> SafeString:
    return format_html('<ol class="ui-path">{}</ol>', content)


@register.simple_block_tag
def rows(content: str) -> SafeString:
    return format_html('<ul class="kern-task-list__list ui-rows">{}</ul>', content)


@register.simple_tag(takes_context=True)
def post_button(context: Context, label: Any, url: str, **options: Any) -> SafeString:
    request = context.get("request")
    return buttons.post_button(get_token(request) if request else "", label, url, **options)


@register.simple_tag(takes_context=True)
def messages(context: Context) -> SafeString | str:
    found = list(context.get("messages") or ())
    return render("messages", messages=found) if found else ""


@register.simple_tag(takes_context=True)
def pagination(context: Context, page: Any, name: str = "page") -> SafeString:
    return trail.pagination(page, context.get("request"), name)

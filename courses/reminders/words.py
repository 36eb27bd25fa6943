"""The texts of mails: plain, short, with the reason why they come and the way to fewer of them."""

from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse

from content.foundation.conf import base_url, site_name
from content.foundation.people import formal_name
from courses.governance.outbox import Mail, Purpose
from courses.reminders.registry import Reminder


def mail_body(template: str, to: Any, link: str, **context: Any) -> str:
    """`link` is a path of the site."""
    context |= {
        "name": formal_name(to),
        "link": base_url() + link,
        "choices": base_url() + reverse("courses:mail_choices"),
        "site_name": site_name(),
    }
    return render_to_string(template, context).strip() + "\n"


def as_mail(reminder: Reminder) -> Mail:
    body = mail_body(
        reminder.template,
        reminder.to,
        reminder.link,
        cohort=reminder.cohort,
        optional=bool(reminder.choice),
        **reminder.context,
    )
    return Mail(
        key=reminder.key,
        to=reminder.to,
        subject=reminder.subject,
        body=body,
        purpose=Purpose(f"reminder.{reminder.kind}", reminder.cohort, reminder.not_after),
    )

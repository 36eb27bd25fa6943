"""Formatted text as it travels: HTML as Wagtail stores it ⇄ a small tree ⇄ Markdown. Pure."""

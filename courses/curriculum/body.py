"""What the text of a lesson is made of: all blocks of the content app, and those of a course."""

from content.blocks.body import DOING, LessonBody
from courses.curriculum.blocks import ActivityLinkBlock


class CurriculumBody(LessonBody):
    activity = ActivityLinkBlock(group=DOING)

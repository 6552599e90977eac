"""What rules are about: courses with their paths, cohorts, sessions; asked once for one rule or for a list of them."""

from wagtail.models import Page

from courses.models import Cohort, CohortSession, CoursePage
from courses.progress import progress_of_many


class Around:
    """The surroundings of ``rules``, in four queries."""

    def __init__(self, rules):
        above = {path[:end] for path in (rule.page.path for rule in rules) for end in _ends(path)}
        courses = list(CoursePage.objects.filter(path__in=above).defer("body", "faq", "outcomes"))
        self.courses = {course.path: course for course in courses}
        self.paths = progress_of_many(person=None, courses=courses)
        self.cohorts = list(Cohort.objects.public().filter(course__in=courses).order_by("starts_on", "pk"))
        sessions = [rule.session_id for rule in rules if rule.session_id]
        self.of_cohorts = set(CohortSession.objects.filter(session__in=sessions).values_list("cohort", "session"))

    def course_of(self, page):
        """The course a module or a step stands in, or None."""
        return next(
            (self.courses[page.path[:end]] for end in _ends(page.path) if page.path[:end] in self.courses), None
        )

    def cohorts_of(self, course):
        return [cohort for cohort in self.cohorts if cohort.course_id == course.pk]

    def is_module(self, page):
        return page.depth == self.course_of(page).depth + 1

    def before(self, page):
        """The title of what stands before a module or a step on the published path; None at its beginning."""
        path = self.paths[self.course_of(page).pk]
        earlier = [one for one in (path.modules if self.is_module(page) else path.items) if one.path < page.path]
        return earlier[-1].title if earlier else None


def _ends(path):
    """Where the paths of what a module or a step may stand in end."""
    return [len(path) - steps * Page.steplen for steps in (1, 2)]

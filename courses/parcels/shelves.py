"""The questions that a course asks, and the shelves of the bank they stand on, as paths within its file."""

from django.db.models import Q
from django.utils.translation import gettext as _

from courses.bank import below
from courses.bank_access import categories_open_to
from courses.exceptions import ParcelRefused
from courses.models import BankQuestion, QuestionCategory


class Shelves:
    """What ``draws``, the lines of all quizzes of ``course``, ask: questions by name, and whole shelves by chance.

    Raises ``ParcelRefused`` where ``by`` may not see all of it: a file would tell the answers.
    """

    def __init__(self, course, draws, *, by):
        rows = {row[0]: row[1:] for row in QuestionCategory.objects.values_list("pk", "name", "parent", "course")}
        self.rows, self.course = rows, course.pk
        drawn = {draw.category_id for draw in draws if draw.category_id}
        whole = below([(key, row[1]) for key, row in rows.items()], drawn)
        asked = Q(pk__in={draw.question_id for draw in draws if draw.question_id}) | Q(category__in=whole)
        questions = list(BankQuestion.objects.filter(asked).prefetch_related("tags"))
        self.needed = whole | {question.category_id for question in questions}
        if self.needed - set(categories_open_to(by).values_list("pk", flat=True)):
            words = _("This course asks questions that are for the trainers of another course. Ask a coordinator.")
            raise ParcelRefused(words)
        self.paths = self._paths()
        self.names = sorted(self.paths[key] for key in self.needed)
        self.questions = sorted(questions, key=lambda row: (self.paths[row.category_id], row.name, row.pk))

    def _paths(self):
        """Path of names by key. The shelf of the course itself, on top, is left out where it only holds others.

        Where two shelves would be one by that, the second gets a number, which is its name from then on.
        """
        paths, taken = {None: ()}, set()

        def path(key):
            if key not in paths:
                name, parent, owner = self.rows[key]
                is_frame = parent is None and owner == self.course and key not in self.needed
                paths[key] = () if is_frame else _free((*path(parent), name), taken)
                taken.add(paths[key])
            return paths[key]

        for key in sorted(self.needed, key=self._full):
            path(key)
        return paths

    def _full(self, key):
        names = []
        while key is not None:
            name, key, _owner = self.rows[key]
            names.insert(0, name)
        return names


def _free(path, taken):
    names, number = path, 1
    while names in taken:
        number += 1
        names = (*path[:-1], f"{path[-1]} ({number})")
    return names

"""Forms of the page editor. Imported by the models, so it knows none of them."""

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm


class CoursePageForm(WagtailAdminPageForm):
    """Courses that wait for each other would let nobody in."""

    def is_valid(self):
        valid = super().is_valid()
        for form in kept(self.formsets["prerequisites"]) if valid else ():
            needed = form.cleaned_data.get("needed")
            if needed and self.instance.pk in {needed.pk, *needed_before(needed)}:
                form.add_error("needed", _("“%(course)s” needs this course itself.") % {"course": needed})
                valid = False
        return valid


def needed_before(course):
    """Keys of the courses that ``course`` needs, and those that they need."""
    found, line = set(), [course]
    while line:
        for row in line.pop().prerequisites.exclude(needed__in=found).select_related("needed"):
            found.add(row.needed_id)
            line.append(row.needed)
    return found


class QuizPageForm(WagtailAdminPageForm):
    """Rules that hang together. A draft may still be unfinished."""

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("answers_shown") == "from_date" and not cleaned.get("answers_from"):
            self.add_error("answers_from", _("Say from when on the right answers are shown."))
        if cleaned.get("answers_shown") == "after_last" and cleaned.get("attempts_allowed") == 0:
            sentence = _("Without a limit no attempt is the last one: allow a number of them, or choose another time.")
            self.add_error("answers_shown", sentence)
        before = cleaned.get("pre_test")
        if before is not None and before.pk == self.instance.pk:
            self.add_error("pre_test", _("A quiz is not its own test before."))
        return cleaned

    def is_valid(self):
        """What is asked anew, its author may see: else a quiz would tell the answers of other trainers’ questions."""
        from courses.bank_access import categories_open_to  # noqa: PLC0415 -- models load before the gate

        valid = super().is_valid()
        if not (self.is_bound and self.for_user and "draws" in self.formsets):
            return valid
        open_ones = set(categories_open_to(self.for_user).values_list("pk", flat=True))
        for form in kept(self.formsets["draws"]):
            question, category = (form.cleaned_data.get(name) for name in ("question", "category"))
            for name, key in (("question", question and question.category_id), ("category", category and category.pk)):
                if name in form.changed_data and key and key not in open_ones:
                    form.add_error(name, _("This is for the trainers of another course."))
                    valid = False
        return valid


class AssignmentPageForm(WagtailAdminPageForm):
    """An assignment can be accepted: no more points are needed than there are."""

    def clean(self):
        data = super().clean()
        if (data.get("pass_points") or 0) > (data.get("max_points") or 0):
            self.add_error("pass_points", _("No more points can be needed than are possible."))
        return data

    def is_valid(self):
        """The points of the rubric are the points possible; else nobody could be given them."""
        valid = super().is_valid()
        if valid and not self.is_deferred_validation:
            best = [best_of(criterion) for criterion in kept(self.formsets["criteria"])]
            if best and sum(best) != self.cleaned_data["max_points"]:
                self.add_error("max_points", _("At best the rubric makes %(points)s points.") % {"points": sum(best)})
        return valid and not self.errors


def best_of(criterion):
    return max((level.cleaned_data.get("points") or 0 for level in kept(criterion.formsets["levels"])), default=0)


def kept(formset):
    return [form for form in formset.forms if form not in formset.deleted_forms]

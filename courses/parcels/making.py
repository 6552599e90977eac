"""A parcel becomes a course, step by step: pictures, documents, the course, its shelf and questions, its pages.

Each step makes one row and notes its key in ``made``, or None for what cannot be made; so the next step, in whatever
process, knows what there is. All pages are drafts: nobody reads them before somebody has published them.
"""

from dataclasses import replace

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.coreutils import find_available_slug
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.log_actions import log
from wagtail.models import Page

from content.models import Topic
from content.sanitizing import printable
from courses.bank import keep_question
from courses.exceptions import ParcelRefused
from courses.models import AssignmentPage, BankQuestion, Criterion, Level, QuestionCategory, QuizDraw, QuizPage
from courses.question_importing import fitted
from courses.questions.codec import from_json
from courses.questions.stored import json_of_block

from .hands import Unpacking
from .packing import FOCUS
from .reading import title_of
from .rows import KINDS, read_values

LONGEST_TITLE, LONGEST_SLUG = 255, 240  # an address may get a number more
MOST_ROWS = 1_000  # of a quiz or a rubric
BROKEN = (ValidationError, ValueError, TypeError, KeyError, ArithmeticError, IndexError)


class Making:
    """What is to be made of ``parcel`` in ``catalog``. ``made`` are lists of keys, by what they are keys of."""

    def __init__(self, parcel, *, catalog, by):
        self.parcel, self.catalog, self.by = parcel, catalog, by
        self.made = {name: [] for name in ("images", "documents", "shelves", "questions", "pages")}
        later = range(1, len(parcel.pages))
        self.steps = [(self.image, number) for number in range(len(parcel.images))]
        self.steps += [(self.document, number) for number in range(len(parcel.documents))]
        self.steps += [(self.page, 0)]
        self.steps += [(self.shelf, number) for number in range(len(parcel.shelves))]
        self.steps += [(self.question, number) for number in range(len(parcel.questions))]
        self.steps += [(self.page, number) for number in later]
        self.steps += [(self.fill, number) for number in range(len(parcel.pages)) if self._looks_ahead(number)]

    def make(self, step):
        act, number = self.steps[step]
        act(number)

    def image(self, number):
        about = self.parcel.images[number]
        image = get_image_model()(title=_title(about), uploaded_by_user=self.by)
        image.credit, image.description = _short(about.get("credit"), 200), _short(about.get("description"), 255)
        for name, value in zip(FOCUS, _focus(about.get("focus")), strict=True):
            setattr(image, f"focal_point_{name}", value)
        self._keep("images", image, self.parcel.image, number)

    def document(self, number):
        document = get_document_model()(title=_title(self.parcel.documents[number]), uploaded_by_user=self.by)
        self._keep("documents", document, self.parcel.document, number)

    def _keep(self, name, row, file_of, number):
        try:
            row.file = file_of(number)
        except ValidationError:  # it was told of before the parcel was confirmed
            self.made[name].append(None)
            return
        row.save()
        row.get_file_hash()
        row.get_file_size()
        self.made[name].append(row.pk)

    def shelf(self, number):
        """A shelf of questions, on one that belongs to the course: its trainers see them, and nobody else’s course."""
        course, names = self._page(0), self.parcel.shelves[number]
        shelf = QuestionCategory.objects.filter(course=course, parent=None).order_by("pk").first()
        shelf = shelf or QuestionCategory.objects.create(course=course, name=_free_shelf(course.title))
        for name in names:
            shelf, _made = QuestionCategory.objects.get_or_create(parent=shelf, name=name)
        self.made["shelves"].append(shelf.pk)

    def question(self, number):
        shelf = self.made["shelves"][self.parcel.questions[number]["shelf"]]
        value = question_of(self.parcel.questions[number], self._hand())
        if value is None:
            self.made["questions"].append(None)
            return
        category = QuestionCategory.objects.get(pk=shelf)
        self.made["questions"].append(keep_question(value=value, category=category, by=self.by).pk)

    def page(self, number):
        above = self.parcel.parents[number]
        parent = self.catalog if above is None else self._page(above)
        data, hand = self.parcel.pages[number], self._hand()
        model = KINDS[data["kind"]]
        values = read_values(model, data["values"], hand)
        values["title"] = title_of(data)
        if values.get("slug"):
            values["slug"] = find_available_slug(parent, values["slug"][:LONGEST_SLUG])
        page = model(**values, locale=parent.locale, live=False, has_unpublished_changes=True, owner=self.by)
        self._fill_rows(page, data, hand)
        if number == 0:
            page.topic = topic_of(self.parcel.topic)
        parent.add_child(instance=page)
        self.made["pages"].append(page.pk)
        log(page, "wagtail.create", user=self.by)
        if not self._looks_ahead(number):
            page.save_revision(user=self.by, clean=False)

    def fill(self, number):
        """Once more, now that the pages it leads to are there."""
        page, data, hand = self._page(number), self.parcel.pages[number], self._hand()
        for name, value in read_values(type(page), data["values"], hand).items():
            if name not in ("title", "slug"):
                setattr(page, name, value)
        before = data.get("before")
        if isinstance(page, QuizPage) and isinstance(before, int) and 0 <= before < len(self.made["pages"]):
            page.pre_test = QuizPage.objects.filter(pk=self.made["pages"][before]).exclude(pk=page.pk).first()
        page.save()
        page.save_revision(user=self.by, clean=False)

    def _looks_ahead(self, number):
        data = self.parcel.pages[number]
        return data.get("before") is not None or "page:" in repr(data["values"])

    def _fill_rows(self, page, data, hand):
        if isinstance(page, QuizPage):
            page.draws = list(draws_of(data, self.made, hand))
        if isinstance(page, AssignmentPage):
            page.criteria = list(criteria_of(data, hand))

    def _hand(self):
        return Unpacking(images=self.made["images"], documents=self.made["documents"], pages=self.made["pages"])

    def _page(self, number):
        """A page made before, as it is now. Raises ``ParcelRefused`` if somebody deleted it meanwhile."""
        page = Page.objects.filter(pk=self.made["pages"][number]).specific().first()
        if page is None:
            raise ParcelRefused(_("A page of the course was deleted before all of it was there."))
        return page


def draws_of(data, made, hand):
    """Lines of a quiz; one that asks nothing is told of."""
    for place, row in enumerate(_dicts(data.get("draws"))):
        question, shelf = (
            _key(made[name], row.get(one)) for name, one in (("questions", "question"), ("shelves", "shelf"))
        )
        number = row.get("number", 1)
        if question:
            yield QuizDraw(question_id=question, sort_order=place)
        elif shelf and isinstance(number, int) and 1 <= number <= 1_000:
            yield QuizDraw(category_id=shelf, number=number, sort_order=place)
        else:
            hand.trouble(_("A line of the quiz asks no question of the file, and is left out."))


def criteria_of(data, hand):
    """Rows of a rubric with their levels."""
    for place, row in enumerate(_dicts(data.get("criteria"))):
        levels = _dicts(row.get("levels"))
        values = read_values(Criterion, {name: value for name, value in row.items() if name != "levels"}, hand)
        criterion = Criterion(**values, sort_order=place)
        found = [read_values(Level, level, hand) for level in levels]
        criterion.levels = [
            Level(**level, sort_order=rank) for rank, level in enumerate(found) if {"title", "points"} <= level.keys()
        ]
        if criterion.title:
            yield criterion


def question_of(data, hand):
    """The plain value of a question, or None; why not, the hand is told."""
    values = data.get("values") if isinstance(data.get("values"), dict) else {}
    hand.place = _short(values.get("name"), 200)
    read = read_values(BankQuestion, values, hand)
    try:
        (block,) = BankQuestion._meta.get_field("definition").to_python(read["definition"]).get_prep_value()
        points = read.get("points", 1)
        value = from_json(json_of_block(block) | {"points": points, "name": read.get("name", "")})
        tags = tuple(_short(tag, 100) for tag in data.get("tags", []) if isinstance(tag, str) and tag.strip())
        value = fitted(replace(value, idnumber=read.get("idnumber", ""), tags=tags[:50]))
    except BROKEN:
        hand.trouble(_("This is no question, and is left out."))
        return None
    return value


def topic_of(data):
    """The topic of the school with this address, made if there is none; None without one."""
    slug, name = (_short(data.get(key), 120) for key in ("slug", "name"))
    try:
        Topic._meta.get_field("slug").clean(slug, None)
    except ValidationError:
        return None
    names = {"name": name or slug, "name_en": _short(data.get("name_en"), 120)}
    return Topic.objects.get_or_create(slug=slug, defaults=names)[0]


def _free_shelf(title):
    name, number = title[:110], 1
    while QuestionCategory.objects.filter(parent=None, name=name).exists():
        number += 1
        name = f"{title[:110]} ({number})"
    return name


def _title(about):
    return _short(about.get("title"), LONGEST_TITLE) or _("without a name")


def _short(text, longest):
    return printable(text)[:longest].strip() if isinstance(text, str) else ""


def _focus(values):
    good = isinstance(values, list) and len(values) == len(FOCUS)
    good = good and all(isinstance(value, int) and 0 <= value <= 100_000 for value in values)
    return values if good else [None] * len(FOCUS)


def _dicts(rows):
    return [row for row in rows if isinstance(row, dict)][:MOST_ROWS] if isinstance(rows, list) else []


def _key(keys, number):
    return keys[number] if isinstance(number, int) and 0 <= number < len(keys) else None

"""The question bank: every kind is kept and edited, each change is a version, and nobody else ever reads it."""

from dataclasses import replace
from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse
from hypothesis import given, settings
from wagtail.blocks import StreamBlockValidationError
from wagtail.search import index
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from courses.bank import category_at, keep_question
from courses.models import BankQuestion, QuestionCategory
from courses.questions.blocks import QuestionBlocks
from courses.questions.tests.made import QUESTIONS
from courses.questions.values import KINDS, Cloze, Essay, Option, ShortText
from people.roles import COORDINATORS, TRAINERS

from .factories import keep, make_category, make_question, make_quiz, make_staff
from .onlookers import INSIDE, OUTSIDE

pytestmark = pytest.mark.django_db
URL = "wagtailsnippets_courses_bankquestion"
SIGNED_IN_ON_THE_SITE = [
    who for who in [*OUTSIDE, *INSIDE] if who.__name__ not in ("editor_on_the_site", "coordinator", "administrator")
]


def url(name, *arguments):
    return reverse(f"{URL}:{name}", args=arguments)


@pytest.fixture
def trainer(sign_in):
    return sign_in(make_staff(TRAINERS))


def test_there_is_a_block_for_each_kind():
    assert set(QuestionBlocks().child_blocks) == set(KINDS) == set(BankQuestion.Kind.values)


@settings(max_examples=40)
@given(QUESTIONS)
def test_what_is_kept_is_read_again_as_it_was(db, value):
    category = category_at(["Усі види"])

    kept = BankQuestion.objects.get(pk=keep_question(value=value, category=category).pk)

    assert without_exchange(kept.as_value()) == without_exchange(value)
    assert kept.definition[0].block_type == value.kind  # from here on it is read as the editor opens it
    assert without_exchange(kept.as_value()) == without_exchange(value)


def without_exchange(value):
    """A question without what only the bank’s columns or files carry."""
    gaps = {"gaps": tuple(without_exchange(as_gap(gap)) for gap in value.gaps)} if value.kind == "cloze" else {}
    return replace(value, name="", category=(), tags=(), idnumber="", files=(), **gaps)


def as_gap(question):
    """A gap has no text of its own; its choices always stand mixed in a select."""
    return replace(question, text="", **({"shuffle": True} if question.kind == "single" else {}))


def form(**fields):
    options = [("item", {"text": rich_text(f"<p>{text}</p>"), "share": share, "feedback": rich_text("")})
               for text, share in fields.pop("options", [("Рада", 100), ("Голова", 0)])]  # fmt: skip
    value = {
        "text": rich_text("<p>Хто затверджує бюджет?</p>"),
        "hint": rich_text(""),
        "feedback": rich_text(""),
        "options": {**streamfield([]), **numbered(options)},
        "shuffle": "on",
    }
    data = {"name": "", "points": "1", "tags": "бюджет", "idnumber": "", "definition": streamfield([("single", value)])}
    return nested_form_data({**data, "category": make_category().pk, **fields})


def numbered(options):
    rows = {
        f"{place}": {"value": value, "deleted": "", "order": str(place), "id": ""}
        for place, (_t, value) in enumerate(options)
    }
    return {"count": str(len(options)), **rows}


def test_a_trainer_writes_a_question_and_edits_it_into_its_next_version(trainer):
    response = trainer.post(url("add"), form())
    assert response.status_code == 302, response.context["form"].errors
    question = BankQuestion.objects.get()
    assert (question.kind, question.name, question.version) == ("single", "Хто затверджує бюджет?", 1)
    assert [option.share for option in question.as_value().options] == [100, 0]

    trainer.post(url("edit", question.pk), form(options=[("Рада", 100), ("Голова громади", 0)]))

    question.refresh_from_db()
    assert question.version == 2
    assert question.revisions.count() == 2
    assert trainer.get(url("history", question.pk)).status_code == 200


def test_a_question_that_nobody_could_answer_is_not_kept(trainer):
    response = trainer.post(url("add"), form(options=[("Рада", 50), ("Голова", 0)]))

    assert response.status_code == 200
    assert "Give 100 percent" in response.content.decode()
    assert not BankQuestion.objects.exists()


def test_a_question_without_words_is_not_kept(trainer):
    data = form()
    data["definition-0-value-text"] = rich_text("<p></p>")

    assert "Write the question." in trainer.post(url("add"), data).content.decode()
    assert not BankQuestion.objects.exists()


def test_a_question_is_previewed_with_its_answer(trainer):
    question = make_question()

    shown = trainer.get(url("preview_on_edit", question.pk))
    trainer.post(url("preview_on_edit", question.pk), form())
    shown = trainer.get(url("preview_on_edit", question.pk)).content.decode()

    assert "Right answer: Рада" in shown


def test_the_bank_is_found_by_category_kind_tag_and_words(trainer):
    choice, essay = (
        make_question(),
        keep(Essay(text="<p>Розкажіть про громаду.</p>", tags=("розповідь",)), make_category("Есеї")),
    )

    def found(**query):
        return list(trainer.get(url("list"), query).context["object_list"])

    assert found(kind="essay") == found(category=essay.category_id) == found(tag="розповідь") == [essay]
    assert found(q="затверджує") == [choice]
    assert found(q="ЗАТВЕРДЖУЄ рада") == [choice]  # an answer, and in other letters
    assert found(q="громаду рада") == []


def test_a_question_is_found_by_all_its_words_however_they_are_written(trainer):
    gaps = (ShortText(text="", answers=(Option(text="Об’єднання", feedback="Саме союз."),)),)
    found = keep(
        Cloze(text="<p>Союз — це {{1}}.</p>", name="Пропуск", gaps=gaps, idnumber="K-7"), make_category("Інше")
    )
    make_question()

    for query in ("об'єднання", "СОЮЗ пропуск", "саме союз", "k-7"):
        assert list(BankQuestion.objects.saying(query)) == [found], query
        assert list(trainer.get(url("list"), {"q": query}).context["object_list"]) == [found], query
        chooser = trainer.get(reverse("wagtailsnippetchoosers_courses_bankquestion:choose_results"), {"q": query})
        assert list(chooser.context["results"]) == [found], query
    by_shelf = {"category": found.category_id}
    chooser = trainer.get(reverse("wagtailsnippetchoosers_courses_bankquestion:choose"), by_shelf)
    assert list(chooser.context["results"]) == [found]


def test_a_search_of_a_whole_page_of_text_is_answered(trainer):
    question = make_question()

    assert list(trainer.get(url("list"), {"q": "голова " * 1900}).context["object_list"]) == [question]


def test_questions_that_were_there_before_get_their_words():
    question = make_question()
    BankQuestion.objects.update(words="")

    import_module("courses.migrations.0020_words_of_questions").keep_words(apps, None)

    assert list(BankQuestion.objects.saying("голова")) == [question]


def test_the_bank_lists_in_as_many_queries_for_many_as_for_one(trainer, queries_of):
    counts = []
    for number in (1, 3):
        for place in range(number):
            make_question(f"Питання {number} {place}")
        counts.append(queries_of(url("list")))

    assert counts[0] == counts[1]


def test_a_question_or_category_that_a_quiz_asks_is_not_deleted(admin):
    question = make_question()
    make_quiz(questions=[question], draws=[(make_category("Доходи"), 2)])

    admin.post(url("delete", question.pk))
    admin.post(reverse("wagtailsnippets_courses_questioncategory:delete", args=[make_category("Доходи").pk]))

    assert BankQuestion.objects.filter(pk=question.pk).exists()
    assert QuestionCategory.objects.filter(name="Доходи").exists()


def test_a_category_does_not_stand_inside_itself(trainer):
    inner = make_category("Бюджет", "Доходи")
    edit = reverse("wagtailsnippets_courses_questioncategory:edit", args=[inner.parent_id])

    response = trainer.post(edit, {"name": "Бюджет", "parent": inner.pk})

    assert "cannot stand inside itself" in response.content.decode()


@pytest.mark.parametrize("who", SIGNED_IN_ON_THE_SITE, ids=lambda who: who.__name__)
def test_the_bank_opens_no_door_to_who_is_not_of_its_keepers(browser_of, who):
    question, browser = make_question("Таємне питання"), browser_of(who)
    revision = question.revisions.get()
    doors = [
        url("list"),
        url("edit", question.pk),
        url("history", question.pk),
        url("preview_on_edit", question.pk),
        url("revisions_revert", question.pk, revision.pk),
        url("revisions_compare", question.pk, "earliest", "latest"),
        url("usage", question.pk),
        reverse("wagtailsnippetchoosers_courses_bankquestion:choose"),
        reverse("wagtailsnippetchoosers_courses_bankquestion:chosen", args=[question.pk]),
    ]

    for door in doors:
        response = browser.get(door)
        assert response.status_code in (302, 403)
        assert "Таємне" not in response.content.decode()
    assert "Таємне" not in browser.get("/search/", {"q": "Таємне питання"}).content.decode().replace(
        'value="Таємне', ""
    )


def test_questions_are_in_no_search_index():
    assert not issubclass(BankQuestion, index.Indexed)


def test_a_coordinator_keeps_the_bank_too(sign_in):
    assert sign_in(make_staff(COORDINATORS)).get(url("list")).status_code == 200


@pytest.mark.parametrize(
    ("kind", "gap", "why"),
    [
        ("single", {"options": [{"text": "так", "share": 50}, {"text": "ні", "share": 0}]}, "100 percent"),
        ("multiple", {"options": [{"text": "так", "share": 0}, {"text": "ні", "share": 0}]}, "Give a share"),
        ("ordering", {"items": ["а", "а"]}, "differs"),
        ("single", {"options": [{"text": "<p></p>", "share": 100}, {"text": "ні", "share": 0}]}, "alternative text"),
        (
            "multiple",
            {"options": [{"text": '<embed alt="" id="1"/>', "share": 100}, {"text": "ні"}]},
            "alternative text",
        ),
        (
            "matching",
            {"pairs": [{"prompt": "<p> </p>", "match": "1"}, {"prompt": "б", "match": "2"}]},
            "alternative text",
        ),
    ],
)
def test_a_gap_that_nobody_could_fill_is_not_kept(kind, gap, why):
    """Asked of the block, as the form asks it."""
    block = QuestionBlocks()
    gap = {"type": kind, "value": {"points": 1, "feedback": "", **gap}}
    value = block.to_python([{"type": "cloze", "value": {"text": "<p>{{1}}</p>", "gaps": [gap]}}])

    with pytest.raises(StreamBlockValidationError) as refusal:
        block.clean(value)

    assert why in str(refusal.value.as_json_data())

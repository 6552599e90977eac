"""A prepared query answers as the queryset it was made of, for whatever it is asked with."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import Exists, OuterRef
from django.db.models.functions import Upper
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from people.models import Organization, Person, User
from people.prepared import Asked, Prepared

pytestmark = pytest.mark.django_db

PERSON, EMAIL = Person._meta.pk, Person._meta.get_field("email")
JOINED = User._meta.get_field("date_joined")


@pytest.fixture
def people():
    def person(name):
        user = User.objects.create_user(f"{name}@example.org")
        return Person.objects.create(user=user, legal_name=name, display_name=name, email=user.email)

    return [person("olena"), person("taras"), person("%s o'hara")]


def test_instances_come_with_relations_and_annotations(people):
    namesake = Person.objects.filter(legal_name=OuterRef("legal_name"), email=Asked("email", EMAIL))
    question = Prepared(lambda: Person.objects.select_related("user").annotate(found=Exists(namesake)).order_by("pk"))

    with CaptureQueriesContext(connection) as captured:
        answer = question.all(email="taras@example.org")
        assert [(person, person.user.email, person.found) for person in answer] == [
            (person, person.email, person.legal_name == "taras") for person in people
        ]

    assert len(captured) == 1


def test_each_asking_has_its_own_values(people):
    question = Prepared(lambda: Person.objects.filter(pk=Asked("pk", PERSON)).values("legal_name"))

    assert [question.first(pk=person.pk)["legal_name"] for person in people] == [one.legal_name for one in people]
    assert question.first(pk=0) is None


def test_rows_of_each_shape_read_as_without_preparing(people):
    for shaped in (
        lambda: Person.objects.order_by("pk").values("pk", name=Upper("legal_name")),
        lambda: Person.objects.order_by("pk").values_list("pk", "email"),
        lambda: Person.objects.order_by("pk").values_list("email", flat=True),
        lambda: Person.objects.order_by("pk").values_list("pk", "email", named=True),
        lambda: Person.objects.order_by("pk").only("email"),
    ):
        assert Prepared(shaped).all() == list(shaped())


def test_values_go_to_the_database_in_its_own_form(people):
    early, late = timezone.now() - timedelta(days=1), timezone.now() + timedelta(days=1)
    joined = Asked("since", JOINED), Asked("until", JOINED)
    question = Prepared(lambda: User.objects.filter(date_joined__range=joined))

    assert len(question.all(since=early, until=late)) == len(people)
    assert question.all(since=late, until=late) == []


def test_text_is_never_read_as_a_pattern_or_as_sql(people):
    question = Prepared(lambda: Person.objects.filter(legal_name=Asked("name", EMAIL)))

    assert [person.legal_name for person in question.all(name="%s o'hara")] == ["%s o'hara"]
    assert question.all(name="' OR 1=1 --") == []


def test_nothing_is_equal_to_none(people):
    question = Prepared(lambda: Organization.objects.filter(pk=Asked("pk", Organization._meta.pk)))

    assert question.all(pk=None) == []


def test_a_value_left_out_is_an_error(people):
    question = Prepared(lambda: Person.objects.filter(pk=Asked("pk", PERSON)))

    with pytest.raises(KeyError):
        question.all()


@pytest.mark.postgres
def test_a_planned_question_is_thought_over_once_and_answers_as_the_plain_one(django_assert_num_queries):
    people = [Person.objects.create(legal_name=name, display_name=name) for name in ("Олена", "Іван")]
    name = Asked("name", Person._meta.get_field("legal_name"))
    planned = Prepared(lambda: Person.objects.filter(legal_name=name), planned=True)

    with django_assert_num_queries(2):
        assert [planned.all(name=person.legal_name) for person in people] == [[person] for person in people]

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%people_person%legal_name%'")
        assert cursor.fetchone() == (1,)

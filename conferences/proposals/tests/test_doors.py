"""A proposal is its proposer's and the reviewers': every other door is shut, for what is declined above all."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from conferences.proposals.deciding import decide, tell
from conferences.releasing import release
from conferences.tests.factories import make_item
from people.roles import TRAINERS, add_to_role, sync_roles
from webinars.tests.factories import NOON, make_person

from .made import make_call, make_coordinator, make_proposal

pytestmark = pytest.mark.django_db
SECRET = "Таємна назва"
RECORDS = ("index", "inspect", "review", "accept", "decline", "tell", "undo")


def sign_in(client, person):
    client.force_login(person.user, backend="people.backends.SchoolBackend")


def make_declined(call=None):
    proposal = make_proposal(call, title=SECRET, abstract=SECRET, name=SECRET)
    by = make_coordinator().user
    decide(proposal=proposal, accepted=False, reason=SECRET, by=by, now=NOON)
    return tell(proposal=proposal, by=by, now=NOON)


def addresses(call):
    event = call.programme.event_id
    public = [
        reverse(name, args=[event])
        for name in ("programme", "programme_now", "programme_changes", "programme_ics", "call")
    ]
    public += [reverse("programme_schedule", args=[event, kind]) for kind in ("xml", "json", "xcal")]
    return [*public, call.programme.event.url, "/search/?q=Таємна", "/sitemap.xml", "/", "/my/", "/my/calendar/"]


@pytest.mark.parametrize("who", ["anybody", "participant", "trainer"])
def test_a_declined_proposal_is_on_no_page(client, who):
    sync_roles()
    call = make_call()
    make_declined(call)
    make_item(call.programme, title="Вода", at=0)
    release(programme=call.programme, by=None, now=NOON)
    if who != "anybody":
        person = make_person()
        sign_in(client, person)
        if who == "trainer":
            add_to_role(user=person.user, role=TRAINERS)

    shown = {path: client.get(path).content.decode() for path in addresses(call)}

    assert [path for path, page in shown.items() if SECRET in page] == []


@pytest.mark.parametrize("name", RECORDS)
def test_nobody_but_coordinators_enters_the_records(client, name):
    sync_roles()
    proposal = make_proposal()
    path = reverse(f"proposal_record:{name}", args=[] if name == "index" else [proposal.pk])
    codes = {client.get(path).status_code, client.post(path, {"vote": 1}).status_code}
    trainer = make_person()
    add_to_role(user=trainer.user, role=TRAINERS)
    for person in (trainer, make_person()):
        sign_in(client, person)
        codes |= {client.get(path).status_code, client.post(path, {"vote": 1}).status_code}

    proposal.refresh_from_db()
    assert codes <= {302, 403, 405}
    assert (proposal.state, proposal.reviews.count()) == ("sent", 0)


@pytest.mark.parametrize("name", ["add", "edit", "delete"])
def test_nobody_writes_a_proposal_by_hand(client, name):
    proposal = make_proposal()
    sign_in(client, make_coordinator())

    answer = client.post(
        reverse(f"proposal_record:{name}", args=[] if name == "add" else [proposal.pk]), {"title": "x"}
    )

    assert answer.status_code in (302, 403)
    proposal.refresh_from_db()
    assert proposal.title != "x"


def test_a_draft_is_its_proposers_alone(client):
    proposal = make_proposal(title=SECRET, send=False)
    sign_in(client, make_coordinator())

    assert SECRET not in client.get(reverse("proposal_record:index")).content.decode()
    for name in (*RECORDS[1:], "history", "usage"):
        path = reverse(f"proposal_record:{name}", args=[proposal.pk])
        answers = client.get(path, follow=True), client.post(path, {"vote": 1}, follow=True)
        assert [answer.status_code for answer in answers if SECRET in answer.content.decode()] == [], name
    proposal.refresh_from_db()
    assert (proposal.state, proposal.reviews.count()) == ("draft", 0)


def test_coordinators_read_all_that_was_sent(client):
    call = make_call()
    declined, waiting = make_declined(call), make_proposal(call)
    sign_in(client, make_coordinator())

    index = client.get(reverse("proposal_record:index"), {"call": call.pk})

    assert set(index.context["object_list"]) == {declined, waiting}
    assert SECRET in client.get(reverse("proposal_record:inspect", args=[declined.pk])).content.decode()
    assert client.get(reverse("call_for_proposals:edit", args=[call.pk])).status_code == 200
    assert client.get(reverse("call_for_proposals:index")).status_code == 200


def test_the_list_of_three_takes_as_many_queries_as_that_of_one(client):
    call = make_call()
    sign_in(client, make_coordinator())
    path = reverse("proposal_record:index")

    def queries():
        client.get(path)
        with CaptureQueriesContext(connection) as seen:
            client.get(path)
        return len(seen)

    make_proposal(call)
    one = queries()
    make_proposal(call)
    make_proposal(call)

    assert queries() == one

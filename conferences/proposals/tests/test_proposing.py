"""Anybody proposes without an account; a draft is kept; the link in the mail leads back, and for a month only."""

import re
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core import mail, signing
from django.urls import reverse
from django.utils import timezone

from conferences.links import MailedLink
from conferences.models import Proposal
from conferences.proposals.proposing import propose
from webinars.tests.factories import make_person

from .made import FORM, WEEK, make_call, make_proposal, token_of

pytestmark = pytest.mark.django_db
State = Proposal.State


def call_path(call):
    return reverse("call", args=[call.programme.event_id])


def path_of(proposal):
    return reverse("proposal", args=[token_of(proposal)])


def test_a_proposal_is_sent_without_an_account_and_its_link_is_mailed(client):
    call = make_call()

    page = client.post(call_path(call), FORM, follow=True)

    proposal = Proposal.objects.get()
    assert page.status_code == 200
    assert (proposal.state, proposal.call, proposal.person, proposal.title) == (State.SENT, call, None, FORM["title"])
    [message] = mail.outbox
    assert message.to == [FORM["email"]]
    [address] = re.findall(r"https?://\S+", message.body)
    assert client.get(address[address.index("/proposals/") :]).context["proposal"] == proposal


def test_who_is_signed_in_finds_their_proposals_at_the_call(client):
    call, person = make_call(), make_person()
    client.force_login(person.user, backend="people.backends.SchoolBackend")

    form = client.get(call_path(call)).context["form"]
    assert (form["name"].value(), form["email"].value()) == (person.display_name, person.email)
    client.post(call_path(call), FORM)
    make_proposal(call)

    assert [proposal.person for proposal, _token in client.get(call_path(call)).context["mine"]] == [person]


def test_a_draft_needs_no_text_yet_and_is_sent_later(client):
    call = make_call()

    client.post(call_path(call), {**FORM, "abstract": "", "draft": "1"})
    proposal = Proposal.objects.get()
    assert (proposal.state, proposal.sent_at) == (State.DRAFT, None)
    page = client.post(path_of(proposal), {**FORM, "abstract": ""})
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["abstract"])
    client.post(path_of(proposal), FORM)

    proposal.refresh_from_db()
    assert proposal.state == State.SENT
    assert len(mail.outbox) == 2


def test_a_sent_proposal_stays_sent_when_it_is_changed_and_nobody_turns_it_to_another_address(client):
    proposal = make_proposal()
    mail.outbox.clear()

    client.post(path_of(proposal), {**FORM, "title": "Школа", "email": "other@school.test", "draft": "1"})

    proposal.refresh_from_db()
    assert (proposal.state, proposal.title, proposal.email) == (State.SENT, "Школа", FORM["email"])
    assert mail.outbox == []


def test_a_proposal_is_withdrawn_and_sent_again(client):
    proposal = make_proposal()

    client.post(reverse("proposal_withdraw", args=[token_of(proposal)]))
    proposal.refresh_from_db()
    assert proposal.state == State.WITHDRAWN
    client.post(path_of(proposal), FORM)

    proposal.refresh_from_db()
    assert proposal.state == State.SENT


@pytest.mark.parametrize(("opens", "closes", "status"), [(-2 * WEEK, -WEEK, 409), (WEEK, 2 * WEEK, 404)])
def test_nothing_is_proposed_before_the_call_or_after_it(client, opens, closes, status):
    call = make_call(opens=opens, closes=closes)

    assert client.post(call_path(call), FORM).status_code == status
    assert not Proposal.objects.exists()
    assert client.get(call_path(call)).status_code == (200 if status == 409 else 404)


def test_after_the_call_a_proposal_is_looked_at_and_withdrawn_but_not_changed(client):
    call = make_call()
    proposal = make_proposal(call)
    call.closes_at = timezone.now()
    call.save()

    assert client.get(path_of(proposal)).context["form"] is None
    client.post(path_of(proposal), {**FORM, "title": "Школа"})
    client.post(reverse("proposal_withdraw", args=[token_of(proposal)]))

    proposal.refresh_from_db()
    assert (proposal.title, proposal.state) == (FORM["title"], State.WITHDRAWN)


def test_a_call_for_a_hidden_event_is_hidden(client):
    call = make_call(live=False)

    assert client.get(call_path(call)).status_code == 404


def test_the_page_of_the_event_leads_to_an_open_call(client):
    open_call, closed = make_call(), make_call(closes=-WEEK / 2)

    def links(call):
        event = call.programme.event
        return call_path(call) in client.get(event.url).content.decode()

    assert (links(open_call), links(closed)) == (True, False)


def test_a_link_that_is_too_old_mails_a_new_one_to_the_address_of_the_proposal(client):
    proposal = make_proposal()
    path, token = path_of(proposal), token_of(proposal)
    mail.outbox.clear()
    later = signing.time.time() + timedelta(days=31).total_seconds()

    with patch.object(signing.time, "time", return_value=later):
        assert client.get(path).status_code == 410
        assert client.post(path, {**FORM, "title": "Школа"}).status_code == 410
        client.post(reverse("proposal_withdraw", args=[token]))
        client.post(reverse("proposal_link", args=[token]))

    proposal.refresh_from_db()
    assert (proposal.title, proposal.state) == (FORM["title"], State.SENT)
    assert [message.to for message in mail.outbox] == [[FORM["email"]]]


def test_new_links_are_not_mailed_without_end(client):
    proposal = make_proposal()
    mail.outbox.clear()

    for _time in range(5):
        client.post(reverse("proposal_link", args=[token_of(proposal)]))

    assert len(mail.outbox) == 3


@pytest.mark.parametrize("name", ["proposal", "proposal_withdraw", "proposal_link"])
def test_a_link_that_we_never_made_leads_nowhere(client, name):
    proposal = make_proposal()
    strange = MailedLink("speaker").token(proposal.public_id)

    for token in (proposal.public_id, proposal.public_id.hex, "x", token_of(proposal)[:-1], strange):
        assert client.post(reverse(name, args=[token])).status_code == 404
    assert Proposal.objects.get().state == State.SENT


def test_programs_are_refused(client):
    page = client.post(call_path(make_call()), {**FORM, "homepage": "https://spam.test/"})

    assert page.status_code == 422
    assert page.context["form"].non_field_errors()
    assert not Proposal.objects.exists()


def test_one_address_proposes_ten_times_an_hour(client):
    call = make_call()
    forms = [{**FORM, "email": f"anybody{number}@example.org"} for number in range(12)]
    codes = [client.post(call_path(call), form).status_code for form in forms]

    assert codes == [302] * 10 + [409] * 2
    assert Proposal.objects.count() == 10


def test_nobody_fills_the_mailbox_of_somebody_else(client):
    answers = [client.post(call_path(make_call()), FORM) for _time in range(4)]
    token = answers[0].url
    answers += [client.post(f"{token}withdraw/") for _time in range(2)]  # the second time nothing happens
    mail.outbox.clear()
    last = client.post(token, FORM)

    assert [answer.status_code for answer in answers] == [302] * 6
    assert last.status_code == 422
    assert "Too often" in last.content.decode()
    assert last.context["form"]["title"].value() == FORM["title"]
    assert not mail.outbox


@pytest.mark.parametrize("field", ["title", "abstract", "name", "email", "minutes"])
def test_what_is_missing_is_said_at_its_field(client, field):
    page = client.post(call_path(make_call()), {**FORM, field: ""})

    assert (page.status_code, list(page.context["form"].errors)) == (422, [field])


def test_mails_are_in_the_language_of_the_form(client):
    call = make_call()

    client.post(f"/en{call_path(call)}", FORM)

    assert "/en/proposals/" in mail.outbox[0].body
    assert mail.outbox[0].subject == f"We have your proposal: {FORM['title']}"


def test_a_title_over_two_lines_breaks_no_mail():
    call = make_call()
    proposal = Proposal(call=call, **{**FORM, "title": "Вода\r\nBcc: all@school.test"})

    propose(proposal=proposal, send=True, now=timezone.now())

    assert "\n" not in mail.outbox[0].subject

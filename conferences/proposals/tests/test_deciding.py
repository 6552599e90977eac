"""Reviewed blindly, decided, undone or told; what is accepted is a draft of the programme, and nothing is public."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from conferences.exceptions import ProposalRefused
from conferences.models import Item, Proposal, Review
from conferences.proposals.deciding import decide, tell, undo
from conferences.proposals.proposing import propose, withdraw
from conferences.proposals.reviewing import review, reviews_for
from conferences.tests.factories import make_speaker
from content.models import Speaker
from webinars.tests.factories import NOON, make_person

from .made import FORM, make_call, make_coordinator, make_proposal, token_of

pytestmark = pytest.mark.django_db
State, Vote = Proposal.State, Review.Vote


@pytest.fixture
def coordinator(client):
    person = make_coordinator()
    client.force_login(person.user, backend="people.backends.SchoolBackend")
    return person


def accepted(proposal, by, *, reason="", told=True):
    proposal = decide(proposal=proposal, accepted=True, reason=reason, by=by.user, now=NOON)
    return tell(proposal=proposal, by=by.user, now=NOON) if told else proposal


def declined(proposal, by, *, told=True):
    proposal = decide(proposal=proposal, accepted=False, reason="Не про громаду", by=by.user, now=NOON)
    return tell(proposal=proposal, by=by.user, now=NOON) if told else proposal


def said(proposal, by, vote=Vote.YES):
    return review(proposal=proposal, by=by.user, vote=vote, comment="Бо так", now=NOON)


def page(client, proposal):
    return client.get(reverse("proposal_record:inspect", args=[proposal.pk]))


def test_nobody_sees_others_votes_before_their_own(client, coordinator):
    proposal, other = make_proposal(), make_coordinator()
    theirs = said(proposal, other, Vote.NO)

    shown = page(client, proposal)
    assert (shown.context["reviews"], shown.context["number_of_reviews"]) == ([], 1)
    assert "Бо так" not in shown.content.decode()
    client.post(reverse("proposal_record:review", args=[proposal.pk]), {"vote": "1", "comment": "За"})

    seen = page(client, proposal).context["reviews"]
    assert sorted((one.vote, one.comment) for one in seen) == [(-1, "Бо так"), (1, "За")]
    assert theirs in reviews_for(proposal, other.user)


def test_a_review_said_again_takes_the_place_of_the_first(coordinator):
    proposal = make_proposal()
    said(proposal, coordinator)

    said(proposal, coordinator, Vote.NO)

    assert [one.vote for one in proposal.reviews.all()] == [Vote.NO]


@pytest.mark.parametrize("known", ["person", "email"])
def test_nobody_reviews_or_decides_about_their_own(client, coordinator, known):
    mine = {"person": coordinator} if known == "person" else {"email": coordinator.email.upper()}
    proposal = make_proposal(**mine)
    said(proposal, make_coordinator())

    for act in (
        lambda: said(proposal, coordinator),
        lambda: accepted(proposal, coordinator),
        lambda: declined(proposal, coordinator),
        lambda: undo(proposal=proposal, by=coordinator.user),
    ):
        with pytest.raises(ProposalRefused):
            act()
    shown = page(client, proposal)
    assert (shown.context["reviews"], shown.context["review_form"], shown.context["steps"]) == ([], None, [])
    assert "Бо так" not in shown.content.decode()
    client.post(reverse("proposal_record:accept", args=[proposal.pk]), {"reason": ""})
    assert Proposal.objects.get().state == State.SENT


def test_ones_own_decided_proposal_waits_until_one_is_told(client, coordinator):
    proposal = declined(make_proposal(person=coordinator), make_coordinator(), told=False)

    shown = page(client, proposal).content.decode()

    assert proposal.reason not in shown
    assert str(State.DECLINED.label) not in shown


def test_the_mail_is_shown_before_it_is_sent_and_the_decision_can_be_undone(client, coordinator):
    proposal = make_proposal()
    mail.outbox.clear()

    client.post(reverse("proposal_record:decline", args=[proposal.pk]), {"reason": "Не про громаду"})
    shown = page(client, proposal)
    assert "Не про громаду" in shown.context["mail"].body
    assert "/proposals/" not in shown.context["mail"].body  # the link is the proposer's alone
    assert [name for name, _step in shown.context["steps"]] == ["tell", "undo"]
    assert client.get(reverse("proposal", args=[token_of(proposal)])).content.decode().count("Не про громаду") == 0
    client.post(reverse("proposal_record:undo", args=[proposal.pk]))
    proposal.refresh_from_db()
    assert (proposal.state, proposal.reason, mail.outbox) == (State.SENT, "", [])
    client.post(reverse("proposal_record:accept", args=[proposal.pk]), {"reason": "Чекаємо!"})
    client.post(reverse("proposal_record:tell", args=[proposal.pk]))

    [message] = mail.outbox
    assert "Чекаємо!" in message.body
    assert message.to == [FORM["email"]]
    assert "Чекаємо!" in client.get(reverse("proposal", args=[token_of(proposal)])).content.decode()


def test_who_is_declined_is_told_why(client, coordinator):
    proposal = make_proposal()

    answer = client.post(reverse("proposal_record:decline", args=[proposal.pk]), {"reason": " "})

    assert answer.context["form"].non_field_errors()
    assert Proposal.objects.get().state == State.SENT


def test_an_accepted_proposal_is_a_draft_with_its_speaker_once_it_is_told(coordinator):
    proposal = accepted(make_proposal(), coordinator, told=False)
    assert not Item.objects.exists()

    for _time in range(2):
        tell(proposal=proposal, by=coordinator.user, now=NOON)

    item = Item.objects.get()
    assert (item.title, item.kind, item.minutes, item.abstract) == ("Вода в громаді", "talk", 45, "Про воду")
    assert (item.starts_at, item.programme.releases.exists()) == (None, False)
    speaker = item.appearances.get().speaker
    assert (speaker.name, speaker.organization) == (FORM["name"], FORM["organization"])
    assert Proposal.objects.get().item == item


def test_a_speaker_who_has_a_card_gets_no_second_one(coordinator):
    person = make_person()
    card, other = make_speaker("Олена К.", person=person), make_speaker("Тарас Гнатюк")
    call = make_call()

    accepted(make_proposal(call, person=person), coordinator)
    accepted(make_proposal(call, name="Тарас Гнатюк"), coordinator)

    assert [item.appearances.get().speaker for item in Item.objects.order_by("pk")] == [card, other]
    assert Speaker.objects.count() == 2


def test_what_the_proposer_knows_is_not_undone_or_withdrawn(coordinator):
    proposal = accepted(make_proposal(), coordinator)

    for act in (
        lambda: undo(proposal=proposal, by=coordinator.user),
        lambda: declined(proposal, coordinator),
        lambda: withdraw(proposal=proposal, now=NOON),
        lambda: said(proposal, coordinator),
        lambda: propose(proposal=proposal, send=True, now=timezone.now()),
    ):
        with pytest.raises(ProposalRefused):
            act()


def test_a_proposal_that_is_withdrawn_meanwhile_is_not_decided_about(coordinator):
    proposal = make_proposal()
    withdraw(proposal=accepted(proposal, coordinator, told=False), now=NOON)

    with pytest.raises(ProposalRefused):
        tell(proposal=proposal, by=coordinator.user, now=NOON)
    with pytest.raises(ProposalRefused):
        accepted(proposal, coordinator)
    assert not Item.objects.exists()

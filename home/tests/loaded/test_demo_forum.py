"""What the demonstration school shows of a call for proposals."""

from collections import Counter

import pytest

from conferences.models import Call, Item, SpeakerInvitation
from conferences.proposals.reviewing import reviews_for
from home.desk import decisions
from people.models import User

pytestmark = [pytest.mark.usefixtures("school"), pytest.mark.django_db]


def test_the_coming_forum_takes_proposals_and_has_one_in_each_state(client, now):
    call = Call.objects.get()

    assert call.is_open(now)
    assert Counter(call.proposals.values_list("state", flat=True)) == {
        "accepted": 2,
        "declined": 1,
        "sent": 2,
        "withdrawn": 1,
        "draft": 1,
    }
    assert call.proposals.get(state="accepted", told_at=None).item is None
    assert "/call/" in client.get(call.programme.event.url).content.decode()


def test_what_was_accepted_waits_to_be_planned_and_is_not_public(client):
    item = Item.objects.get(title="Бібліотека, яка рахує воду")

    assert item.starts_at is None
    assert client.get(f"/e/{item.programme.event_id}/programme/{item.public_id}/").status_code == 404


def test_coordinators_see_on_their_desk_that_proposals_wait(now):
    coordinator = User.objects.get(email="coordinator@school.example")
    waiting = [matter for matter in decisions(coordinator, now=now) if "proposal_record" in matter.url]

    assert [matter.note[:1] for matter in waiting] == ["3"]
    assert [
        one for one in decisions(User.objects.get(email="trainer@school.example"), now=now) if "proposal" in one.url
    ] == []


def test_speakers_were_asked_and_some_answered():
    answers = SpeakerInvitation.objects.values_list("answer", flat=True)

    assert sorted(answers) == ["", "confirmed", "confirmed", "declined"]
    assert SpeakerInvitation.objects.filter(answer="confirmed").first().speaker.biography


def test_reviewers_see_the_votes_of_those_they_have_joined():
    administrator = User.objects.get(email="administrator@school.example")
    seen = {
        proposal.title: len(reviews_for(proposal, administrator)) for proposal in Call.objects.get().proposals.all()
    }

    assert seen["Наш новий застосунок для громад"] == 2
    assert seen["Пишемо звернення гуртом"] == 0

"""A speaker completes their own card by a link; the coordinators see the answer and what was changed."""

import io
import re
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core import mail, signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from conferences.cards.inviting import invite
from conferences.exceptions import ProgrammeRefused
from conferences.links import CARD, PROPOSAL
from conferences.models import SpeakerInvitation
from conferences.proposals.tests.made import make_coordinator
from conferences.releasing import release
from conferences.tests.factories import make_item, make_programme, make_released, make_speaker
from content.models import SiteImage
from people.roles import TRAINERS, add_to_role, sync_roles
from webinars.tests.factories import NOON, make_person

pytestmark = pytest.mark.django_db
CARD_FORM = {
    "name": "Оксана Левчук",
    "name_en": "",
    "role": "економістка",
    "organization": "",
    "biography": "",
    "word": "",
}


@pytest.fixture
def invitation():
    programme, speaker = make_programme(), make_speaker("Оксана Левчук")
    make_item(programme, title="Вода", at=0, speakers=[speaker])
    return invite(programme=programme, speaker=speaker, email="oksana@school.test", by=None, now=NOON)


@pytest.fixture(autouse=True)
def in_memory(settings):
    settings.STORAGES = {**settings.STORAGES}  # an empty one


def path_of(invitation):
    return reverse("speaker_card", args=[CARD.token(invitation.public_id)])


def photo(kind="JPEG", *, size=(1600, 900), **said):
    file = io.BytesIO()
    Image.new("RGB", size, (36, 70, 143)).save(file, kind, **said)
    return SimpleUploadedFile(f"me.{kind.lower()}", file.getvalue())


def test_the_link_in_the_mail_leads_to_the_card_and_the_answer_is_kept(client, invitation):
    [message] = mail.outbox
    path = re.search(r"/speakers/\S+", message.body)[0]
    assert [item.title for item in client.get(path).context["items"]] == ["Вода"]

    client.post(path, {**CARD_FORM, "biography": "Рахує бюджети.", "word": "Приїду зранку", "answer": "confirmed"})

    invitation.refresh_from_db()
    invitation.speaker.refresh_from_db()
    assert (invitation.answer, invitation.word) == ("confirmed", "Приїду зранку")
    assert (invitation.speaker.role, invitation.speaker.biography) == ("економістка", "Рахує бюджети.")
    assert [(one["field"], one["before"], one["after"]) for one in invitation.changes] == [
        ("role", "", "економістка"),
        ("biography", "", "Рахує бюджети."),
    ]


def test_saving_alone_leaves_the_answer_open_and_a_later_answer_counts(client, invitation):
    client.post(path_of(invitation), {**CARD_FORM, "answer": ""})
    invitation.refresh_from_db()
    assert (invitation.answer, invitation.answered_at) == ("", None)
    for said in ("confirmed", "declined", "nonsense"):
        client.post(path_of(invitation), {**CARD_FORM, "answer": said})

    invitation.refresh_from_db()
    assert invitation.answer == "declined"


def test_coordinators_see_what_was_answered_and_changed(client, invitation):
    client.post(path_of(invitation), {**CARD_FORM, "answer": "declined", "word": "Хвороба"})
    client.force_login(make_coordinator().user, backend="people.backends.SchoolBackend")

    page = client.get(reverse("programme:speakers", args=[invitation.programme_id]))

    [row] = page.context["rows"]
    assert (row["invitation"], row["titles"], [one["field"] for one in row["changes"]]) == (
        invitation,
        ["Вода"],
        ["role"],
    )
    assert "Хвороба" in page.content.decode()


def test_a_coordinator_asks_and_asks_again(client, invitation):
    client.force_login(make_coordinator().user, backend="people.backends.SchoolBackend")
    path = reverse("programme:speakers", args=[invitation.programme_id])
    mail.outbox.clear()

    client.post(path, {"speaker": invitation.speaker_id, "email": "new@school.test"})
    for wrong in ({"email": "no"}, {"speaker": ""}, {"speaker": "x"}, {"speaker": "9" * 30}):
        client.post(path, {"speaker": invitation.speaker_id, "email": "a@school.test", **wrong})

    assert [message.to for message in mail.outbox] == [["new@school.test"]]
    assert SpeakerInvitation.objects.get().email == "new@school.test"


def test_only_who_appears_in_the_programme_is_asked(invitation):
    said = {"email": "a@school.test", "by": None, "now": NOON}

    with pytest.raises(ProgrammeRefused):
        invite(programme=invitation.programme, speaker=make_speaker("Тарас Гнатюк"), **said)


def test_a_photo_is_drawn_anew_without_the_place_where_it_was_taken(client, invitation):
    exif = Image.Exif()
    exif[0x010E] = "SECRETPLACE"
    exif[0x0112] = 6  # turned by a quarter

    client.post(path_of(invitation), {**CARD_FORM, "photo": photo(exif=exif), "answer": ""})

    kept = SiteImage.objects.get()
    with kept.file.open() as file:
        content = file.read()
    assert b"SECRETPLACE" not in content
    picture = Image.open(io.BytesIO(content))
    assert (picture.format, picture.size, len(picture.getexif())) == ("JPEG", (675, 1200), 0)
    invitation.speaker.refresh_from_db()
    assert invitation.speaker.photo == kept


NO_PHOTOS = {
    "program": b"MZ\x90\x00" + b"\x00" * 200,
    "page": b"<!doctype html><script>alert(1)</script>",
    "drawing": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "half": photo().read()[:400],
    "animation": photo("GIF").read(),
    "large": photo("PNG").read() + b"\x00" * 11 * 1024 * 1024,
    "many pixels": photo("PNG", size=(10_000, 6_000)).read(),
}


@pytest.mark.parametrize("content", NO_PHOTOS.values(), ids=NO_PHOTOS)
def test_what_is_no_photo_is_refused_beside_its_field_and_nothing_is_kept(client, invitation, content):
    sent = {**CARD_FORM, "photo": SimpleUploadedFile("me.jpg", content), "answer": "confirmed"}

    page = client.post(path_of(invitation), sent)

    assert (page.status_code, list(page.context["form"].errors)) == (422, ["photo"])
    assert not SiteImage.objects.exists()
    invitation.refresh_from_db()
    assert invitation.answer == ""


def test_a_card_without_a_name_is_not_saved(client, invitation):
    page = client.post(path_of(invitation), {**CARD_FORM, "name": "", "answer": "confirmed"})

    assert (page.status_code, list(page.context["form"].errors)) == (422, ["name"])


def test_a_link_that_is_too_old_opens_nothing_and_mails_a_new_one(client, invitation):
    path, token = path_of(invitation), CARD.token(invitation.public_id)
    mail.outbox.clear()
    later = signing.time.time() + timedelta(days=31).total_seconds()

    with patch.object(signing.time, "time", return_value=later):
        assert client.get(path).status_code == 410
        assert client.post(path, {**CARD_FORM, "answer": "confirmed"}).status_code == 410
        for _time in range(5):
            client.post(reverse("speaker_link", args=[token]))

    invitation.refresh_from_db()
    assert invitation.answer == ""
    assert [message.to for message in mail.outbox] == [["oksana@school.test"]] * 3


def test_a_link_that_we_never_made_leads_nowhere(client, invitation):
    tokens = [invitation.public_id, "x", PROPOSAL.token(invitation.public_id)]

    for name in ("speaker_card", "speaker_link"):
        assert {client.post(reverse(name, args=[token])).status_code for token in tokens} == {404}


def test_nobody_but_planners_sees_or_asks_speakers(client, invitation):
    sync_roles()
    path = reverse("programme:speakers", args=[invitation.programme_id])
    codes = {client.get(path).status_code, client.post(path).status_code}
    trainer = make_person()
    add_to_role(user=trainer.user, role=TRAINERS)
    for person in (trainer, make_person()):
        client.force_login(person.user, backend="people.backends.SchoolBackend")
        codes |= {client.get(path).status_code, client.post(path).status_code}

    assert codes <= {302, 403}


def test_the_list_of_three_speakers_takes_as_many_queries_as_that_of_one(client):
    client.force_login(make_coordinator().user, backend="people.backends.SchoolBackend")

    def queries(number):
        programme = make_programme()
        for _one in range(number):
            speaker = make_speaker(person=make_person())
            make_item(programme, speakers=[speaker])
            invite(programme=programme, speaker=speaker, email="a@school.test", by=None, now=NOON)
        path = reverse("programme:speakers", args=[programme.pk])
        client.get(path)
        with CaptureQueriesContext(connection) as seen:
            client.get(path)
        return len(seen)

    assert queries(1) == queries(3)


def test_readers_of_an_item_see_the_card_once_it_is_released(client, invitation):
    item = invitation.programme.items.get()
    path = reverse("programme_item", args=[invitation.programme.event_id, item.public_id])
    client.post(path_of(invitation), {**CARD_FORM, "biography": "Рахує бюджети.", "answer": ""})
    assert client.get(path).status_code == 404

    release(programme=invitation.programme, by=None, now=NOON)

    page = client.get(path).content.decode()
    assert "Рахує бюджети." in page
    assert "oksana@school.test" not in page
    assert "Рахує" not in client.get(reverse("programme", args=[make_released().event_id])).content.decode()

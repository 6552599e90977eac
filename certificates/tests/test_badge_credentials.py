"""What a badge says, that it stays what it is, and that a verifier who knows nothing of us agrees."""

import base64
import json
import socket
from datetime import timedelta
from functools import cache

import pytest
from django.utils import timezone
from django.utils.translation import override
from openbadgeslib.ob3.contexts import document_loader
from pyld import jsonld

from certificates.badges import achievements
from certificates.badges.keys import new_file, parsed
from certificates.badges.making import make_badge
from certificates.badges.tokens import signed
from certificates.exceptions import CertificateRefused
from certificates.issuing import issue_for_course, issue_for_event
from certificates.life import revoke
from certificates.models import Badge, Certificate, CertificateRule, Role
from people.models import Person

from .conftest import NOON
from .verifier import Refused, is_about


def claims(badge):
    return json.loads(base64.urlsafe_b64decode(badge.token.split(".")[1] + "=="))


def test_a_verifier_finds_it_valid_and_reads_what_was_achieved(badge, verifier):
    credential, state = verifier.verify(badge.token.encode(), now=NOON)

    assert state == "valid"
    assert credential["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert credential["name"] == "Сертифікат: Бюджет громади"
    assert credential["issuer"] == {
        "id": "did:web:testserver",
        "type": ["Profile"],
        "name": "Школа",
        "url": "http://testserver",
        "email": "school@localhost",
    }
    assert (credential["validFrom"], credential["awardedDate"]) == ("2027-02-15T10:00:00Z",) * 2
    achievement = credential["credentialSubject"]["achievement"]
    assert achievement["achievementType"] == "CertificateOfCompletion"
    assert achievement["description"] == "За успішне завершення курсу · 12\u00a0hours\u00a0of\u00a0study"
    assert achievement["criteria"]["narrative"].startswith("Complete the course")
    assert achievement["image"]["id"].startswith("data:image/png;base64,")
    assert credential["evidence"][0]["narrative"] == "Completed the course."


def test_required_terms_are_there_and_no_value_is_empty(badge):
    said = claims(badge)

    assert said["@context"][:2] == [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ]
    assert isinstance(said["credentialStatus"], dict)
    assert isinstance(said["credentialStatus"]["statusListIndex"], str)
    assert list(_empty(said)) == []
    assert said["sub"] == said["credentialSubject"]["id"] and said["jti"] == said["id"]


def _empty(value):
    if value in (None, "", [], {}):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else []:
        yield from _empty(each)


def test_the_holder_stands_in_it_only_as_salted_hashes(badge, certificate):
    text = json.dumps(claims(badge), ensure_ascii=False)
    email, name = claims(badge)["credentialSubject"]["identifier"]

    assert "Коваль" not in text and "olena@" not in text
    assert is_about(email, "olena@example.org") and not is_about(email, "other@example.org")
    assert is_about(name, certificate.recipient) and not is_about(name, "Інша")
    assert len(email["salt"]) == 32 and email["salt"] != name["salt"]


def test_who_has_no_address_is_known_by_the_name_alone(olena, course, template, keys):
    Person.objects.update(email="")
    certificate = issue_for_course(person=olena, course=course, template=template, now=NOON)

    identities = claims(make_badge(certificate=certificate, now=NOON))["credentialSubject"]["identifier"]

    assert [identity["identityType"] for identity in identities] == ["name"]


def test_it_is_made_once_and_stays_byte_for_byte(badge, certificate, course, olena):
    course.title = "Інша назва"
    course.save()
    Person.objects.update(email="new@example.org", legal_name="Інша Назва")

    again = make_badge(certificate=Certificate.objects.get(), now=NOON + timedelta(days=9))

    assert (again.pk, again.token, again.document, again.made_at) == (badge.pk, badge.token, badge.document, NOON)
    assert Badge.objects.count() == 1


def test_what_expires_says_so_itself(olena, course, template, keys, verifier):
    template.valid_months = 12
    template.save()
    then = timezone.now() - timedelta(days=30)
    badge = make_badge(certificate=issue_for_course(person=olena, course=course, template=template, now=then), now=then)
    token = badge.token.encode()

    assert verifier.verify(token, now=timezone.now())[1] == "valid"
    assert verifier.verify(token, now=timezone.now() + timedelta(days=400))[1] == "expired"
    assert claims(badge)["exp"] == int(badge.certificate.expires_at.timestamp())


def test_before_it_begins_it_proves_nothing(badge, verifier):
    with pytest.raises(Refused, match="not yet"):
        verifier.verify(badge.token.encode(), now=NOON - timedelta(seconds=1))


def test_what_holds_no_longer_gets_no_badge(certificate, keys):
    revoke(certificate=certificate, reason="Помилка", by=None, now=NOON)

    with pytest.raises(CertificateRefused):
        make_badge(certificate=certificate, now=NOON)


# A spoiled token


def test_no_byte_of_a_token_can_be_changed(badge, verifier):
    token = badge.token.encode()
    verifier.fetch = cache(verifier.fetch)
    for place in range(0, len(token), 41):
        spoiled = bytearray(token)
        spoiled[place] = spoiled[place] ^ 1 or ord("A")
        with pytest.raises(Refused):
            verifier.verify(bytes(spoiled), now=NOON)


def test_the_document_and_the_token_say_the_same(badge, verifier):
    document, state = verifier.verify(badge.document.encode(), now=NOON)

    assert state == "valid"
    own = {"proof", "credentialStatus"}  # each names the lists of its own kind
    claimed = {name: value for name, value in claims(badge).items() if name in document and name not in own}
    assert {name: value for name, value in document.items() if name not in own} == claimed
    assert claims(badge)["credentialStatus"]["statusListCredential"] == "http://testserver/badges/status/1.jwt"
    assert {entry["statusPurpose"]: entry["statusListCredential"] for entry in document["credentialStatus"]} == {
        "revocation": "http://testserver/badges/status/1",
        "suspension": "http://testserver/badges/status/1/suspension",
    }
    assert claims(badge)["credentialSchema"] and "credentialSchema" not in document  # it lets there be one list
    assert document["proof"][0]["verificationMethod"].startswith("did:web:testserver#z6Mk")


def test_every_word_of_the_document_is_signed(badge):
    """A term that no context knows would be left out of the signature without a word."""
    said = {name: value for name, value in json.loads(badge.document).items() if name != "proof"}
    options = {"documentLoader": document_loader()}

    read_back = jsonld.compact(jsonld.expand(said, options), said["@context"], options)

    assert sorted(_words(read_back)) == sorted(_words(said))


def _words(value):
    if isinstance(value, dict):
        for name, each in value.items():
            yield name
            yield from _words(each)
    elif isinstance(value, list):
        for each in value:
            yield from _words(each)
    else:
        yield str(value)


def test_no_word_of_a_document_can_be_changed(badge, verifier):
    verifier.fetch = cache(verifier.fetch)
    for place in range(3, len(badge.document), 397):
        symbol = "1" if badge.document[place] != "1" else "2"
        with pytest.raises((Refused, KeyError)):
            verifier.verify((badge.document[:place] + symbol + badge.document[place + 1 :]).encode(), now=NOON)


def test_nothing_is_fetched_to_sign(certificate, keys, monkeypatch):
    def refuse(*_arguments, **_options):
        raise AssertionError("the network is asked")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)

    assert make_badge(certificate=certificate, now=NOON).document


def test_a_token_of_somebody_elses_key_proves_nothing(badge, verifier):
    said = {key: value for key, value in claims(badge).items() if key not in {"iss", "jti", "sub", "nbf", "exp"}}
    forged = signed(said, parsed(new_file()))

    with pytest.raises(Refused, match="not the issuer's"):
        verifier.verify(forged.encode(), now=NOON)


# Words


def words(role, asked, *, course=False):
    source = {"course_id": 1} if course else {"event_id": 1}
    with override("en"):
        return achievements.criteria(CertificateRule(role=role, **source), asked)


def test_the_criteria_are_what_the_rule_asked_for():
    none = {"min_sessions": 0, "min_days": 0, "min_hours": 0}

    assert words(Role.PARTICIPANT, none) == ["Attend every session."]
    assert words(Role.PARTICIPANT, {**none, "min_sessions": 3, "min_hours": 1}) == [
        "Attend 3 sessions.",
        "Attend for 1 hour.",
    ]
    assert words(Role.PARTICIPANT, {}) == ["The school decides who has earned it."]
    assert words(Role.TRAINER, none)[0].startswith("Teach at it")


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ORGANIZATION])  # those have no badge
def test_of_an_event_it_says_what_was_attended(olena, event, session, template, keys, role):
    evidence = {"rule": {"min_sessions": 1, "min_days": 0, "min_hours": 0}, "sessions": 1, "days": 1, "hours": "2"}
    given = {"role": role, "evidence": evidence}
    certificate = issue_for_event(person=olena, event=event, template=template, now=NOON, **given)

    said = claims(make_badge(certificate=certificate, now=NOON))

    achievement, narrative = said["credentialSubject"]["achievement"], said["evidence"][0]["narrative"]
    if role != Role.PARTICIPANT:
        assert achievement["achievementType"] == "Award"
    else:
        assert achievement["achievementType"] == "ext:Attendance"
        assert achievement["criteria"]["narrative"] == "Attend 1 session."
        assert narrative == "Attended sessions: 1; days: 1; hours: 2."
    assert achievement["id"] == f"http://testserver/badges/event/{event.pk}/{role}/"

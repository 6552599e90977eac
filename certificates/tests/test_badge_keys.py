"""Keys live in one file; new ones sign, former ones still verify; what is wrong with the file is said."""

import io
import json
import stat

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.core.management import CommandError, call_command
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from certificates.badges import keys as badge_keys
from certificates.badges.checks import badges_have_keys
from certificates.badges.encoding import BASE58, base58, key_name
from certificates.badges.exceptions import ADVICE, WORDS, BadgesOff
from certificates.badges.issuer import did
from certificates.badges.keys import BLOCK, badges_are_on, key_ring, parsed
from certificates.badges.making import make_badge

from .conftest import NOON
from .verifier import from_base58


@pytest.fixture(autouse=True)
def short_keys(monkeypatch):
    """They are made in a moment."""
    monkeypatch.setattr(badge_keys, "RSA_BITS", badge_keys.SHORTEST)


def command(*options):
    said = io.StringIO()
    call_command("badge_keys", *options, stdout=said)
    return said.getvalue()


def test_the_first_keys_are_made_once_and_for_no_other_eyes(settings, tmp_path):
    path = tmp_path / "new" / "keys.pem"
    settings.BADGE_KEYS_FILE = str(path)

    said = command("--make")
    made = path.read_bytes()

    assert said.count("signs") == 2 and "did:web:testserver#z6Mk" in said
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert command("--make") == command() == said
    assert path.read_bytes() == made
    assert [each.name for each in path.parent.iterdir()] == ["keys.pem"]


def test_new_keys_sign_and_former_ones_keep_their_public_half_alone(keys):
    former = key_ring()

    said = command("--rotate")

    ring, text = key_ring(), keys.read_bytes()
    assert ring.rsa.public_key() not in former.public and ring.ed25519.public_key() not in former.public
    assert ring.public[2:] == former.public
    assert [block[1] for block in BLOCK.finditer(text)] == [b"PRIVATE KEY"] * 2 + [b"PUBLIC KEY"] * 2
    assert stat.S_IMODE(keys.stat().st_mode) == 0o600
    assert (said.count("signs"), said.count("former")) == (2, 2)


def test_a_badge_signed_by_a_former_key_is_valid_for_ever(badge, verifier):
    def found():
        return {verifier.verify(text.encode(), now=NOON)[1] for text in (badge.token, badge.document)}

    assert found() == {"valid"}

    for _time in range(2):
        command("--rotate")

    assert found() == {"valid"}
    assert len(key_ring().public) == 6


def test_a_badge_is_not_signed_anew_by_a_new_key(badge, certificate):
    command("--rotate")

    again = make_badge(certificate=certificate, now=NOON)
    assert (again.token, again.document) == (badge.token, badge.document)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (None, "missing"),
        (b"", "incomplete"),
        (b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "damaged"),
        (
            generate_private_key(SECP256R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
            "damaged",
        ),
    ],
    ids=["missing", "empty", "nonsense", "another kind"],
)
def test_what_is_wrong_with_the_file_is_said_with_what_to_do(settings, tmp_path, content, code):
    path = tmp_path / "keys.pem"
    settings.BADGE_KEYS_FILE = str(path)
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(BadgesOff) as off:
        key_ring()

    assert off.value.code == code
    assert (str(off.value), off.value.advice) == (WORDS[code], ADVICE[code])
    assert not badges_are_on()
    (message,) = badges_have_keys(None)
    assert (message.id, message.hint) == ("certificates.E001", off.value.advice)
    if code != "missing":
        with pytest.raises(CommandError, match="keys.pem"):
            command()


def test_a_rotation_spoils_no_file_that_it_cannot_read(settings, tmp_path):
    path = tmp_path / "keys.pem"
    settings.BADGE_KEYS_FILE = str(path)
    path.write_bytes(b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")
    before = path.read_bytes()

    with pytest.raises(CommandError):
        command("--rotate")

    assert path.read_bytes() == before


def test_without_a_setting_nothing_is_made_and_the_check_says_how(settings):
    settings.BADGE_KEYS_FILE = ""

    with pytest.raises(CommandError, match="BADGE_KEYS_FILE"):
        command("--make")
    assert [message.id for message in badges_have_keys(None)] == ["certificates.I001"]


def test_a_file_that_others_may_read_is_said(keys):
    assert badges_have_keys(None) == []

    keys.chmod(0o640)

    assert [message.id for message in badges_have_keys(None)] == ["certificates.W002"]


def test_private_keys_are_in_nothing_that_is_served(client, db, keys):
    for name in ("badge_did", "badge_jwks", "badge_issuer"):
        text = client.get(reverse(name)).content.decode()
        assert not {"d", "p", "q", "dp", "dq", "qi"} & set(_names(json.loads(text)))


def _names(value):
    if isinstance(value, dict):
        yield from value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else []:
        yield from _names(each)


def test_the_documents_name_the_same_keys(client, db, keys):
    command("--rotate")
    document = client.get("/.well-known/did.json").json()
    listed = client.get("/.well-known/jwks.json").json()["keys"]

    assert document["id"] == "did:web:testserver"
    ids = [method["id"] for method in document["verificationMethod"]]
    assert ids == document["assertionMethod"] == [key["kid"] for key in listed]
    assert len(set(ids)) == 4
    for method in document["verificationMethod"]:
        assert method["controller"] == document["id"]
        if method["type"] == "Multikey":
            assert method["id"] == f"{document['id']}#{method['publicKeyMultibase']}"
            assert _ed25519(method["publicKeyMultibase"]) in key_ring().public


def _ed25519(multibase):
    number = 0
    for symbol in multibase[1:]:
        number = number * 58 + BASE58.index(symbol)
    data = number.to_bytes(34)
    assert (multibase[0], data[:2]) == ("z", b"\xed\x01")
    return Ed25519PublicKey.from_public_bytes(data[2:])


def test_a_port_is_written_as_did_web_asks(settings):
    settings.SITE_URL = "http://localhost:8000"

    assert did() == "did:web:localhost%3A8000"


def test_a_key_has_its_name_of_itself(pem):
    first, again = parsed(pem), parsed(pem)

    assert [key_name(key) for key in first.public] == [key_name(key) for key in again.public]


@given(st.binary(max_size=40))
def test_base58_is_read_back_with_its_leading_zeros(data):
    text = base58(data)

    assert set(text) <= set(BASE58)
    assert from_base58(text) == data


def test_base58_as_others_write_it():
    assert base58(b"Hello World!") == "2NEpo7TZRRrLZSi2U"
    assert base58(bytes.fromhex("0000287fb4cd")) == "11233QC4"


@pytest.mark.parametrize("name", ["badge_did", "badge_jwks", "badge_issuer", "badge_status"])
def test_without_keys_there_is_nothing_to_fetch(client, db, name):
    assert client.get(reverse(name, args=[1] if name == "badge_status" else [])).status_code == 404

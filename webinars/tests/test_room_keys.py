"""Tokens signed with a private key, whose public half the room server fetches from us."""

import hashlib

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from django.core.exceptions import ImproperlyConfigured

from .tickets import DOORS, NOW, ROOM, jitsi, join

pytestmark = pytest.mark.django_db
KEYS = "/jitsi/keys/{}.pem"


def written(key, path):
    text = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(text)
    return str(path)


@pytest.fixture(scope="module")
def key_file(tmp_path_factory):
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return written(key, tmp_path_factory.mktemp("keys") / "jitsi.pem")


def options(key_file, **changes):
    return {"app_secret": "", "private_key_file": key_file, "key_id": "school-2027", **changes}


@pytest.fixture
def connected(settings, key_file):
    values = {"url": "https://meet.school.test", "app_id": "school", **options(key_file)}
    settings.WEBINAR_ROOMS = {"BACKEND": "webinars.rooms.jitsi.JitsiRooms", "OPTIONS": values}


def name_of(key_id):
    return hashlib.sha256(key_id.encode()).hexdigest()


def test_the_server_checks_a_token_with_the_key_it_fetches(client, connected, key_file):
    token = join(jitsi(**options(key_file))).jwt
    header = jwt.get_unverified_header(token)
    assert header == {"alg": "RS256", "typ": "JWT", "kid": "school-2027"}

    answer = client.get(KEYS.format(name_of(header["kid"])))

    assert (answer.status_code, answer["Content-Type"]) == (200, "application/x-pem-file")
    assert set(answer["Cache-Control"].split(", ")) == {"public", "max-age=300"}
    assert b"PRIVATE" not in answer.content
    claims = jwt.decode(
        token,
        answer.content,
        algorithms=["RS256"],
        audience="jitsi",
        options={"verify_exp": False, "verify_nbf": False, "verify_iat": False},
    )
    assert (claims["room"], claims["nbf"]) == (ROOM, int(NOW.timestamp()) - 60)
    assert DOORS < NOW


def test_another_key_does_not_do(client, connected, key_file):
    token = join(jitsi(**options(key_file))).jwt
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048).public_key()

    with pytest.raises(jwt.InvalidSignatureError):
        jwt.decode(token, other, algorithms=["RS256"], audience="jitsi")


@pytest.mark.parametrize("name", [name_of("other"), "school-2027", name_of("school-2027").upper()])
def test_other_names_have_no_key(client, connected, name):
    assert client.get(KEYS.format(name)).status_code == 404


def test_with_a_shared_secret_there_is_no_key_to_give(client):
    assert client.get(KEYS.format(name_of("school"))).status_code == 404


@pytest.mark.parametrize("changes", [{"app_secret": "x" * 40}, {"key_id": ""}, {"private_key_file": "/nowhere.pem"}])
def test_half_a_key_is_refused(key_file, changes):
    with pytest.raises(ImproperlyConfigured):
        jitsi(**options(key_file, **changes))


@pytest.mark.parametrize(
    "key",
    [
        rsa.generate_private_key(public_exponent=65537, key_size=1024),
        ec.generate_private_key(ec.SECP256R1()),
    ],
    ids=["short", "elliptic"],
)
def test_a_weak_or_another_kind_of_key_is_refused(key, tmp_path):
    with pytest.raises(ImproperlyConfigured):
        jitsi(**options(written(key, tmp_path / "key.pem")))


def test_the_key_is_not_printed(key_file):
    server = jitsi(**options(key_file))

    assert "PRIVATE" not in f"{server!r} {vars(server)!r}"

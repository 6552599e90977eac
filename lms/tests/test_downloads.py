"""What a document answers with can be read by every client, and cut into ranges by the server in front."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage

from content.models import SiteDocument

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(monkeypatch, tmp_path):
    """A document in a file on disk, long enough to be worth compressing."""
    monkeypatch.setattr(SiteDocument._meta.get_field("file"), "storage", FileSystemStorage(location=tmp_path))
    document = SiteDocument(title="Кошторис", file=ContentFile(b"one,two\n" * 500, name="koshtorys.csv"))
    document.save()
    return document


def test_document_is_sent_as_it_is_with_its_length(client, document):
    response = client.get(document.url, headers={"accept-encoding": "gzip"})

    assert b"".join(response.streaming_content) == b"one,two\n" * 500
    assert response["Content-Length"] == "4000"
    assert "Content-Encoding" not in response.headers


def test_pages_are_compressed_all_the_same(client):
    response = client.get("/account/login/", follow=True, headers={"accept-encoding": "gzip"})

    assert response["Content-Encoding"] == "gzip"

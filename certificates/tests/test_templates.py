"""Templates in the admin: a live preview, a check before saving, and no effect on what was issued."""

import base64
import io
import re

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from certificates.archive import pdf_of
from certificates.drawing import draw
from certificates.issuing import issue_for_course
from certificates.models import LOGOS, CertificateRule, CertificateTemplate
from certificates.previewing import LONGEST, USUAL, check, preview
from certificates.printable import CertificateTextError
from content.models import SiteImage
from people.models import User

from .conftest import NOON, new_renditions
from .samples import one_line, png, poppler

pytestmark = new_renditions
NAME = "wagtailsnippets_certificates_certificatetemplate"


def fields(**changes):
    return {
        "name": "Килим",
        "language": "uk",
        "title": "Сертифікат",
        "statement": "за успішне завершення курсу",
        "body": "",
        "issuer": "Школа",
        **dict.fromkeys(LOGOS, ""),
        "acknowledgement": "",
        "signatory": "Ірина Савчук",
        "signatory_role": "координаторка",
        "signature": "",
        **{f"{field}{end}": "" for field in ("signatory", "signatory_role", "signature") for end in ("_2", "_3")},
        "kilim_seed": "school",
        "accent": "#24468f",
        "own_accent": "",
        "background": "",
        "seal": "",
        "format": "a4",
        "qr_place": "right",
        "number_place": "beside",
        "valid_months": "0",
        **changes,
    }


def sent(**changes):
    """What is sent for review is checked; a draft need not be whole."""
    return fields(**changes, **{"action-submit": "1"})


def uploaded(data, name="Підпис.png", size=(300, 100)):
    return SiteImage.objects.create(title=name, file=ContentFile(data, name=name), width=size[0], height=size[1])


def test_an_administrator_writes_a_template(admin):
    response = admin.post(reverse(f"{NAME}:add"), sent(signature=uploaded(png()).pk))

    assert response["Location"] == reverse(f"{NAME}:list")
    assert CertificateTemplate.objects.get().signature.title == "Підпис.png"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": "Сертифікат 🌻"}, "title"),
        ({"statement": "засвідчує 🌻"}, "statement"),
        ({"issuer": "Щ" * 150}, "issuer"),
        ({"acknowledgement": "Щ" * 200}, "acknowledgement"),
        ({"signatory": "Ю" * 100}, "signatory"),
        ({"signatory_role": "שלום"}, "signatory"),
    ],
)
def test_what_could_not_be_printed_is_said_before_anybody_is_refused(admin, template, changes, field):
    response = admin.post(reverse(f"{NAME}:edit", args=[template.pk]), sent(**changes))

    assert list(response.context["form"].errors) == [field]
    template.refresh_from_db()
    assert template.issuer == "Школа"


def test_three_may_sign_and_each_has_their_own_signature(admin, olena, course):
    pictures = [png(size=(300, 100 + number)) for number in range(3)]
    first, second, third = (uploaded(data, f"{number}.png").pk for number, data in enumerate(pictures))
    signed = {"signatory_2": "Оксана Левчук", "signature_2": second, "signatory_3": "Тарас", "signature_3": third}

    admin.post(reverse(f"{NAME}:add"), fields(signature=first, **signed, signatory_role_3="голова"))
    CertificateTemplate.objects.get().latest_revision.publish()

    certificate = issue_for_course(
        person=olena, course=course, template=CertificateTemplate.objects.get(), now=timezone.now()
    )
    says = certificate.statement
    assert [(one["name"], one["role"]) for one in says["signatories"]] == [
        ("Ірина Савчук", "координаторка"),
        ("Оксана Левчук", ""),
        ("Тарас", "голова"),
    ]
    assert sorted(says["pictures"]) == ["signature", "signature_2", "signature_3"]
    assert "Оксана Левчук" in one_line(pdf_of(certificate))
    assert {100, 101, 102} <= heights_of_pictures(pdf_of(certificate))


def heights_of_pictures(pdf):
    """In pixels, of the pictures in a file."""
    listed = poppler("pdfimages", "-list", "-", source=pdf).decode().splitlines()[2:]
    return {int(line.split()[4]) for line in listed}


@pytest.mark.parametrize("end", ["_2", "_3"])
@pytest.mark.parametrize("what", ["signatory_role", "signature"])
def test_a_position_or_a_signature_without_a_name_is_asked_about(admin, template, end, what):
    value = uploaded(png()).pk if what == "signature" else "голова"

    response = admin.post(reverse(f"{NAME}:edit", args=[template.pk]), sent(**{f"{what}{end}": value}))

    assert list(response.context["form"].errors) == [f"signatory{end}"]


def test_a_certificate_from_before_there_could_be_several_is_drawn_as_it_was(olena, course, template):
    certificate = issue_for_course(person=olena, course=course, template=template, now=NOON)
    says = {name: value for name, value in certificate.statement.items() if name != "signatories"}
    former = says | {"signatory": "Ірина Савчук", "signatory_role": "координаторка"}

    assert draw(former, {}) == pdf_of(certificate)


def test_a_picture_that_cannot_be_printed_is_said_beside_it(admin):
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="100"></svg>'

    response = admin.post(reverse(f"{NAME}:add"), sent(signature=uploaded(drawing, "Підпис.svg").pk))

    assert list(response.context["form"].errors) == ["signature"]


def test_editing_a_template_changes_nothing_that_was_issued(admin, olena, course, template):
    certificate = issue_for_course(person=olena, course=course, template=template, now=NOON)
    certificate.refresh_from_db()
    before = certificate.statement, certificate.pdf_sha256, pdf_of(certificate)

    changes = {"title": "Диплом", "issuer": "Інша школа", "signatory": "Хтось", "kilim_seed": "інший"}
    response = admin.post(reverse(f"{NAME}:edit", args=[template.pk]), fields(**changes, language="en"))
    template.refresh_from_db()
    template.latest_revision.publish()

    assert response.status_code == 302
    assert CertificateTemplate.objects.get().title == "Диплом"
    certificate.refresh_from_db()
    assert (certificate.statement, certificate.pdf_sha256, pdf_of(certificate)) == before


def shown(response):
    """The picture inside the preview."""
    source = re.search(r'<img src="data:image/png;base64,([^"]+)"', response.content.decode())[1]
    with Image.open(io.BytesIO(base64.b64decode(source))) as picture:
        picture.load()
        return picture


def test_the_preview_shows_what_is_typed_and_saves_nothing(admin, template):
    url = reverse(f"{NAME}:preview_on_edit", args=[template.pk])
    posted = admin.post(url, fields(title="Диплом"))
    first = shown(admin.get(url, {"mode": ""}))
    admin.post(url, fields(title="Подяка"))
    second = shown(admin.get(url, {"mode": ""}))

    assert posted.json() == {"is_valid": True, "is_available": True}
    assert first.size == (1684, 1191)
    assert first.tobytes() != second.tobytes()
    template.refresh_from_db()
    assert template.title == "Сертифікат"


def test_the_preview_of_a_new_template_begins_before_everything_is_written(admin):
    url = reverse(f"{NAME}:preview_on_add")
    posted = admin.post(url, fields(issuer="", signatory="", signatory_role=""))

    assert posted.json()["is_available"]
    assert shown(admin.get(url, {"mode": "long"})).size == (1684, 1191)


def test_the_preview_keeps_to_the_policy_of_the_site(admin, template):
    url = reverse(f"{NAME}:preview_on_edit", args=[template.pk])
    admin.post(url, fields())
    response = admin.get(url, {"mode": ""})
    page = response.content.decode()

    assert "img-src 'self' data:" in response["Content-Security-Policy"]
    assert not re.search(r"<style|<script| style=| on\w+=", page)
    assert f'alt="Сертифікат for {USUAL}"' in page


def test_the_preview_says_in_words_why_it_cannot_be_drawn(template):
    template.title = "Сертифікат 🌻"

    (sheet,) = preview(template).sheets

    assert (sheet.source, "🌻" in sheet.problem) == ("", True)


@pytest.mark.parametrize("mode", ["", "long", "other"])
@pytest.mark.parametrize("language", ["uk", "en"])
def test_every_mode_draws_in_every_language(template, mode, language):
    template.language = language

    (sheet,) = preview(template, mode=mode).sheets

    assert sheet.source.startswith("data:image/png;base64,")


def test_the_very_long_name_is_longer_than_a_line():
    assert len(LONGEST) > 70 > len(USUAL)


def test_the_check_is_the_drawing_itself(template):
    check(template)
    template.signatory = "🌻"

    with pytest.raises(CertificateTextError):
        check(template)


@pytest.mark.parametrize("user_of", ["certificate", "rule"])
def test_a_template_in_use_is_not_deleted_even_by_a_superuser(client, olena, course, template, user_of):
    client.force_login(User.objects.create_superuser("root@example.org"))
    if user_of == "certificate":
        issue_for_course(person=olena, course=course, template=template, now=NOON)
    else:
        CertificateRule.objects.create(course=course, template=template)

    response = client.post(reverse(f"{NAME}:delete", args=[template.pk]), follow=True)

    assert response.redirect_chain == [(reverse(f"{NAME}:edit", args=[template.pk]), 302)]
    assert "There are records about this" in response.content.decode()
    assert CertificateTemplate.objects.filter(pk=template.pk).exists()


def test_a_picture_in_use_is_not_deleted(client, template):
    client.force_login(User.objects.create_superuser("root@example.org"))
    template.signature = uploaded(png())
    template.save()

    response = client.post(reverse("wagtailimages:delete", args=[template.signature.pk]))

    assert response.status_code in {302, 403}
    assert SiteImage.objects.filter(pk=template.signature.pk).exists()

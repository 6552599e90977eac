"""A course with one of everything that travels in a file, and the way there and back."""

import io
import json
import zipfile

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.utils import timezone

from content.models import SiteDocument, SiteImage, Topic
from courses.formats.tests.strategies import png
from courses.models import BankQuestion, CatalogPage, CourseImport, CoursePage, QuestionCategory
from courses.parcels.bringing import bring, confirm
from courses.parcels.packing import packed, write
from people.models import User

from .factories import make_catalog, make_course, make_lesson, make_module, make_question, make_quiz
from .test_assignments import make_assignment


def make_image(*, colour="red", title="Герб", credit="Олена Коваль, CC BY"):
    image = SiteImage(title=title, credit=credit, focal_point_x=1, focal_point_y=1)
    image.focal_point_width = image.focal_point_height = 1
    image.file = ImageFile(io.BytesIO(png(colour)), name="herb.png")
    image.save()
    return image


def make_document(*, title="Пам’ятка", content=b"%PDF-1.4 text"):
    return SiteDocument.objects.create(title=title, file=ContentFile(content, name="pam.pdf"))


def make_full_course():
    """Two modules; a lesson with every kind of block, a quiz that asks a question and a shelf, an assignment, links."""
    topic = Topic.objects.create(name="Бюджет", name_en="Budget", slug="budget")
    course = make_course(slug="biudzhet", topic=topic, pass_mark=60, lead="Навчимося <читати> бюджет.")
    first, second = make_module(course, slug="pershyi"), make_module(course, slug="druhyi", lead="Далі.")
    lesson = make_lesson(second, slug="dali", title="Далі", minutes=5)
    image, file = make_image(), make_document()
    make_lesson(first, slug="vse", body=json.dumps(everything(image, file, lesson)))
    test = make_quiz(first, slug="test", title="Перевірка", questions=[_question(image)], pass_percent=80)
    make_quiz(second, slug="pislia", title="Після", pre_test=test, draws=[(_shelf(), 2)], questions=[])
    make_assignment(second, slug="lyst", rubric={"Зміст": [0, 5], "Мова": [0, 5]}, peer_readers=2)
    return CoursePage.objects.get(pk=course.pk)


def _question(image):
    picture = f'<embed alt="Щит &quot;з&quot; левом" embedtype="image" format="fullwidth" id="{image.pk}"/>'
    question = make_question(f"Чий це герб?</p><p>{picture}", points=2)
    question.tags.set(["герби", "влада"])
    return question


def _shelf():
    make_question("Хто рахує?", kind="multiple", right=("Рада", "Голова"), wrong=("Суд",), name="Рахують")
    return BankQuestion.objects.get(name="Рахують").category


def everything(image, file, lesson):
    """A row of each kind of block, as Wagtail keeps them."""
    link = f'<a id="{lesson.pk}" linktype="page">далі</a>, <a id="{file.pk}" linktype="document">файл</a>'
    words = f'<p data-block-key="a1b2c">Про <b>гроші</b>: {link}, <a href="https://example.org/?a=1&amp;b">де</a></p>'
    options = [{"text": "Рада", "right": True, "explanation": ""}, {"text": "Суд", "right": False, "explanation": "Ні"}]
    rows = [
        ("heading", {"text": "Куди йдуть гроші", "level": "h3"}),
        ("text", words),
        ("note", {"term": "Субвенція", "text": "Гроші з іншого бюджету."}),
        ("quote", {"text": "Бюджет — це розмова.", "who": "Оксана", "role": ""}),
        ("table", {"columns": [{"type": "text", "heading": "Рік"}], "rows": [{"values": ["2026"]}], "caption": "Роки"}),
        ("image", {"image": image.pk, "alt": "Герб", "caption": ""}),
        ("audio", {"title": "Голос", "minutes": 3, "file": file.pk, "transcript": "<p>Слова</p>"}),
        ("video", {"title": "Фільм", "minutes": None, "small": file.pk, "external_url": "https://example.org/v"}),
        ("file", {"title": "Пам’ятка", "document": file.pk}),
        ("check", {"question": "Хто?", "options": [{"type": "item", "value": one, "id": str(n)} for n, one in
                                                   enumerate(options)]}),
    ]  # fmt: skip
    return [{"type": kind, "value": value, "id": f"b-{number}"} for number, (kind, value) in enumerate(rows)]


def superuser():
    return User.objects.filter(is_superuser=True).first() or User.objects.create_superuser("boss@example.org")


def parcel_of(course):
    """The bytes of the file of ``course``."""
    with write(packed(course, by=superuser()), by=superuser()) as file:
        return file.read()


def manifest_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return json.loads(archive.read("course.json"))


def changed(data, change):
    """``data`` with what ``change`` makes of its manifest; its files stay."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as made:
        for name in archive.namelist():
            content = archive.read(name)
            made.writestr(name, json.dumps(change(json.loads(content))) if name == "course.json" else content)
    return out.getvalue()


def forget(course):
    """An empty site again: nothing of the course is left but the catalog."""
    course.delete()
    BankQuestion.objects.all().delete()
    while leaves := QuestionCategory.objects.filter(children=None):
        leaves.delete()
    for model in (SiteImage, SiteDocument, Topic, CourseImport):
        model.objects.all().delete()


def bring_in(data, *, by=None):
    return bring(catalog=make_catalog(), name="a.zip", file=ContentFile(data), by=by or superuser(), now=timezone.now())


def make_of(data):
    """The course that is made of a file."""
    imported = confirm(imported=bring_in(data), by=superuser(), now=timezone.now())
    return CoursePage.objects.get(pk=CourseImport.objects.get(pk=imported.pk).course_id)


def catalog():
    return CatalogPage.objects.get()

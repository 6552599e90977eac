"""Files that mean harm, or nothing at all: refused in words, soon, and without much memory."""

import io
import time
import tracemalloc
import zipfile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from courses.exceptions import ImportRefused
from courses.formats import aiken, base, gift, moodle_xml, qti
from courses.questions.values import ALL, Description, File, Option, SingleChoice

from .strategies import png
from .test_samples import SAMPLES

READERS = {"gift": gift, "moodle_xml": moodle_xml, "aiken": aiken, "qti": qti}
FAST = settings(max_examples=80)
SECONDS, MEGABYTES = 20, 400  # generous: the machine may be slow; a bomb takes minutes and gigabytes
BILLION = b"""<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><quiz><question type="essay"><name><text>&c;</text></name></question></quiz>"""
OUTSIDE = b"""<!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz><question type="essay"><questiontext>
<text>&x;</text></questiontext></question></quiz>"""


def parses_or_refuses(form, data):
    try:
        parsed = form.read(data)
    except ImportRefused as refusal:
        assert str(refusal)
    else:
        assert len(parsed.lines) == len(parsed.questions)
        assert all(str(problem) for problem in parsed.problems)


@pytest.mark.parametrize("form", READERS.values(), ids=READERS)
@FAST
@given(st.one_of(st.binary(max_size=400), st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))))
@example(b"")
@example(b"\xff\xfe")
@example(b"PK\x03\x04")
@example(b"{")
def test_any_bytes_are_read_or_refused(form, data):
    parses_or_refuses(form, data)


GIFT_PIECES = [
    "{",
    "}",
    "=",
    "~",
    "#",
    "::",
    "%50%",
    "%",
    "->",
    "\n",
    "\n\n",
    "####",
    "//",
    "\\",
    "T",
    "1..5",
    ":",
    "[markdown]",
    "a*b_",
    "$CATEGORY:/",
]
XML_PIECES = [
    "<answer fraction='x'>",
    "</answer>",
    "<text>1</text>",
    "<questiontext format='markdown'><text>{1:NM:=a}{{1}}[[1]]</text></questiontext>",
    "<answer fraction='100'><text>-</text></answer>",
    "<subquestion/>",
    "<file name='../x' encoding='base64'>!</file>",
    "<units><unit><multiplier>0</multiplier><unit_name>m</unit_name></unit></units>",
    "<defaultgrade>1e99</defaultgrade>",
    "<dragbox/>",
    "<tags><tag/></tags>",
    "<hint/>",
]
ITEM_PIECES = [
    "<responseDeclaration cardinality='multiple'><mapping><mapEntry mapKey='a' mappedValue='-3'/></mapping>"
    "</responseDeclaration>",
    "<responseDeclaration baseType='float'><correctResponse><value>x</value></correctResponse></responseDeclaration>",
    "<itemBody><choiceInteraction><simpleChoice/></choiceInteraction></itemBody>",
    "<itemBody><p>a<textEntryInteraction/></p></itemBody>",
    "<itemBody><matchInteraction><simpleMatchSet/><simpleMatchSet/></matchInteraction></itemBody>",
    "<itemBody><img src='..'/><orderInteraction/></itemBody>",
    "<itemBody><rubricBlock/><extendedTextInteraction/></itemBody>",
    "<itemBody>{{1}}<inlineChoiceInteraction responseIdentifier='R'><inlineChoice identifier='a'>{{</inlineChoice>"
    "<inlineChoice/></inlineChoiceInteraction><textEntryInteraction responseIdentifier='S'/></itemBody>",
    "<responseDeclaration identifier='R'><mapping><mapEntry mapKey='a' mappedValue='-1'/></mapping>"
    "</responseDeclaration><responseDeclaration identifier='S' baseType='float'/>",
    "<outcomeDeclaration identifier='R_SCORE' normalMaximum='0'/>",
    "<responseProcessing><responseIf><equal tolerance=''/></responseIf></responseProcessing>",
    "<outcomeDeclaration identifier='MAXSCORE'><defaultValue><value>0</value></defaultValue></outcomeDeclaration>",
]


def put_together(pieces):
    return st.lists(st.one_of(st.sampled_from(pieces)), max_size=12).map("".join)


@FAST
@given(put_together(GIFT_PIECES))
def test_any_gift_is_read_or_refused(text):
    parses_or_refuses(gift, text.encode())


@FAST
@given(st.sampled_from(sorted(moodle_xml.KINDS)), put_together(XML_PIECES))
def test_any_moodle_xml_is_read_or_refused(kind, text):
    parses_or_refuses(moodle_xml, f"<quiz><question type='{kind}'>{text}</question></quiz>".encode())


@FAST
@given(put_together(ITEM_PIECES))
def test_any_item_is_read_or_refused(text):
    parses_or_refuses(qti, f"<assessmentItem>{text}</assessmentItem>".encode())


@pytest.mark.parametrize("path", sorted(SAMPLES.iterdir()), ids=lambda path: path.name)
@settings(max_examples=10)
@given(place=st.floats(0, 1), piece=st.binary(max_size=4))
def test_a_damaged_sample_is_read_or_refused(path, place, piece):
    data = path.read_bytes()
    cut = int(place * len(data))
    form = {".gift": gift, ".xml": moodle_xml, ".txt": aiken}[path.suffix]

    parses_or_refuses(form, data[:cut] + piece + data[cut + 1 :])
    parses_or_refuses(form, data[:cut])


@pytest.mark.parametrize("data", [BILLION, OUTSIDE], ids=["bomb", "outside"])
@pytest.mark.parametrize("form", [moodle_xml, qti], ids=["moodle_xml", "qti"])
def test_entities_are_refused(form, data):
    with pytest.raises(ImportRefused, match="entities"):
        form.read(data)


@pytest.mark.parametrize("size", [base.LARGEST + 1, 100_000_000], ids=["one byte too many", "100 MB"])
@pytest.mark.parametrize("form", READERS.values(), ids=READERS)
def test_a_huge_file_is_refused_by_its_size_at_once(form, size):
    data, begun = bytes(size), time.process_time()
    tracemalloc.start()

    with pytest.raises(ImportRefused, match="20 MB"):
        form.read(data)

    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 1_000_000
    assert time.process_time() - begun < 1


TEXT = b"<quiz><question type='cloze'><questiontext><text>%s</text></questiontext></question></quiz>"
MANY = {
    "deep": (moodle_xml, b"<quiz>" + b"<a>" * 100_000),
    "wide": (moodle_xml, b"<quiz>" + b"<question type='essay'/>" * 300_000 + b"</quiz>"),
    "tags": (moodle_xml, TEXT % (b"&lt;b>" * 20_000)),
    "gaps": (moodle_xml, TEXT % (b"{1:SA:=a}" * 30_000)),
    "answers": (gift, b"q{" + b"=a" * 2_000_000 + b"}"),
    "braces": (gift, b"{" * 5_000_000),
    "lines": (gift, b"a{T}\n\n" * 100_000),
    "marks": (gift, b"//" + b"[id:" * 500_000),
    "escapes": (gift, b"\\" * 1_000_000),
    "comments": (gift, b"q <!--" * 40_000 + b"{T}"),
    "options": (aiken, b"A. x\n" * 500_000 + b"ANSWER: A"),
    "blanks": (
        qti,
        b"<assessmentItem><itemBody>" + b"<textEntryInteraction/>" * 100_000 + b"</itemBody></assessmentItem>",
    ),
}


@pytest.mark.parametrize("name", MANY)
def test_time_is_bounded(name):
    begun = time.process_time()

    parses_or_refuses(*MANY[name])

    assert time.process_time() - begun < SECONDS


@pytest.mark.parametrize("name", ["deep", "wide", "tags", "gaps", "answers", "options", "blanks"])
def test_memory_is_bounded(name):
    tracemalloc.start()

    parses_or_refuses(*MANY[name])

    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < MEGABYTES * 1_000_000


def archive_of(**parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "."), content)
    return file.getvalue()


def test_a_bomb_of_an_archive_is_refused_before_it_is_unpacked():
    with pytest.raises(ImportRefused, match="too large"):
        qti.read(archive_of(imsmanifest__xml=b" " * 150_000_000))


def wide_pictures(number):
    """Pictures of few bytes and twelve million points each."""
    file = io.BytesIO()
    Image.new("L", (4000, 3000)).save(file, "PNG")
    assert len(file.getvalue()) < 20_000
    return [File(name=f"{place}.png", content=file.getvalue()) for place in range(number)]


@pytest.mark.parametrize("form", [moodle_xml, qti], ids=["moodle_xml", "qti"])
def test_pictures_that_take_too_long_to_draw_are_refused_together(form):
    questions = [
        Description(text=f'<img alt="a" src="file:{file.name}"/>', files=(file,)) for file in wide_pictures(40)
    ]
    data, begun = form.write(questions).content, time.process_time()

    with pytest.raises(ImportRefused, match="pictures of this file"):
        form.read(data)

    assert time.process_time() - begun < SECONDS
    assert len(form.read(form.write(questions[:2]).content).questions) == 2


def test_an_archive_without_a_manifest_or_broken_is_refused():
    with pytest.raises(ImportRefused, match="no QTI package"):
        qti.read(archive_of(a__xml="<a/>"))
    with pytest.raises(ImportRefused, match="damaged"):
        qti.read(archive_of(imsmanifest__xml="<a/>")[:40])


def test_an_item_outside_the_archive_is_not_looked_for():
    manifest = "<m><resources><resource type='imsqti_item_xmlv2p1' href='../../../etc/passwd'/></resources></m>"

    parsed = qti.read(archive_of(imsmanifest__xml=manifest))

    assert [(problem.line, problem.code) for problem in parsed.problems] == [(1, "item")]


@pytest.mark.parametrize("form", [moodle_xml, qti], ids=["moodle_xml", "qti"])
def test_pictures_go_out_and_come_back_where_they_are_shown(form):
    question = SingleChoice(
        text='<p>Що це? <img alt="Герб" src="file:герб.png"/></p>',
        options=(Option(text='<img src="file:b.png"/>', share=ALL), Option(text="ні")),
        files=(File(name="b.png", content=png("red")), File(name="герб.png", content=png("navy"))),
    )

    written = form.write([question])

    assert form.read(written.content).questions == (question,)
    assert written.problems == ()


def test_two_pictures_of_one_name_stay_two():
    first, second = (moodle_xml.write([question]).content for question in [_shows("red"), _shows("navy")])
    texts = [data.split(b"<questiontext", 1)[1].split(b"</questiontext>")[0] for data in (first, second)]
    parts = b"<questiontext%s</questiontext><generalfeedback%s</generalfeedback>" % tuple(texts)

    question = moodle_xml.read(b"<quiz><question type='description'>%s</question></quiz>" % parts).questions[0]

    assert (question.text, question.feedback) == ('<img src="file:a.png"/>', '<img src="file:a-2.png"/>')
    assert [file.content for file in question.files] == [png("navy"), png("red")]  # by name: «a-2» stands before «a.»


def _shows(colour):
    picture = File(name="a.png", content=png(colour))
    return SingleChoice(
        text='<img src="file:a.png"/>', options=(Option(text="x"), Option(text="y", share=ALL)), files=(picture,)
    )

"""Items of QTI 2.x as other systems write them: prompts, blanks within sentences, mappings without a maximum."""

import io
import zipfile
from decimal import Decimal

import pytest

from courses.formats import qti
from courses.questions.values import ALL, NOTHING, NumericOption, Option, Pair, Scoring

from .strategies import png

HEAD = 'xmlns="http://www.imsglobal.org/xsd/imsqti_v2p2" identifier="i" adaptive="false" timeDependent="false"'
CHOICE = """<responseDeclaration identifier="RESPONSE" cardinality="single" baseType="identifier">
<correctResponse><value>B</value></correctResponse></responseDeclaration>
<itemBody><p>Дивіться <img src="images/a.png" alt="Герб"/>.</p>
<choiceInteraction responseIdentifier="RESPONSE" shuffle="false" maxChoices="1"><prompt>Чий це <b>герб</b>?</prompt>
<simpleChoice identifier="A">Львова</simpleChoice>
<simpleChoice identifier="B">Києва<feedbackInline identifier="B">Так.</feedbackInline></simpleChoice>
</choiceInteraction></itemBody>"""
SEVERAL = """<responseDeclaration identifier="RESPONSE" cardinality="multiple" baseType="identifier">
<correctResponse><value>A</value><value>B</value></correctResponse>
%s</responseDeclaration><itemBody><choiceInteraction responseIdentifier="RESPONSE" maxChoices="0">
<prompt>Які це ради?</prompt><simpleChoice identifier="A">сільська</simpleChoice>
<simpleChoice identifier="B">районна</simpleChoice><simpleChoice identifier="C">наглядова</simpleChoice>
</choiceInteraction></itemBody>"""
MAPPING = """<mapping defaultValue="0" lowerBound="0"><mapEntry mapKey="A" mappedValue="2"/>
<mapEntry mapKey="B" mappedValue="1"/><mapEntry mapKey="C" mappedValue="-1"/></mapping>"""
BLANK = """<responseDeclaration identifier="RESPONSE" cardinality="single" baseType="string">
<correctResponse><value>Київ</value></correctResponse></responseDeclaration>
<itemBody><p>Столиця – <textEntryInteraction responseIdentifier="RESPONSE"/>, місто на Дніпрі.</p></itemBody>"""
NUMBER = """<responseDeclaration identifier="RESPONSE" cardinality="single" baseType="integer">
<correctResponse><value>1996</value></correctResponse></responseDeclaration>
<itemBody><div>Рік?</div><p><textEntryInteraction responseIdentifier="RESPONSE"/></p></itemBody>"""
MATCH = """<responseDeclaration identifier="RESPONSE" cardinality="multiple" baseType="directedPair">
<correctResponse><value>C R</value></correctResponse></responseDeclaration>
<itemBody><matchInteraction responseIdentifier="RESPONSE" shuffle="true"><prompt>Поєднайте.</prompt>
<simpleMatchSet><simpleAssociableChoice identifier="C" matchMax="1">рада</simpleAssociableChoice></simpleMatchSet>
<simpleMatchSet><simpleAssociableChoice identifier="R" matchMax="1">ухвалює</simpleAssociableChoice>
<simpleAssociableChoice identifier="P" matchMax="1">судить</simpleAssociableChoice></simpleMatchSet>
</matchInteraction></itemBody>"""
TWO = "<itemBody><p><textEntryInteraction/><textEntryInteraction/></p></itemBody>"
STRANGE = "<itemBody><hotspotInteraction/></itemBody>"


def item(body, title="Назва"):
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><assessmentItem {HEAD} title="{title}">{body}</assessmentItem>'.encode()
    )


def only(body):
    return qti.read(item(body)).questions[0]


def package(items, folder="", **others):
    file = io.BytesIO()
    listed = "".join(
        f'<resource type="imsqti_item_xmlv2p2" href="items/{number}.xml"/>' for number in range(len(items))
    )
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(f"{folder}imsmanifest.xml", f"<manifest><resources>{listed}</resources></manifest>")
        for number, body in enumerate(items):
            archive.writestr(f"{folder}items/{number}.xml", item(body))
        for name, content in others.items():
            archive.writestr(f"{folder}items/images/{name}.png", content)
    return file.getvalue()


def test_an_archive_is_read_from_its_manifest_with_pictures_beside_the_items():
    parsed = qti.read(package([CHOICE, STRANGE, NUMBER], folder="export/", a=png("red")))

    choice, number = parsed.questions
    assert choice.text == '<p>Дивіться <img alt="Герб" src="file:a.png"/>.</p>Чий це <strong>герб</strong>?'
    assert [file.content for file in choice.files] == [png("red")]
    assert (choice.name, choice.shuffle) == ("Назва", False)
    assert choice.options == (Option(text="Львова"), Option(text="Києва", share=ALL, feedback="Так."))
    assert number.answers == (NumericOption(value=Decimal(1996)),)
    assert [(problem.line, problem.code) for problem in parsed.problems] == [(2, "unknown_type")]


def test_a_picture_that_is_not_there_is_named():
    parsed = qti.read(package([CHOICE]))

    assert parsed.questions[0].files == ()
    assert [(problem.line, problem.code) for problem in parsed.problems] == [(1, "no_picture")]


def test_without_a_mapping_all_right_ones_must_be_chosen():
    question = only(SEVERAL % "")

    assert question.scoring is Scoring.EXACT
    assert [option.share for option in question.options] == [ALL, ALL, NOTHING]


def test_a_mapping_without_a_maximum_is_measured_by_its_best_answer():
    question = only(SEVERAL % MAPPING)

    assert question.scoring is Scoring.PARTIAL
    assert [option.share for option in question.options] == [100, 50, -50]


def test_a_gap_within_a_sentence_becomes_a_blank():
    question = only(BLANK)

    assert question.text == "<p>Столиця – _____, місто на Дніпрі.</p>"
    assert question.answers == (Option(text="Київ", share=ALL),)


def test_matching_keeps_what_matches_nothing():
    question = only(MATCH)

    assert (question.pairs, question.distractors) == ((Pair(prompt="рада", match="ухвалює"),), ("судить",))


@pytest.mark.parametrize("body", [TWO, STRANGE])
def test_an_item_of_another_kind_is_named_and_left_out(body):
    parsed = qti.read(item(body))

    assert (parsed.questions, [problem.code for problem in parsed.problems]) == ((), ["unknown_type"])

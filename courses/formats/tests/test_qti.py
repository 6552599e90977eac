"""Items of QTI 2.x as other systems write them: prompts, blanks within sentences, mappings without a maximum."""

import io
import zipfile
from decimal import Decimal

import pytest

from courses.formats import qti
from courses.formats.xml import tree_of
from courses.questions.values import (
    ALL,
    NOTHING,
    Cloze,
    MultipleChoice,
    Numeric,
    NumericOption,
    Option,
    Ordering,
    Pair,
    Scoring,
    SingleChoice,
)

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
GAPS = """<responseDeclaration identifier="R1" cardinality="single" baseType="identifier">
<correctResponse><value>B</value></correctResponse>
<mapping defaultValue="0"><mapEntry mapKey="B" mappedValue="2"/><mapEntry mapKey="A" mappedValue="1"/></mapping>
</responseDeclaration><responseDeclaration identifier="R2" cardinality="single" baseType="string">
<correctResponse><value>Рада</value></correctResponse></responseDeclaration>
<responseDeclaration identifier="R3" cardinality="single" baseType="float">
<correctResponse><value>14</value></correctResponse></responseDeclaration>
<itemBody><p>{{9}} Бюджет ухвалює <inlineChoiceInteraction responseIdentifier="R1" shuffle="true">
<inlineChoice identifier="A">голова</inlineChoice><inlineChoice identifier="B">рада &lt;села&gt;</inlineChoice>
</inlineChoiceInteraction>, тобто <textEntryInteraction responseIdentifier="R2"/>,</p>
<ul><li>за <textEntryInteraction responseIdentifier="R3"/> днів</li></ul></itemBody>"""
COMPOSITE = """<responseDeclaration identifier="R1" cardinality="multiple" baseType="identifier">
<correctResponse><value>A</value><value>B</value></correctResponse></responseDeclaration>
<responseDeclaration identifier="R2" cardinality="multiple" baseType="directedPair">
<correctResponse><value>P1 M1</value></correctResponse></responseDeclaration>
<responseDeclaration identifier="R3" cardinality="ordered" baseType="identifier">
<correctResponse><value>X</value><value>Y</value></correctResponse></responseDeclaration>
<responseDeclaration identifier="R4" cardinality="single" baseType="identifier">
<correctResponse><value>false</value></correctResponse></responseDeclaration>
<itemBody><p>Бюджет громади.</p><choiceInteraction responseIdentifier="R1" maxChoices="0"><prompt>Що є
<strong>доходом</strong>?</prompt><simpleChoice identifier="A">податки
<img src="images/a.png" alt="Знак"/></simpleChoice><simpleChoice identifier="B">дотації</simpleChoice>
<simpleChoice identifier="C">видатки</simpleChoice></choiceInteraction><div><matchInteraction
responseIdentifier="R2"><simpleMatchSet><simpleAssociableChoice identifier="P1">рада
</simpleAssociableChoice></simpleMatchSet><simpleMatchSet><simpleAssociableChoice identifier="M1">ухвалює
</simpleAssociableChoice></simpleMatchSet></matchInteraction></div>
<ul><li>Спершу <orderInteraction responseIdentifier="R3"><simpleChoice identifier="Y">звіт</simpleChoice>
<simpleChoice identifier="X">проєкт</simpleChoice></orderInteraction></li></ul>
<p>Це <inlineChoiceInteraction responseIdentifier="R4"><inlineChoice identifier="true">правда</inlineChoice>
<inlineChoice identifier="false">неправда</inlineChoice></inlineChoiceInteraction>.</p></itemBody>"""
TWO = "<itemBody><p><textEntryInteraction/><textEntryInteraction/></p></itemBody>"
MIXED = "<itemBody><p><textEntryInteraction/><hotspotInteraction/></p></itemBody>"
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


def test_several_gaps_within_a_text_are_a_cloze_with_their_weights():
    question = only(GAPS)

    choice, short, number = question.gaps
    assert question.text.startswith("<p>{ {9}} Бюджет ухвалює {{1}}, тобто {{2}},</p>")
    assert "<li>за {{3}} днів</li>" in question.text
    assert choice.options == (Option(text="голова", share=Decimal(50)), Option(text="рада &lt;села&gt;", share=ALL))
    assert (choice.points, choice.shuffle, short.points) == (2, True, 1)
    assert short.answers == (Option(text="Рада", share=ALL),)
    assert number.answers == (NumericOption(value=Decimal(14)),)


def test_an_item_of_several_interactions_is_a_cloze_with_gaps_of_their_kinds():
    question = qti.read(package([COMPOSITE], a=png("red"))).questions[0]

    several, pairs, items, truth = question.gaps
    assert (
        question.text.replace("\n", " ") == "<p>Бюджет громади.</p><p>Що є <strong>доходом</strong>? {{1}}</p>{{2}}"
        "<ul><li>Спершу {{3}}</li></ul><p>Це {{4}}.</p>"
    )
    assert (several.kind, several.scoring) == ("multiple", Scoring.EXACT)
    assert [option.share for option in several.options] == [ALL, ALL, NOTHING]
    assert several.options[0].text.endswith('src="file:a.png"/>') and question.files[0].content == png("red")
    assert pairs.pairs == (Pair(prompt="рада", match="ухвалює"),)
    assert items.items == ("проєкт", "звіт")
    assert (truth.kind, truth.right) == ("truefalse", False)


def test_gaps_that_are_blocks_never_stand_in_a_paragraph():
    several = MultipleChoice(text="", options=(Option(text="<b>a</b>", share=ALL), Option(text="b")))
    items = Ordering(text="", items=("a", "b"))
    question = Cloze(text="<p>Що {{1}} є?</p><ul><li>{{2}}</li></ul>", gaps=(several, items))

    with zipfile.ZipFile(io.BytesIO(qti.write([question]).content)) as archive:
        written = tree_of(archive.read("q0001.xml"))

    holders = {child.tag: parent.tag for parent in written.find("itemBody").iter() for child in parent}
    assert (holders["choiceInteraction"], holders["orderInteraction"]) == ("div", "li")
    match = written.find("responseProcessing/responseCondition/responseIf")
    assert match.find("match/correct").get("identifier") == "GAP2"
    assert match.findtext("setOutcomeValue/baseValue") == "1"
    assert written.find("responseProcessing/setOutcomeValue/mapResponse").get("identifier") == "GAP1"


def test_what_gaps_earn_is_brought_to_the_points_of_the_question():
    """As another system works it out: both gaps right are all points, the heavier one alone two thirds of them."""
    two = (Option(text="рада", share=ALL), Option(text="<b>голова</b>"))
    gaps = (
        SingleChoice(text="", options=two, points=Decimal(2)),
        Numeric(text="", answers=(NumericOption(value=Decimal(14)),)),
    )
    question = Cloze(text="<p>{{1}} за {{2}} днів</p>", gaps=gaps, points=Decimal(5))

    with zipfile.ZipFile(io.BytesIO(qti.write([question]).content)) as archive:
        written = tree_of(archive.read("q0001.xml"))

    order = [part.tag for part in written]
    assert order == sorted(
        order, key=["responseDeclaration", "outcomeDeclaration", "itemBody", "responseProcessing"].index
    )
    whole = written.find("responseProcessing/setOutcomeValue[@identifier='SCORE']/divide")
    assert [part.get("identifier") for part in whole.find("product/sum")] == ["GAP1_SCORE", "GAP2_SCORE"]
    assert (whole.findtext("product/baseValue"), whole.findtext("baseValue")) == ("5", "3")
    assert [one.get("mappedValue") for one in written.iter("mapEntry")] == ["2", "0"]
    assert [one.text for one in written.iter("inlineChoice")] == ["рада", "голова"]


@pytest.mark.parametrize(("body", "code"), [(TWO, "gap"), (MIXED, "unknown_type"), (STRANGE, "unknown_type")])
def test_an_item_of_another_kind_is_named_and_left_out(body, code):
    parsed = qti.read(item(body))

    assert (parsed.questions, [problem.code for problem in parsed.problems]) == ((), [code])


def test_a_gap_that_stands_nowhere_in_the_text_is_not_written():
    choice = SingleChoice(text="", options=(Option(text="a", share=ALL), Option(text="b")))

    assert [one.code for one in qti.write([Cloze(text="{{1}} {{1}}", gaps=(choice,))]).problems] == ["no_kind"]

"""Files as other systems write them, with the odd corners of their formats."""

from decimal import Decimal
from pathlib import Path

import pytest

from courses.formats import aiken, gift, moodle_xml
from courses.questions.values import ALL, NOTHING, NumericOption, Option, Pair, Scoring, Unit

SAMPLES = Path(__file__).parent / "samples"


def read(name):
    form = {".gift": gift, ".xml": moodle_xml, ".txt": aiken}[Path(name).suffix]
    return form.read((SAMPLES / name).read_bytes())


def seen(parsed):
    """(line, kind) of the questions and (line, code) of the problems."""
    kinds = [(line, question.kind) for line, question in zip(parsed.lines, parsed.questions, strict=True)]
    return kinds, [(problem.line, problem.code) for problem in parsed.problems]


EXPECTED = {
    "01-all-kinds.gift": (
        "5 single|12 truefalse|14 truefalse|16 short|18 numeric|20 numeric|26 numeric|28 matching|35 essay"
        "|37 description",
        "23 other",
    ),
    "02-weights.gift": ("1 multiple|9 single|15 short", ""),
    "03-escapes.gift": ("1 single|7 truefalse|9 single|11 matching", ""),
    "04-formats.gift": ("1 single|7 description|9 truefalse|11 truefalse", "7 markdown"),
    "05-broken.gift": ("", "1 braces|3 braces|5 sign|7 number|9 no_right|11 share|13 braces"),
    "06-crlf-bom.gift": ("3 single|6 single", ""),
    "07-windows-1251.gift": ("1 single|3 truefalse", ""),
    "08-windows-1252.gift": ("1 numeric|3 single", ""),
    "09-utf-16.gift": ("1 single", ""),
    "10-kinds.xml": (
        "9 single|29 multiple|39 multiple|46 truefalse|52 short|59 numeric|69 matching|77 ordering|86 essay"
        "|93 description",
        "64 other",
    ),
    "11-cloze.xml": ("3 cloze|14 cloze|18 cloze|28 cloze|41 cloze", "10 gap|35 gap|45 gap"),
    "12-unknown.xml": ("12 short", "3 unknown_type|10 number|14 no_picture|14 no_picture|16 picture|20 no_answers"),
    "13-windows-1251.xml": ("3 truefalse", ""),
    "14-windows-1252-undeclared.xml": ("2 short", "4 markdown"),
    "15-utf-16.xml": ("3 essay", ""),
    "16-questions.aiken.txt": ("1 single|7 single", "17 letter|19 no_right"),
    "17-answers-over-lines.gift": ("5 single|15 single|21 truefalse|23 truefalse|25 essay", ""),
    "18-odd-corners.gift": (
        "1 short|3 single|5 matching|7 short|9 truefalse|13 numeric|15 numeric|17 numeric|19 numeric|22 truefalse",
        "5 pair|11 braces|15 other",
    ),
    "19-bom-utf-16.gift": ("4 numeric|6 truefalse", "6 markdown"),
    "20-moodle-4-bom.xml": ("15 multiple|67 single|79 essay", "67 combined|79 attachments|91 unknown_type"),
    "21-files.xml": ("3 single|26 cloze", "3 no_words|7 picture"),
    "22-moodle-1.9.xml": ("9 truefalse|34 short|45 matching", "36 markdown|43 blank|51 pair"),
    "23-windows-1252-declared.xml": ("3 single", "9 blank"),
    "24-numbers-and-gaps.xml": ("3 numeric|11 cloze|15 cloze|27 ordering", "19 gap|23 unknown_type|31 blank"),
}


def pairs_of(text):
    return [(int(line), word) for line, word in (part.split() for part in text.split("|") if part)]


def test_every_sample_has_its_expectation_and_there_are_enough():
    assert sorted(EXPECTED) == sorted(path.name for path in SAMPLES.iterdir())
    assert min(sum(name.endswith(ending) for name in EXPECTED) for ending in (".gift", ".xml")) >= 10


@pytest.mark.parametrize("name", EXPECTED)
def test_a_sample_is_read_line_by_line(name):
    questions, problems = EXPECTED[name]

    assert seen(read(name)) == (pairs_of(questions), pairs_of(problems))


@pytest.mark.parametrize("name", [name for name, (questions, _problems) in EXPECTED.items() if questions])
@pytest.mark.parametrize("form", [gift, moodle_xml], ids=["gift", "moodle_xml"])
def test_what_a_sample_holds_goes_out_and_comes_back(name, form):
    carried = [back for question in read(name).questions if (back := form.carried(question))]

    if carried:
        assert list(form.read(form.write(carried).content).questions) == carried


def test_gift_keeps_marks_feedback_and_category():
    question = read("01-all-kinds.gift").questions[0]

    assert (question.name, question.idnumber, question.tags) == ("Строк відповіді", "DPI-1", ("запит", "строки"))
    assert question.category == ("Право", "Доступ до інформації")
    assert question.options[0] == Option(text="5", share=ALL, feedback="Так, це загальний строк за статтею 20 закону.")
    assert question.feedback == "Стаття 20 Закону України «Про доступ до публічної інформації»."


def test_gift_tells_feedback_to_the_wrong_and_to_the_right_answer_apart():
    question = read("01-all-kinds.gift").questions[1]

    assert (question.right, question.feedback_true) == (True, "Саме так каже стаття 5.")
    assert question.feedback_false == "Прочитайте статтю 5 Конституції."


def test_gift_numbers_have_tolerances_ranges_and_weights():
    plain, weighted, ranged = read("01-all-kinds.gift").questions[4:7]

    assert plain.answers == (NumericOption(value=Decimal(1996)),)
    assert [(one.value, one.tolerance, one.share) for one in weighted.answers] == [(450, 0, 100), (450, 10, 50)]
    assert [(one.value, one.tolerance) for one in ranged.answers] == [(Decimal("29.5"), Decimal("1.5"))]


def test_gift_matching_has_answers_that_match_nothing():
    question = read("01-all-kinds.gift").questions[7]

    assert question.pairs[0] == Pair(prompt="Верховна Рада", match="ухвалює закони")
    assert question.distractors == ("розглядає адміністративні справи",)


def test_gift_missing_word_becomes_a_blank():
    assert read("01-all-kinds.gift").questions[3].text == "Місто, у якому засідає Верховна Рада, – _____."


def test_gift_weights_make_several_answers_right_or_partly_right():
    several, one, word = read("02-weights.gift").questions

    assert sum(option.share for option in several.options if option.share > 0) == ALL
    assert [option.share for option in one.options] == [100, 50, -25]
    assert [answer.share for answer in word.answers] == [100, 80, 0]


def test_gift_escapes_stand_for_themselves():
    signs, _formula, address, arrow = read("03-escapes.gift").questions

    assert (signs.name, signs.text) == ("Знаки: = ~ # { }", "Що означає запис {x = 5}?")
    assert [option.text for option in signs.options][1:] == ["коментар # після знака ~", "шлях C:\\Бюджет"]
    assert address.options[1].text == "https://example.org/#data"
    assert arrow.pairs == (
        Pair(prompt="a = b", match="рівність"),
        Pair(prompt="a", match="b -> два кроки"),
    )


def test_gift_formats_become_html_without_what_acts():
    html, markdown, plain, moodle = read("04-formats.gift").questions

    assert html.text == "<p>Позначте <strong>правильну</strong> відповідь.</p>"
    assert [option.text for option in html.options] == ["<em>так</em>", "a &lt; b &amp; c", "<a>ні</a>"]
    assert markdown.text == "<strong>Перше</strong> та <em>друге</em>"
    assert plain.text == "Якщо a &lt; b, то b &gt; a"
    assert moodle.text == "Перший рядок<br/>другий рядок із <em>курсивом</em>"


def test_a_stroke_within_the_name_of_a_category_is_doubled():
    assert [question.category for question in read("06-crlf-bom.gift").questions] == [
        ("Бюджет/Гроші", "Участь"),
        ("Бюджет/Гроші",),
    ]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("07-windows-1251.gift", "День Незалежності України –"),
        (
            "08-windows-1252.gift",
            "En quelle année la Déclaration des droits de l’homme et du citoyen a-t-elle été adoptée:",
        ),
        ("09-utf-16.gift", "Коли Генеральна Асамблея ООН ухвалила Загальну декларацію прав людини?"),
        ("13-windows-1251.xml", "Сесії ради відкриті.<br/>Кожен може прийти."),
        ("14-windows-1252-undeclared.xml", "<p>Liberté, <strong>égalité</strong>, …</p><ul><li>à compléter</li></ul>"),
        ("15-utf-16.xml", "Навіщо громадські слухання?"),
    ],
)
def test_letters_of_every_encoding_are_read(name, words):
    assert read(name).questions[0].text == words


def test_moodle_xml_brings_pictures_hints_and_tags():
    question = read("10-kinds.xml").questions[0]

    assert question.text == (
        '<p>Хто затверджує <strong>герб громади</strong>?<br/><img alt="Герб" src="file:герб.png"/></p>'
    )
    assert [file.name for file in question.files] == ["герб.png"]
    assert question.files[0].content.startswith(b"\x89PNG")
    assert question.hint == "Згадайте Закон «Про місцеве самоврядування в Україні».<br/>Стаття 26."
    assert (question.tags, question.idnumber, question.points) == (("символіка", "рада"), "LG-1", 2)
    assert question.options[1] == Option(text="староста", share=Decimal(-50))
    assert question.shuffle is False


def test_moodle_xml_kinds_keep_their_rules():
    found = read("10-kinds.xml").questions

    assert found[2].scoring is Scoring.EXACT
    assert found[4].case_matters and found[4].answers[1].text == "*голова*"
    assert found[5].units == (Unit(name="км"), Unit(name="м", factor=Decimal("0.001"))) and found[5].unit_needed
    assert found[6].distractors == ("держава",)
    assert found[7].items[0] == "законодавча ініціатива"
    assert (found[8].points, found[8].template) == (10, "Шановні депутати!")
    assert found[8].guidance == "<ul><li>прохання названо</li><li>є адреса</li></ul>"


def test_cloze_has_gaps_of_all_kinds():
    question = read("11-cloze.xml").questions[0]

    assert question.text == "<p>Конституцію ухвалила {{1}} {{2}} {{3}} {{4}} року.</p>"
    assert [gap.kind for gap in question.gaps] == ["short", "numeric", "single", "numeric"]
    assert question.gaps[0].answers[2] == Option(text="*", share=NOTHING, feedback="Прочитайте преамбулу.")
    assert [(one.tolerance, one.share) for one in question.gaps[1].answers] == [(0, 100), (1, 50)]
    assert question.gaps[1].points == 2
    assert question.gaps[2].options[1] == Option(text="червня", share=ALL, feedback="Так, 28 червня.")


def test_cloze_has_gaps_with_several_right_answers():
    question = read("11-cloze.xml").questions[4]

    several, brief = question.gaps
    assert (several.kind, several.points, several.shuffle) == ("multiple", 2, False)
    assert [option.share for option in several.options] == [50, 50, -50]
    assert several.options[0].feedback == "Так."
    assert (brief.kind, brief.shuffle, brief.scoring) == ("multiple", True, Scoring.PARTIAL)
    assert [option.share for option in brief.options] == [ALL, NOTHING]


def test_words_of_gapselect_are_chosen_from_their_group():
    gaps = read("11-cloze.xml").questions[2].gaps

    assert [option.text for option in gaps[2].options] == ["5 років", "&lt; 4 років"]
    assert [option.share for option in gaps[1].options] == [0, 0, 100]


def test_problems_are_said_in_words():
    words = [str(problem) for problem in read("12-unknown.xml").problems]

    assert words[0] == "There is no kind of question here for “calculated”."
    assert words[1] == "“багато” is not a number."

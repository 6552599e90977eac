"""Odd corners of single samples: what stands in which line is in ``test_samples``."""

from decimal import Decimal

from courses.questions.values import ALL, NumericOption, Pair, Scoring

from .test_samples import read


def by_name(name):
    return {question.name: question for question in read(name).questions}


def test_feedback_on_the_next_line_belongs_to_its_answer():
    first = by_name("17-answers-over-lines.gift")["Перша стаття"]

    assert [(one.text, one.share) for one in first.options] == [
        ("<p>правах</p>", 100),
        ("<p>обов’язках</p>", 0),
        ("<p>статках</p>", -25),
    ]
    assert first.options[1].feedback == "<p>Про обов’язки — стаття 29.</p>"
    assert (first.feedback, first.category) == ("<p>Стаття 1.</p>", ("Права людини",))


def test_a_comment_among_answers_is_not_read_and_what_follows_the_braces_is():
    question = by_name("17-answers-over-lines.gift")["Ухвалення"]

    assert question.text == "Загальну декларацію ухвалили _____ 10 грудня 1948 року."
    assert [one.text for one in question.options] == ["у Женеві", "у Парижі", "у Гаазі"]


def test_signs_of_gift_within_words_are_words():
    found = by_name("18-odd-corners.gift")

    assert [one.text for one in found["Без назв — без поля"].options] == ["100 %", "%50", "5 %"]
    assert [one.text for one in found["Стрілки"].answers] == ["так -> ні", "інакше"]
    assert found["Посилання"].text.endswith("https://rada.example/#rishennia")
    assert found["Формула ще раз"].text == "Скільки буде $$2^{10}$$?"
    assert found["Остання"].category == ("нижнім регістром теж",)


def test_a_line_without_its_match_is_left_out_and_a_match_without_a_line_misleads():
    question = by_name("18-odd-corners.gift")["Пари"]

    assert question.pairs == (Pair(prompt="рада", match="ухвалює"),)
    assert question.distractors == ("наглядає",)


def test_numbers_are_read_with_commas_exponents_and_ranges_in_either_order():
    found = by_name("18-odd-corners.gift")

    assert [(one.value, one.tolerance) for one in found["Числа"].answers] == [
        (Decimal("-1.5"), Decimal("0.5")),
        (15, 0),
    ]
    assert found["Межі"].answers == (NumericOption(value=Decimal(6), tolerance=Decimal(4)),)
    assert found["Кома в діапазоні"].answers == (NumericOption(value=Decimal("0.5"), tolerance=Decimal("0.25")),)


def test_what_moodle_writes_by_itself_is_no_loss():
    found = by_name("20-moodle-4-bom.xml")

    several = found["Відкриті дані"]
    assert several.category == ("За замовчуванням для Громадський контроль", "Вправи")
    assert [one.share for one in several.options] == [Decimal("33.33333")] * 3 + [-100]
    assert several.scoring is Scoring.PARTIAL
    assert [str(one) for one in read("20-moodle-4-bom.xml").problems if one.line == 15] == []


def test_one_picture_in_two_texts_is_one_file_and_its_name_is_made_safe():
    signs, scheme = read("21-files.xml").questions

    assert sorted(file.name for file in signs.files) == ["kolo.png", "знак-1.png"]
    assert signs.options[0].text == '<p><img alt="Трикутник із двома постатями" src="file:знак-1.png"/></p>'
    assert signs.options[0].feedback == '<img alt="той самий" src="file:знак-1.png"/>'
    assert scheme.text.startswith('<p><img alt="Схема повноважень" src="file:shema.png"/></p>')
    assert [gap.kind for gap in scheme.gaps] == ["single", "short"]


def test_an_old_file_reads_lines_and_markdown_by_the_format_of_each_text():
    found = by_name("22-moodle-1.9.xml")

    assert found["Протокол"].text == "Протокол слухань<br/>оприлюднюють."
    assert (found["Протокол"].right, found["Протокол"].feedback_true) == (True, "Так.")
    assert found["Хто скликає"].text == "<p>Хто <em>скликає</em> слухання?</p><ul><li>тут одне слово</li></ul>"
    assert found["Строки"].pairs[1] == Pair(prompt="запит", match="5 робочих днів")


def test_signs_that_only_windows_has_are_read_as_the_file_says():
    question = read("23-windows-1252-declared.xml").questions[0]

    assert question.text == "<p>Quel droit garantit l’article 10 – “la liberté d’expression”…</p>"
    assert question.options[0].feedback == "Voilà\xa0!"


def test_gaps_stand_in_a_table_and_side_by_side_with_their_weights():
    found = by_name("24-numbers-and-gaps.xml")

    table, close = found["Вагомі пропуски"], found["Пропуски впритул"]
    assert table.text == "<table><tbody><tr><td>{{1}}</td><td>{{2}}</td></tr></tbody></table>"
    assert [gap.points for gap in table.gaps] == [3, 2]
    assert (table.gaps[0].shuffle, table.gaps[0].options[0].feedback) == (True, "Так: і {дужки} тут прості.")
    assert [(one.value, one.share) for one in table.gaps[1].answers][1] == (Decimal("-0.5"), Decimal("33.33333"))
    assert close.text == "{{1}}{{2}} {{3}} {{4}}"
    assert [gap.points for gap in close.gaps] == [1, 1, 1, 0]
    assert close.gaps[2].case_matters and close.gaps[2].answers[0].share == ALL


def test_a_raised_number_stays_one_where_only_words_are_kept():
    assert by_name("24-numbers-and-gaps.xml")["Шлях"].items == ("петиція", "10³ підписів")

"""What the demo school says, read as an editor would: spelling, substance, files and links – without a database."""

import re
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from courses.questions.marking import right_answer, share_of
from courses.questions.values import KINDS
from home.demo import reading
from home.demo.certification import PICTURES
from home.demo.quizzes import value_of

HERE = reading.HERE
FILES = sorted(HERE.rglob("*.toml"))
UKRAINIAN = [path for path in FILES if not path.name.endswith(".en.toml")]
LETTER = "[А-ЩЬЮЯҐЄІЇа-щьюяґєії]"
# Every law, code and resolution that the texts name was looked up; a new one is looked up before it stands here.
LAWS = {
    "«Про доступ до публічної інформації»",
    "«Про звернення громадян»",
    "«Про місцеве самоврядування в Україні»",
    "«Про публічні закупівлі»",
    "«Про захист персональних даних»",
    "«Про запобігання корупції»",
}
NUMBERS = {
    "№ 3703-IX, що діє із січня 2025 року",
    "№ 252 від 11 березня 2022 року",
    "№ 1178 від 12 жовтня 2022 року",
}
SITES = {"zakon.rada.gov.ua", "openbudget.gov.ua", "spending.gov.ua", "prozorro.gov.ua", "dozorro.org"}


def strings(value):
    """Every string inside a table of TOML, with the key it stands under."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from ((found_key or key, text) for found_key, text in strings(inner))
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)
    elif isinstance(value, str):
        yield "", value


def prose(path):
    """What people read of a file: its strings without markup."""
    return [re.sub(r"<[^>]+>", "", text) for _key, text in strings(tomllib.loads(path.read_text(encoding="utf-8")))]


def found(pattern, paths=UKRAINIAN):
    """Where ``pattern`` occurs, as «file: words around it»."""
    return [
        f"{path.relative_to(HERE)}: {text[max(0, match.start() - 20) : match.end() + 20]}"
        for path in paths
        for text in prose(path)
        for match in re.finditer(pattern, text)
    ]


UNITS = "%|грн|тис|млн|[МГК]Б|год|хв|січ|лют|бер|кві|тра|чер|лип|сер|вер|жов|лис|гру"
WORSE = r"безкоштовн|акаунт|прогрес|слідуюч|прийма\w+ участь|на протязі\b|являється"
CARE = {
    "the apostrophe is ’": rf"{LETTER}['`ʼ]{LETTER}",
    "these are not Ukrainian letters": r"[ыэъёЫЭЪЁ]",
    "no letter of another alphabet inside a word": rf"{LETTER}[A-Za-z]|[A-Za-z]{LETTER}",
    "quotation marks are «», inside them „“": rf'"{LETTER}|{LETTER}"|”|(?<!{LETTER})“',
    "between words stands —": r"\w [-–] \w",
    "spaces and stops": r" ,| \.(?!\w)|(?<!\.)\.\.(?!\.)|\S  \S",
    "numbers keep to their words": rf"\d (?:{UNITS})",
    "the sign keeps to its number": r"№ \d",
    "there are better words": rf"(?i)(?<![\w’])(?:{WORSE})",
    "genders need no brackets and slashes": r"\(ся\)|\w/\w*(?:ла|ка)\b|\w\(\w{1,4}\)",
    "the text is a real one": r"(?i)lorem|ipsum|todo|xxx",
}


@pytest.mark.parametrize("why", CARE)
def test_ukrainian_is_written_with_care(why):
    assert found(CARE[why]) == [], why


def test_english_pages_hold_to_the_spelling_of_the_interface():
    english = [path for path in FILES if path not in UKRAINIAN]

    assert english
    assert found(rf"(?i)organisation|\benrol\b|\bauthoris|{LETTER}", english) == []


def test_only_laws_that_were_looked_up_are_named():
    text = "\n".join(text.replace("\N{NO-BREAK SPACE}", " ") for path in UKRAINIAN for text in prose(path))

    assert set(re.findall(r"[Зз]акон\w*(?: України)? («[^»]+»)", text)) == LAWS
    assert {numbered for numbered in NUMBERS if numbered in text} == NUMBERS
    assert len(re.findall(r"№ ?\d", text)) == len(NUMBERS)
    assert set(re.findall(r"стат(?:тя|ті|тею) (\d+)", text)) == {"24"}


def test_a_lesson_about_rules_that_change_says_to_look_them_up():
    lessons = {path: path.read_text() for path in (HERE / "courses").glob("*/*/*.toml")}
    about = [path for path, text in lessons.items() if re.search(r"№.\d|воєнного стану", text)]
    look_up = r"zakon\.rada\.gov\.ua|чинну редакцію|[Пп]еревірте|дізнайтеся правила"

    assert len(about) > 8
    assert [path.name for path in about if not re.search(look_up, lessons[path])] == []


def test_links_lead_within_the_school_or_to_public_registers():
    links = [link for path in FILES for link in re.findall(r'href="([^"]+)"', path.read_text())]
    outside = {link.removeprefix("https://").partition("/")[0] for link in links if not link.startswith("/")}

    assert outside == SITES
    assert all(link.endswith("/") for link in links if link.startswith("/"))


def test_mail_addresses_belong_to_nobody():
    addresses = {match for path in FILES for match in re.findall(r"[\w.-]+@[\w.-]+\w", path.read_text())}

    assert addresses
    assert {address.partition("@")[2] for address in addresses} == {"school.example"}


def blocks():
    """(file, block) of every StreamField entry."""
    for path in FILES:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        for holder in [table, *table.get("event", [])]:
            yield from ((path, block) for block in holder.get("body", []))


def test_every_file_and_picture_is_there_and_is_drawn_not_photographed():
    folders = {"image": "images", "file": "files"}
    named = {(folders[block["type"]], block["value"]["file"]) for _path, block in blocks() if block["type"] in folders}
    named |= {("images", name) for name, _title in PICTURES.values()}  # of certificates
    stored = {(folder, path.name) for folder in ("images", "files") for path in (HERE / folder).iterdir()}

    assert named == stored
    assert {Path(name).suffix for folder, name in stored if folder == "images"} == {".svg"}


def test_every_picture_says_in_words_what_it_shows():
    pictures = [block["value"] for _path, block in blocks() if block["type"] == "image"]

    assert [picture["file"] for picture in pictures if len(picture["alt"]) < 60] == []


def test_every_self_check_has_one_right_answer_and_explains_each():
    checks = [(path, block["value"]) for path, block in blocks() if block["type"] == "check"]
    wrong = [
        (path.name, value["question"])
        for path, value in checks
        if sum(option["right"] for option in value["options"]) != 1
        or not all(option["explanation"] for option in value["options"])
    ]

    assert len(checks) >= 18
    assert wrong == []


QUIZZES = [path for path in FILES if path.read_text().startswith('type = "quiz"')]


@pytest.mark.parametrize("path", QUIZZES, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_quizzes_ask_fairly(path):
    counted = {"дві": 2, "три": 3}
    for question in tomllib.loads(path.read_text()).get("question", []):
        if "choice" in question:
            right = sum(choice.get("right", False) for choice in question["choice"])
            assert right == 1 if question["kind"] == "single" else right >= 2, question["text"]
            assert right < len(question["choice"]), question["text"]
            if promised := re.search(r"Правильних відповідей (\w+)", question.get("hint", "")):
                assert counted[promised[1]] == right, question["text"]
        assert question["kind"] in ("description", "essay") or question["explanation"], question["text"]


def test_every_kind_of_question_is_shown_and_can_be_answered_wholly():
    rows = [row for path in QUIZZES for row in tomllib.loads(path.read_text()).get("question", [])]
    values = [value_of(row) for row in rows]

    assert {value.kind for value in values} == set(KINDS)
    marked = [value for value in values if value.kind not in ("description", "essay")]
    assert [value for value in marked if share_of(value, right_answer(value)) < Decimal("99.9")] == []


def test_a_quizs_introduction_says_how_many_answers_are_needed():
    words = {4: "чотири правильні", 6: "шість правильних", 7: "сім", 9: "дев’ять правильних"}
    for path in QUIZZES:
        quiz = tomllib.loads(path.read_text())
        asked = quiz.get("question", []) if quiz.get("asks_all", True) else []
        points = sum(row.get("points", row["kind"] != "description") for row in asked)
        needed = -(-quiz["pass_percent"] * (points + sum(row["number"] for row in quiz.get("draw", []))) // 100)
        said = quiz["intro"].replace("\N{NO-BREAK SPACE}", " ")
        assert not quiz["required"] or f"щонайменше {words[needed]}" in said, path


def test_tables_are_whole():
    ragged = [
        (path.name, row)
        for path, block in blocks()
        if block["type"] == "table"
        for row in block["value"]["rows"]
        if len(row) != len(block["value"]["head"])
    ]

    assert ragged == []


def test_each_ukrainian_page_has_an_english_twin_with_the_same_parts():
    for path in (HERE / "pages").glob("*.uk.toml"):
        text = tomllib.loads(path.read_text())
        twin = tomllib.loads((HERE / "pages" / f"{text['pair']}.en.toml").read_text())
        assert [block["type"] for block in twin.get("body", [])] == [block["type"] for block in text.get("body", [])]
        assert len(twin.get("how", [])) == len(text.get("how", []))


def test_addresses_are_unique_and_latin():
    slugs = [row["slug"] for _kind, row in reading.event_rows()]
    slugs += [reading.slug_of(path) for path in (HERE / "courses").glob("*/*/[0-9]*.toml")]

    assert len(set(slugs[:49])) == 49
    assert [slug for slug in slugs if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)] == []

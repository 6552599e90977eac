"""A cloze as attempts of 2026 hold it, before gaps could be of any kind: it reads, shows and marks as it did then."""

import json
from html import unescape

from courses.questions.answering import AnswerForm
from courses.questions.codec import from_json, to_json
from courses.questions.explaining import explained
from courses.questions.gaps import text_with_gaps
from courses.questions.marking import share_of

KEPT = """{"kind": "cloze", "text": "<p>Бюджет ухвалює {{1}}, союз громад – {{2}}, за {{3}} днів.</p>", "name": "",
"hint": "", "feedback": "<p>Стаття 26.</p>", "category": [], "tags": [], "idnumber": "", "points": "2.00", "files": [],
"gaps": [
{"kind": "single", "text": "", "name": "", "hint": "", "feedback": "Так каже закон.", "category": [], "tags": [],
"idnumber": "", "points": "1", "files": [], "options": [{"text": "рада", "share": "100", "feedback": "Саме вона."},
{"text": "голова", "share": "0", "feedback": ""}], "shuffle": true},
{"kind": "short", "text": "", "name": "", "hint": "", "feedback": "", "category": [], "tags": [], "idnumber": "",
"points": "2", "files": [], "answers": [{"text": "об’єднання", "share": "100", "feedback": ""}], "case_matters": false},
{"kind": "numeric", "text": "", "points": "1", "feedback": "", "answers": [{"value": "10", "tolerance": "1", "share":
"50", "feedback": "Майже."}], "units": [{"name": "дн.", "factor": "1"}], "unit_needed": false}],
"order": [[1, 0], [], []], "bank": 7, "version": 1}"""
GIVEN = [[0], "Об'єднання", {"number": "10,5", "unit": ""}]


def test_it_is_marked_and_explained_as_it_was():
    question = from_json(json.loads(KEPT))

    assert share_of(question, GIVEN) == 87.5
    assert [share_of(question, [None, None, GIVEN[2]]), share_of(question, None)] == [12.5, 0]
    row = explained(question, GIVEN)
    assert unescape(row.given) == "1) рада; 2) Об'єднання; 3) 10,5"
    assert row.right == "1) рада; 2) об’єднання; 3) 10 дн."
    assert row.why == "<p>Саме вона.</p><p>Так каже закон.</p><p>Майже.</p><p>Стаття 26.</p>"


def test_its_form_has_the_fields_it_had_and_gives_the_answers_it_gave():
    entry = json.loads(KEPT)
    sent = {"answer_1": "1", "answer_2": GIVEN[1], "answer_3": "10,5", "answer_3_unit": ""}
    form = AnswerForm(sent, question=from_json(entry), order=entry["order"], given=GIVEN)

    assert list(form.fields) == [*sent]
    assert [bound.initial for bound in form] == [*sent.values()]
    assert form.is_valid(), form.errors
    assert form.given() == GIVEN
    assert "{{" not in text_with_gaps(form)


def test_what_is_missing_in_it_is_empty_and_what_it_has_is_written_as_it_was():
    entry = json.loads(KEPT)
    again = to_json(from_json(entry))

    assert {name: again[name] for name in entry if name in again and name != "gaps"} == {
        name: part for name, part in entry.items() if name in again and name != "gaps"
    }
    assert again["gaps"][:2] == entry["gaps"][:2]

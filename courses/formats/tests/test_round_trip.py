"""What goes out and comes back is the same, but for what the format says it cannot carry."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from courses.formats import gift, moodle_xml
from courses.questions.values import KINDS as ALL_KINDS

from . import strategies

FORMATS = {"gift": gift, "moodle_xml": moodle_xml}
SLOW = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)


@pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
@pytest.mark.parametrize("kind", ALL_KINDS)
def test_a_question_of_every_kind_comes_back_as_the_format_carries_it(form, kind):
    @SLOW
    @given(strategies.KINDS[kind])
    def comes_back(question):
        carried = form.carried(question)
        if carried is None:
            assert [problem.code for problem in form.write([question]).problems] == ["no_kind"]
            return
        written = form.write([question])

        read = form.read(written.content)

        assert read.questions == (carried,)
        assert read.problems == ()
        assert bool(written.problems) == (carried != question)

    comes_back()


@pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
@SLOW
@given(strategies.questions)
def test_several_keep_their_order_and_categories(form, questions):
    carried = [back for question in questions if (back := form.carried(question))]
    if carried:
        assert list(form.read(form.write(questions).content).questions) == carried
        assert form.write(carried).problems == ()


def test_moodle_xml_carries_all_but_negative_marks():
    question = strategies.KINDS["short"].example

    assert question
    assert replace

"""Questions of every kind as Hypothesis draws them: texts as the sanitiser writes them, right answers everywhere."""

import io
from decimal import Decimal

from hypothesis import strategies as st
from PIL import Image

from content.sanitizing import sanitized
from courses.formats.texts import one_line
from courses.questions.values import (
    ALL,
    Cloze,
    Description,
    Essay,
    File,
    Matching,
    MultipleChoice,
    Numeric,
    NumericOption,
    Option,
    Ordering,
    Pair,
    Scoring,
    ShortText,
    SingleChoice,
    TrueFalse,
    Unit,
)

ODD = st.sampled_from(
    ["~", "=", "#", "{", "}", ":", "\\", "\\n", "->", "//", "%50%", "####", "[html]", "<b>", "</b>", "<p>x</p>", "<br>"]
    + ["&lt;", "&amp;", "\n", "\n\n", "TRUE", "*", "’", "“", "]]>", "[[1]]", "ґ", "́", "$CATEGORY: x", "<i>є"]
)
texts = st.lists(st.one_of(ODD, st.text(max_size=6)), max_size=6).map("".join)
html = texts.map(lambda text: sanitized(text).replace("{{", "{ {"))
some_html = html.filter(bool)
plain = texts.map(one_line)
some_plain = plain.filter(bool)
shares = st.one_of(st.sampled_from([Decimal(-100), Decimal(0), ALL]), st.decimals(-100, 100, places=5))
numbers = st.decimals(-(10**6), 10**6, places=4)
points = st.decimals(Decimal("0.1"), 50, places=2)


def png(colour):
    file = io.BytesIO()
    Image.new("RGB", (2, 3), colour).save(file, "PNG")
    return file.getvalue()


pictures = st.lists(
    st.builds(
        File,
        name=st.from_regex(r"[a-zа-яґ0-9]{1,8}\.png", fullmatch=True),
        content=st.sampled_from(["red", "navy"]).map(png),
    ),
    max_size=2,
    unique_by=lambda file: file.name,
).map(lambda files: tuple(sorted(files, key=lambda file: file.name)))


def several(one, least=0, most=4):
    return st.lists(one, min_size=least, max_size=most).map(tuple)


def common(**more):
    return {
        "text": some_html,
        "name": plain,
        "hint": html,
        "feedback": html,
        "category": several(some_plain, most=3),
        "tags": several(some_plain, most=2).map(lambda tags: tuple(dict.fromkeys(tags))),
        "idnumber": plain,
        "points": points,
        "files": pictures,
        **more,
    }


def options(text, least):
    """Answers of which at least the last earns everything."""
    one = st.builds(Option, text=text, share=shares, feedback=html)
    right = st.builds(Option, text=text, share=st.just(ALL), feedback=html)
    return st.tuples(several(one, least), right).map(lambda both: (*both[0], both[1]))


numeric_options = st.tuples(
    several(
        st.builds(NumericOption, value=numbers, tolerance=st.decimals(0, 9, places=2), share=shares, feedback=html)
    ),
    st.builds(NumericOption, value=numbers, feedback=html),
).map(lambda both: (*both[0], both[1]))
units = several(
    st.builds(Unit, name=some_plain, factor=st.decimals(Decimal("0.001"), 1000, places=3).filter(bool)), most=2
)
gap_points = st.integers(1, 9).map(Decimal)
gap_text = some_plain.filter(lambda text: "{{" not in text)
AS_GAP = {"text": st.just(""), "points": gap_points}
gaps = st.one_of(
    st.builds(SingleChoice, **AS_GAP, options=options(some_html, 1), shuffle=st.booleans()),
    st.builds(
        MultipleChoice, **AS_GAP, options=options(some_html, 1), shuffle=st.booleans(), scoring=st.sampled_from(Scoring)
    ),
    st.builds(TrueFalse, **AS_GAP, right=st.booleans(), feedback_true=html),
    st.builds(ShortText, **AS_GAP, answers=options(gap_text, 0), case_matters=st.booleans()),
    st.builds(Numeric, **AS_GAP, answers=numeric_options),
    st.builds(
        Matching,
        **AS_GAP,
        pairs=several(st.builds(Pair, prompt=some_html, match=some_plain), 1),
        distractors=several(some_plain),
        shuffle=st.booleans(),
    ),
    st.builds(Ordering, **AS_GAP, items=several(some_plain, 2)),
)


@st.composite
def cloze(draw):
    made = draw(several(gaps, 1, 3))
    words = [draw(html) for _gap in range(len(made) + 1)]
    frame = draw(st.sampled_from([" {} ", "<p>а {}, б</p>", "<p>{}</p>", "<ul><li>{}</li></ul>", "<em>{}</em>"]))
    text = words[0] + "".join(frame.format(f"{{{{{number}}}}}") + word for number, word in enumerate(words[1:], 1))
    return draw(st.builds(Cloze, **common(text=st.just(sanitized(text)), gaps=st.just(made))))


KINDS = {
    "single": st.builds(SingleChoice, **common(options=options(some_html, 1), shuffle=st.booleans())),
    "multiple": st.builds(
        MultipleChoice, **common(options=options(some_html, 1), scoring=st.sampled_from(Scoring), shuffle=st.booleans())
    ),
    "truefalse": st.builds(TrueFalse, **common(right=st.booleans(), feedback_true=html, feedback_false=html)),
    "short": st.builds(ShortText, **common(answers=options(some_plain, 0), case_matters=st.booleans())),
    "numeric": st.builds(Numeric, **common(answers=numeric_options, units=units, unit_needed=st.booleans())),
    "matching": st.builds(
        Matching,
        **common(
            pairs=several(st.builds(Pair, prompt=some_html, match=some_plain), 1),
            distractors=several(some_plain),
            shuffle=st.booleans(),
        ),
    ),
    "ordering": st.builds(Ordering, **common(items=several(some_plain, 2))),
    "cloze": cloze(),
    "essay": st.builds(Essay, **common(guidance=html, template=plain)),
    "description": st.builds(Description, **common(points=st.just(Decimal(0)))),
}
questions = several(st.one_of(*KINDS.values()), 1, 3)

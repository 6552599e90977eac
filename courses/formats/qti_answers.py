"""What responses of a QTI item declare: which answers are right and what each earns; and one gap of a text."""

from decimal import Decimal

from courses.questions.values import ALL, NOTHING, Numeric, NumericOption, Option, ShortText, SingleChoice

from .base import MOST_ANSWERS, Trouble
from .qti_texts import words
from .texts import number, one_line
from .xml import said

PLACES = Decimal("0.0000001")  # of a share


def most_of(item, points):
    """What all is worth, or None where nobody says: then the best answer earns it."""
    return points if item.find("outcomeDeclaration[@identifier='MAXSCORE']") is not None else None


def rights_of(declared):
    values = [] if declared is None else declared.findall("correctResponse/value")
    return [(value.text or "").strip() for value in values]


def mapped_of(declared):
    """(answer, what it earns) of each entry of the mapping."""
    entries = [] if declared is None else declared.findall("mapping/mapEntry")[: MOST_ANSWERS + 1]
    return [(entry.get("mapKey", ""), number(entry.get("mappedValue", ""), line=0)) for entry in entries]


def earned_of(declared, most):
    """(answer, percent) of each entry; of ``most``, else of the best one."""
    mapped = mapped_of(declared)
    most = max((one for _key, one in mapped), default=None) if most is None else most
    return [(key, percent(one, most)) for key, one in mapped]


def shares_of(declared, most):
    """What each answer earns, in percent; without a mapping the right ones earn all."""
    return dict(earned_of(declared, most)) or dict.fromkeys(rights_of(declared), ALL)


def percent(earned, most):
    share = earned / (most or 1) * ALL
    if abs(share) > ALL:
        raise Trouble(0, "share", str(share))
    return share.quantize(PLACES).normalize()


def gap_of(asked, declared, most, cases):
    """One gap; ``most`` are its points as the item says them, or None: then its best answer does."""
    most = number(most, line=0) if most else max((one for _key, one in mapped_of(declared)), default=Decimal(1))
    most = most if most > 0 else Decimal(1)
    if asked.tag == "textEntryInteraction":
        kind, values = written(declared, most, cases)
    else:
        shares = shares_of(declared, most)
        options = tuple(
            Option(text=words("".join(one.itertext())), share=shares.get(one.get("identifier"), NOTHING))
            for one in asked.findall("inlineChoice")[: MOST_ANSWERS + 1]
        )
        kind, values = SingleChoice, {"options": options, "shuffle": asked.get("shuffle") == "true"}
    return kind(text="", points=most, **values)


def written(declared, most, cases):
    """A number or a short text, as the response is declared."""
    if declared.get("baseType") in ("float", "integer"):
        return Numeric, {"answers": tuple(numbers_of(declared, most, cases))}
    case = any(entry.get("caseSensitive", "false") == "true" for entry in declared.findall("mapping/mapEntry"))
    earned = earned_of(declared, most) or [(right, ALL) for right in rights_of(declared)]
    answers = tuple(Option(text=one_line(key), share=share) for key, share in earned)
    return ShortText, {"answers": answers, "case_matters": case}


def cases_of(item):
    """The cases of the processing that compare a response with a number, by the name of the response."""
    cases = {}
    for case in item.iter():
        if case.tag in ("responseIf", "responseElseIf") and (variable := case.find("equal/variable")) is not None:
            cases.setdefault(variable.get("identifier"), []).append(case)
    return cases


def numbers_of(declared, most, cases):
    found = cases.get(declared.get("identifier"), [])[: MOST_ANSWERS + 1]
    for case in found:
        off = (case.find("equal").get("tolerance") or "0").split()
        earned = number(said(case, "setOutcomeValue/baseValue", "0"), line=0)
        yield NumericOption(
            value=number(said(case, "equal/baseValue"), line=0),
            tolerance=abs(number(off[0], line=0)) if off else NOTHING,
            share=percent(earned, most),
        )
    if not found:
        for right in rights_of(declared)[: MOST_ANSWERS + 1]:
            yield NumericOption(value=number(right, line=0))

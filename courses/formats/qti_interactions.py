"""What a question asks as an interaction of QTI 2.1, with the response it declares: for an item or one gap of it."""

from decimal import Decimal
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from courses.questions.asking import choices_of
from courses.questions.markup import plain
from courses.questions.values import ALL, NOTHING, Option, Scoring

from .qti_texts import element_of
from .texts import digits
from .xml import child

EXACTLY, BY_MAP, BY_CASES = "match_correct", "map_response", ""  # how what is given is worked out


def declared(item, name, cardinality, base, right=()):
    made = child(item, "responseDeclaration", identifier=name, cardinality=cardinality, baseType=base)
    if right:
        correct = child(made, "correctResponse")
        for value in right:
            child(correct, "value", value)
    return made


def mapped(response, question, entries, *, least=None, **attributes):
    """What each answer earns, in points."""
    mapping = child(response, "mapping", defaultValue="0")
    if least is not None:
        mapping.set("lowerBound", digits(least))
    mapping.set("upperBound", digits(question.points))
    for key, share in entries:
        points = digits(share * question.points / ALL)
        child(mapping, "mapEntry", mapKey=key, mappedValue=points, **attributes)


def yes(value):
    return "true" if value else "false"


def named_options(question):
    """(identifier, option) of each; those of true or false are named so."""
    if question.kind == "truefalse":
        rights = (ALL, NOTHING) if question.right else (NOTHING, ALL)
        return [
            (name, Option(text=text, share=share))
            for name, text, share in zip(("true", "false"), (_("True"), _("False")), rights, strict=True)
        ]
    return [(f"a{number}", option) for number, option in enumerate(question.options, 1)]


def declared_choice(question, item, name):
    """(identifier, option) of each, declared as the response ``name``."""
    named = named_options(question)
    several, scoring = question.kind == "multiple", getattr(question, "scoring", Scoring.NEGATIVE)
    rights = [key for key, option in named if option.share > 0]
    if not several:
        rights = [max(named, key=lambda one: one[1].share)[0]]
    response = declared(item, name, "multiple" if several else "single", "identifier", rights)
    if scoring is not Scoring.EXACT:
        entries = [(key, option.share) for key, option in named]
        mapped(response, question, entries, least=NOTHING if scoring is Scoring.PARTIAL else None)
    return named


def choice(question, item, name, identifier):
    named = declared_choice(question, item, name)
    made = Element("choiceInteraction", responseIdentifier=name, maxChoices="0" if question.kind == "multiple" else "1")
    made.set("shuffle", yes(getattr(question, "shuffle", False)))
    for key, option in named:
        simple = element_of("simpleChoice", option.text, identifier=identifier)
        simple.set("identifier", key)
        made.append(simple)
    return made


def choice_in_text(question, item, name, _identifier):
    named = declared_choice(question, item, name)
    made = Element("inlineChoiceInteraction", responseIdentifier=name, shuffle=yes(getattr(question, "shuffle", False)))
    for key, option in named:
        child(made, "inlineChoice", plain(option.text), identifier=key)
    return made


def words(question, item, name, _identifier):
    best = max(question.answers, key=lambda answer: answer.share)
    response = declared(item, name, "single", "string", [best.text])
    case = yes(question.case_matters)
    mapped(response, question, [(one.text, one.share) for one in question.answers], caseSensitive=case)
    return Element("textEntryInteraction", responseIdentifier=name)


def number(question, item, name, _identifier):
    best = max(question.answers, key=lambda answer: answer.share)
    declared(item, name, "single", "float", [digits(best.value)])
    return Element("textEntryInteraction", responseIdentifier=name)


def matching(question, item, name, identifier):
    names = {match: f"m{number}" for number, match in enumerate(choices_of(question), 1)}
    right = [f"p{number} {names[pair.match]}" for number, pair in enumerate(question.pairs, 1)]
    response = declared(item, name, "multiple", "directedPair", right)
    share = ALL / Decimal(len(right))
    mapped(response, question, [(pair, share) for pair in right])
    made = Element("matchInteraction", responseIdentifier=name, maxAssociations=str(len(right)))
    made.set("shuffle", yes(question.shuffle))
    prompts, answers = child(made, "simpleMatchSet"), child(made, "simpleMatchSet")
    for place, pair in enumerate(question.pairs, 1):
        simple = element_of("simpleAssociableChoice", pair.prompt, identifier=identifier, matchMax="1")
        simple.set("identifier", f"p{place}")
        prompts.append(simple)
    for match, key in names.items():
        child(answers, "simpleAssociableChoice", match, identifier=key, matchMax="0")
    return made


def ordering(question, item, name, _identifier):
    names = [f"i{number}" for number in range(1, len(question.items) + 1)]
    declared(item, name, "ordered", "identifier", names)
    made = Element("orderInteraction", responseIdentifier=name, shuffle="true")
    for key, text in sorted(zip(names, question.items, strict=True), key=lambda both: both[1]):
        child(made, "simpleChoice", text, identifier=key)
    return made


def essay(_question, item, name, _identifier):
    declared(item, name, "single", "string")
    return Element("extendedTextInteraction", responseIdentifier=name)


ASKED = {
    "single": choice,
    "multiple": choice,
    "truefalse": choice,
    "short": words,
    "numeric": number,
    "matching": matching,
    "ordering": ordering,
    "essay": essay,
}
IN_TEXT = {**ASKED, "single": choice_in_text, "truefalse": choice_in_text}


def way_of(question):
    """How what is given to ``question`` is worked out; None where a person does."""
    if question.kind == "essay":
        return None
    if question.kind == "ordering" or getattr(question, "scoring", None) is Scoring.EXACT:
        return EXACTLY
    return BY_CASES if question.kind == "numeric" else BY_MAP

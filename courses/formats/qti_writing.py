"""Questions as items of QTI 2.1, with the manifest that lists them."""

from decimal import Decimal
from xml.etree.ElementTree import Element, tostring

from django.utils.translation import gettext as _

from courses.questions.markup import plain
from courses.questions.values import ALL, NOTHING, Option, Scoring

from .qti_texts import MEDIA, element_of, put_gaps
from .texts import digits
from .xml import child

QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
TEMPLATES = "http://www.imsglobal.org/question/qti_v2p1/rptemplates"
RESPONSE = "RESPONSE"
GAP, SCORE = "GAP", "_SCORE"  # the response of a gap is GAP1, what it earns GAP1_SCORE


def parts_of(questions):
    """(name, bytes) of every file of the archive."""
    manifest = Element("manifest", xmlns=PACKAGE, identifier="questions")
    metadata = child(manifest, "metadata")
    child(metadata, "schema", "QTIv2.1 Package")
    child(metadata, "schemaversion", "1.0.0")
    child(manifest, "organizations")
    resources = child(manifest, "resources")
    for number, question in enumerate(questions, 1):
        identifier = f"q{number:04}"
        href = f"{identifier}.xml"
        resource = child(resources, "resource", identifier=identifier, type="imsqti_item_xmlv2p1", href=href)
        child(resource, "file", href=href)
        for file in question.files:
            path = f"{MEDIA}/{identifier}/{file.name}"
            child(resource, "file", href=path)
            yield path, file.content
        yield href, _bytes(_item(question, identifier))
    yield "imsmanifest.xml", _bytes(manifest)


def _bytes(element):
    return tostring(element, encoding="utf-8", xml_declaration=True)


def _item(question, identifier):
    item = Element(
        "assessmentItem",
        {"xmlns": QTI, "identifier": identifier, "title": question.name, "adaptive": "false", "timeDependent": "false"},
    )
    body = Element("itemBody")
    body.append(element_of("div", question.text, identifier=identifier))
    processing = PARTS[question.kind](question, item, body, identifier)
    score = child(item, "outcomeDeclaration", identifier="SCORE", cardinality="single", baseType="float")
    child(child(score, "defaultValue"), "value", "0")
    most = child(item, "outcomeDeclaration", identifier="MAXSCORE", cardinality="single", baseType="float")
    child(child(most, "defaultValue"), "value", digits(question.points))
    item.append(body)
    if processing is not None:
        item.append(processing)
    return item


def _template(name):
    return Element("responseProcessing", template=f"{TEMPLATES}/{name}")


def _declared(item, cardinality, base, right=(), *, name=RESPONSE):
    made = child(item, "responseDeclaration", identifier=name, cardinality=cardinality, baseType=base)
    if right:
        correct = child(made, "correctResponse")
        for value in right:
            child(correct, "value", value)
    return made


def _mapped(declared, question, entries, *, least=None, **attributes):
    """What each answer earns, in points."""
    mapping = child(declared, "mapping", defaultValue="0")
    if least is not None:
        mapping.set("lowerBound", digits(least))
    mapping.set("upperBound", digits(question.points))
    for key, share in entries:
        points = digits(share * question.points / ALL)
        child(mapping, "mapEntry", mapKey=key, mappedValue=points, **attributes)


def _choices(question, item, body, identifier, names=None):
    single = question.kind != "multiple"
    names = names or [f"a{number}" for number in range(1, len(question.options) + 1)]
    rights = [name for name, one in zip(names, question.options, strict=True) if one.share > 0]
    if single:
        rights = [max(zip(names, question.options, strict=True), key=lambda both: both[1].share)[0]]
    declared = _declared(item, "single" if single else "multiple", "identifier", rights)
    asked = child(body, "choiceInteraction", responseIdentifier=RESPONSE, maxChoices="1" if single else "0")
    asked.set("shuffle", "true" if question.shuffle else "false")
    for name, option in zip(names, question.options, strict=True):
        made = element_of("simpleChoice", option.text, identifier=identifier)
        made.set("identifier", name)
        asked.append(made)
    scoring = getattr(question, "scoring", Scoring.NEGATIVE)
    if scoring is Scoring.EXACT:
        return _template("match_correct")
    entries = [(name, one.share) for name, one in zip(names, question.options, strict=True)]
    _mapped(declared, question, entries, least=NOTHING if scoring is Scoring.PARTIAL else None)
    return _template("map_response")


class _Truth:
    """A question of true or false as one of two options."""

    kind, shuffle = "single", False

    def __init__(self, question):
        self.points = question.points
        shares = (ALL, NOTHING) if question.right else (NOTHING, ALL)
        self.options = [
            Option(text=text, share=share) for text, share in zip((_("True"), _("False")), shares, strict=True)
        ]


def _truefalse(question, item, body, identifier):
    return _choices(_Truth(question), item, body, identifier, names=["true", "false"])


def _short(question, item, body, _identifier):
    _declared_words(question, item, RESPONSE)
    child(child(body, "p"), "textEntryInteraction", responseIdentifier=RESPONSE)
    return _template("map_response")


def _declared_words(question, item, name):
    best = max(question.answers, key=lambda answer: answer.share)
    declared = _declared(item, "single", "string", [best.text], name=name)
    case = "true" if question.case_matters else "false"
    _mapped(declared, question, [(one.text, one.share) for one in question.answers], caseSensitive=case)


def _numeric(question, item, body, _identifier):
    child(child(body, "p"), "textEntryInteraction", responseIdentifier=RESPONSE)
    processing = Element("responseProcessing")
    _compared(question, item, processing, RESPONSE, "SCORE")
    return processing


def _compared(question, item, processing, name, outcome):
    """Declare the response ``name`` as a number, and set ``outcome`` by the first answer it is near enough to."""
    best = max(question.answers, key=lambda answer: answer.share)
    _declared(item, "single", "float", [digits(best.value)], name=name)
    condition = child(processing, "responseCondition")
    for place, answer in enumerate(question.answers):
        case = child(condition, "responseElseIf" if place else "responseIf")
        off = digits(answer.tolerance)
        equal = child(case, "equal", toleranceMode="absolute", tolerance=f"{off} {off}")
        child(equal, "variable", identifier=name)
        child(equal, "baseValue", digits(answer.value), baseType="float")
        earned = child(case, "setOutcomeValue", identifier=outcome)
        child(earned, "baseValue", digits(answer.share * question.points / ALL), baseType="float")


def _cloze(question, item, body, _identifier):
    """Each gap has a response and an outcome of its own; the score is their sum, brought to the question's points."""
    processing = Element("responseProcessing")
    gaps = {number: _gap(gap, item, processing, f"{GAP}{number}") for number, gap in enumerate(question.gaps, 1)}
    for number, gap in enumerate(question.gaps, 1):
        made = child(item, "outcomeDeclaration", identifier=f"{GAP}{number}{SCORE}", cardinality="single")
        made.attrib |= {"baseType": "float", "normalMaximum": digits(gap.points)}
    put_gaps(body[0], gaps)
    earned = child(processing, "setOutcomeValue", identifier="SCORE")
    whole = child(earned, "divide")
    product = child(whole, "product")
    added = child(product, "sum")
    for number in gaps:
        child(added, "variable", identifier=f"{GAP}{number}{SCORE}")
    child(product, "baseValue", digits(question.points), baseType="float")
    child(whole, "baseValue", digits(sum(gap.points for gap in question.gaps)), baseType="float")
    return processing


def _gap(gap, item, processing, name):
    """The interaction of one gap; what it earns is declared and worked out beside it."""
    if gap.kind == "numeric":
        _compared(gap, item, processing, name, f"{name}{SCORE}")
        return Element("textEntryInteraction", responseIdentifier=name)
    if gap.kind == "short":
        made = Element("textEntryInteraction", responseIdentifier=name)
        _declared_words(gap, item, name)
    else:
        made = Element("inlineChoiceInteraction", responseIdentifier=name, shuffle="true" if gap.shuffle else "false")
        names = [f"a{place}" for place in range(1, len(gap.options) + 1)]
        best = max(zip(names, gap.options, strict=True), key=lambda both: both[1].share)[0]
        declared = _declared(item, "single", "identifier", [best], name=name)
        _mapped(declared, gap, [(key, one.share) for key, one in zip(names, gap.options, strict=True)])
        for key, option in zip(names, gap.options, strict=True):
            child(made, "inlineChoice", plain(option.text), identifier=key)
    earned = child(processing, "setOutcomeValue", identifier=f"{name}{SCORE}")
    child(earned, "mapResponse", identifier=name)
    return made


def _matching(question, item, body, identifier):
    matches = list(dict.fromkeys([*(pair.match for pair in question.pairs), *question.distractors]))
    names = {match: f"m{number}" for number, match in enumerate(matches, 1)}
    right = [f"p{number} {names[pair.match]}" for number, pair in enumerate(question.pairs, 1)]
    declared = _declared(item, "multiple", "directedPair", right)
    share = ALL / Decimal(len(right))
    _mapped(declared, question, [(pair, share) for pair in right])
    asked = child(body, "matchInteraction", responseIdentifier=RESPONSE, maxAssociations=str(len(right)))
    asked.set("shuffle", "true" if question.shuffle else "false")
    prompts, answers = child(asked, "simpleMatchSet"), child(asked, "simpleMatchSet")
    for number, pair in enumerate(question.pairs, 1):
        made = element_of("simpleAssociableChoice", pair.prompt, identifier=identifier, matchMax="1")
        made.set("identifier", f"p{number}")
        prompts.append(made)
    for match, name in names.items():
        child(answers, "simpleAssociableChoice", match, identifier=name, matchMax="0")
    return _template("map_response")


def _ordering(question, item, body, _identifier):
    names = [f"i{number}" for number in range(1, len(question.items) + 1)]
    _declared(item, "ordered", "identifier", names)
    asked = child(body, "orderInteraction", responseIdentifier=RESPONSE, shuffle="true")
    for name, text in sorted(zip(names, question.items, strict=True), key=lambda both: both[1]):
        child(asked, "simpleChoice", text, identifier=name)
    return _template("match_correct")


def _essay(question, item, body, identifier):
    _declared(item, "single", "string")
    child(body, "extendedTextInteraction", responseIdentifier=RESPONSE)
    if question.guidance:
        rubric = child(body, "rubricBlock", view="scorer")
        rubric.append(element_of("div", question.guidance, identifier=identifier))


def _nothing(_question, _item, _body, _identifier):
    """Its text says all."""


PARTS = {
    "single": _choices,
    "multiple": _choices,
    "truefalse": _truefalse,
    "short": _short,
    "numeric": _numeric,
    "matching": _matching,
    "ordering": _ordering,
    "cloze": _cloze,
    "essay": _essay,
    "description": _nothing,
}

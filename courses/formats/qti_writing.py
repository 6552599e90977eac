"""Questions as items of QTI 2.1, with the manifest that lists them."""

from xml.etree.ElementTree import Element, tostring

from courses.questions.values import ALL

from .qti_interactions import ASKED, BY_MAP, EXACTLY, IN_TEXT, way_of
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
    processing = (_gaps if question.kind == "cloze" else _whole)(question, item, body, identifier)
    score = child(item, "outcomeDeclaration", identifier="SCORE", cardinality="single", baseType="float")
    child(child(score, "defaultValue"), "value", "0")
    most = child(item, "outcomeDeclaration", identifier="MAXSCORE", cardinality="single", baseType="float")
    child(child(most, "defaultValue"), "value", digits(question.points))
    item.append(body)
    if processing is not None:
        item.append(processing)
    return item


def _whole(question, item, body, identifier):
    """The one interaction of an item, if it asks anything, and how what is given is worked out."""
    if question.kind not in ASKED:
        return None
    asked, way = ASKED[question.kind](question, item, RESPONSE, identifier), way_of(question)
    (child(body, "p") if asked.tag == "textEntryInteraction" else body).append(asked)
    if getattr(question, "guidance", ""):
        rubric = child(body, "rubricBlock", view="scorer")
        rubric.append(element_of("div", question.guidance, identifier=identifier))
    if way is None:
        return None
    if way:
        return Element("responseProcessing", template=f"{TEMPLATES}/{way}")
    processing = Element("responseProcessing")
    _compare(question, processing, RESPONSE, "SCORE")
    return processing


def _gaps(question, item, body, identifier):
    """Each gap has a response and an outcome of its own; the score is their sum, brought to the question's points."""
    processing, gaps = Element("responseProcessing"), {}
    for number, gap in enumerate(question.gaps, 1):
        gaps[number] = IN_TEXT[gap.kind](gap, item, f"{GAP}{number}", identifier)
        _work_out(gap, processing, f"{GAP}{number}")
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


def _work_out(gap, processing, name):
    """Set the outcome of one gap by what was given."""
    way = way_of(gap)
    if way == BY_MAP:
        earned = child(processing, "setOutcomeValue", identifier=f"{name}{SCORE}")
        child(earned, "mapResponse", identifier=name)
    elif way == EXACTLY:
        case = child(child(processing, "responseCondition"), "responseIf")
        match = child(case, "match")
        child(match, "variable", identifier=name)
        child(match, "correct", identifier=name)
        earned = child(case, "setOutcomeValue", identifier=f"{name}{SCORE}")
        child(earned, "baseValue", digits(gap.points), baseType="float")
    else:
        _compare(gap, processing, name, f"{name}{SCORE}")


def _compare(question, processing, name, outcome):
    """Set ``outcome`` by the first answer that the number given is near enough to."""
    condition = child(processing, "responseCondition")
    for place, answer in enumerate(question.answers):
        case = child(condition, "responseElseIf" if place else "responseIf")
        off = digits(answer.tolerance)
        equal = child(case, "equal", toleranceMode="absolute", tolerance=f"{off} {off}")
        child(equal, "variable", identifier=name)
        child(equal, "baseValue", digits(answer.value), baseType="float")
        earned = child(case, "setOutcomeValue", identifier=outcome)
        child(earned, "baseValue", digits(answer.share * question.points / ALL), baseType="float")

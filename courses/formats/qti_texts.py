"""Texts of QTI items, which are XML where ours are HTML, both ways."""

import re
from urllib.parse import quote, unquote
from xml.etree.ElementTree import Element, ParseError, tostring

from defusedxml.ElementTree import fromstring

from courses.questions.markup import GAP
from courses.questions.values import File

from .cloze import apart
from .pictures import picture
from .texts import as_html, one_line

OWN = re.compile(r'src="file:([\w.-]+)"')
LONGEST_CHOICE = 1000  # characters of a choice that stands in a text
MEDIA = "media"
BLOCKS = {"choiceInteraction", "matchInteraction", "orderInteraction"}  # stand between paragraphs
FLOW = {"p", "div", "li", "td", "th", "blockquote"}  # what may hold them


def shown_in(question):
    """Names of the pictures that any text of ``question`` shows."""
    texts = [question.text, getattr(question, "guidance", "")]
    # A choice in a line is of plain words.
    for asked in (question, *(gap for gap in getattr(question, "gaps", ()) if gap.kind != "single")):
        texts += [option.text for option in getattr(asked, "options", ())]
        texts += [pair.prompt for pair in getattr(asked, "pairs", ())]
    return {name for text in texts for name in OWN.findall(text)}


def element_of(tag, text, *, identifier, **attributes):
    """An element ``tag`` that holds HTML ``text``, its pictures looked for in the folder of the item."""
    text = OWN.sub(lambda found: f'src="{MEDIA}/{identifier}/{quote(found[1])}"', text)
    try:
        made = fromstring(f"<{tag}>{text}</{tag}>")
    except ParseError:
        made = Element(tag)
        made.text = text
    made.attrib.update(attributes)
    return made


def words(text):
    """Plain ``text`` as a choice within a text holds it."""
    return as_html(one_line(text, LONGEST_CHOICE), "plain", line=0)


def in_flow(text):
    """Numbers of the gaps that stand where a block may stand."""
    blocks = [element for element in element_of("div", text, identifier="").iter() if element.tag in FLOW]
    said = [part or "" for block in blocks for part in (block.text, *(child.tail for child in block))]
    return {int(number) for part in said for number in GAP.findall(part)}


def put_gaps(element, gaps):
    """Put the elements of ``gaps``, by number, where ``{{1}}``, ``{{2}}`` … stand in the texts of ``element``."""
    children, text = list(element), element.text
    element[:], element.text = [], None
    _say(element, text, gaps)
    for child in children:
        text, child.tail = child.tail, None
        put_gaps(child, gaps)
        element.append(child)
        _say(element, text, gaps)
    if element.tag == "p" and any(child.tag in BLOCKS for child in element):
        element.tag = "div"  # a paragraph holds none of these; when read, it is one again


def _say(element, text, gaps):
    for place, piece in enumerate(GAP.split(text or "")):
        if place % 2:
            element.append(gaps[int(piece)])
        else:
            _write(element, piece)


def _write(element, text):
    """Put ``text`` at the end of ``element``."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def name_gaps(element, numbers):
    """Write ``{{1}}``, ``{{2}}`` … in place of the elements in ``numbers``; what looked like it does not any more."""
    children, text = list(element), element.text or ""
    element[:], element.text = [], apart(text)
    for child in children:
        tail, child.tail = child.tail or "", None
        if child in numbers:
            for prompt in child.findall("prompt"):  # what the interaction itself asks stands before it
                name_gaps(prompt, numbers)
                prompt.tag, prompt.tail = "span", " "
                element.append(prompt)
            _write(element, f"{{{{{numbers[child]}}}}}")
        else:
            name_gaps(child, numbers)
            element.append(child)
        _write(element, apart(tail))


class Texts:
    """Reads the texts of one item and gathers its pictures. ``part`` gives the bytes of a file beside the item."""

    def __init__(self, part, problems, budget):
        self.part, self.problems, self.budget, self.files, self.named = part, problems, budget, {}, {}

    def html(self, *elements):
        """HTML within ``elements``, one after the other."""
        return as_html("".join(map(self.raw, elements)), "html", line=0)

    def raw(self, element):
        """What is within ``element`` as HTML still to be sanitised."""
        for image in element.iter("img"):
            self._own(image)
        inner = Element("x")
        inner.text, inner[:] = element.text, list(element)
        return tostring(inner, encoding="unicode").removeprefix("<x>").removesuffix("</x>").removesuffix("<x />")

    def _own(self, image):
        source = unquote(image.get("src", ""))
        if source.startswith("file:"):
            return
        if source not in self.named:
            self.named[source] = self._read(source)
        image.set("src", self.named[source])

    def _read(self, source):
        """The address of the picture among the question's own; each is read once, however often it is shown."""
        file = None if ":" in source else picture(source, self.part(source), budget=self.budget)
        if file is None:
            self.problems.append(("no_picture", source))
            return ""
        self.files[file.name] = file.content
        return f"file:{file.name}"

    def pictures(self):
        return tuple(File(name=name, content=self.files[name]) for name in sorted(self.files))

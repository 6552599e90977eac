"""Texts of QTI items, which are XML where ours are HTML, both ways."""

import re
from urllib.parse import quote, unquote
from xml.etree.ElementTree import Element, ParseError, tostring

from defusedxml.ElementTree import fromstring

from courses.questions.values import File

from .pictures import picture
from .texts import as_html

OWN = re.compile(r'src="file:([\w.-]+)"')
MEDIA = "media"


def shown_in(question):
    """Names of the pictures that any text of ``question`` shows."""
    texts = [question.text, getattr(question, "guidance", "")]
    texts += [option.text for option in getattr(question, "options", ())]
    texts += [pair.prompt for pair in getattr(question, "pairs", ())]
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


class Texts:
    """Reads the texts of one item and gathers its pictures. ``part`` gives the bytes of a file beside the item."""

    def __init__(self, part, problems):
        self.part, self.problems, self.files, self.named = part, problems, {}, {}

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
        file = None if ":" in source else picture(source, self.part(source))
        if file is None:
            self.problems.append(("no_picture", source))
            return ""
        self.files[file.name] = file.content
        return f"file:{file.name}"

    def pictures(self):
        return tuple(File(name=name, content=self.files[name]) for name in sorted(self.files))

"""Texts of Moodle XML with their pictures, both ways."""

import base64
import re
from urllib.parse import quote, unquote

from courses.questions.values import File

from .pictures import from_base64, picture
from .texts import as_html
from .xml import child, line_of

PLUGIN_FILE = re.compile(r"""@@PLUGINFILE@@/([^"'\s<>?]+)(\?[^"'\s<>]*)?""")
OUTSIDE = re.compile(r"""<img\b[^<>]*?\bsrc\s*=\s*["']?(?!file:)([^"'\s<>]{1,500})""", re.IGNORECASE)
OWN = re.compile(r'src="file:([\w.-]+)"')


class Texts:
    """Reads the texts of one question and gathers the pictures they show."""

    def __init__(self, found):
        self.found, self.files = found, {}

    def html(self, element):
        """HTML of ``element``, which has a ``<text>``, a format and perhaps files; of None nothing."""
        if element is None:
            return ""
        names = {}
        for file in element.findall("file"):
            self._take(file, names)

        def own(match):
            said = unquote(match[1]).rpartition("/")[2]
            name = names.get(said)
            if said not in names:
                self.found.problem(line_of(element), "no_picture", unquote(match[1]))
            return f"file:{name}" if name else ""

        text = PLUGIN_FILE.sub(own, element.findtext("text") or "")
        for source in OUTSIDE.findall(text):
            self.found.problem(line_of(element), "no_picture", source)
        if element.get("format") == "markdown":
            self.found.problem(line_of(element), "markdown")
        return as_html(text, element.get("format", "html"), line=line_of(element))

    def _take(self, element, names):
        said = element.get("name", "")
        content = from_base64(element.text or "") if element.get("encoding") == "base64" else b""
        file = picture(said, content, budget=self.found.budget)
        if file is None:
            self.found.problem(line_of(element), "picture", said)
        names[said] = file and self._unlike_others(file)

    def _unlike_others(self, file):
        """The name under which the question has ``file``; another picture of the same name gets a number."""
        stem, _dot, ending = file.name.rpartition(".")
        number, name = 1, file.name
        while self.files.get(name, file.content) != file.content:
            number += 1
            name = f"{stem}-{number}.{ending}"
        self.files[name] = file.content
        return name

    def pictures(self):
        return tuple(File(name=name, content=self.files[name]) for name in sorted(self.files))


def write_html(parent, tag, text, files, **attributes):
    """An element ``tag`` with ``text`` and those of ``files`` (name → bytes) that it shows."""
    made = child(parent, tag, **attributes, format="html")
    shown = OWN.findall(text)
    child(made, "text", OWN.sub(lambda found: f'src="@@PLUGINFILE@@/{quote(found[1])}"', text))
    for name in dict.fromkeys(shown):
        if name in files:
            write_file(made, name, files[name])
    return made


def write_file(parent, name, content):
    child(parent, "file", base64.b64encode(content).decode(), name=name, path="/", encoding="base64")

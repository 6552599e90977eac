"""One look at a page, from which many tests read: axe's findings, measures, what the keyboard reached."""

from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT

from .acts import break_down
from .fake_room import SERVER, stand_in
from .signing_in import sign_in
from .stops import STOPS
from .watching import Watch

LOOK = (Path(__file__).parent / "look.js").read_text()
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
VIEWS = [(360, "light", WCAG), (360, "dark", ["cat.color"]), (1280, "dark", ["cat.color"]), (1280, "light", WCAG)]


@dataclass
class Facts:
    """What was seen of one page."""

    status: int
    title: str
    language: str
    axe: list = field(default_factory=list)
    headings: list = field(default_factory=list)
    sideways: dict = field(default_factory=dict)
    cut: list = field(default_factory=list)
    low: list = field(default_factory=list)
    lost: list = field(default_factory=list)
    moving: list = field(default_factory=list)
    complaints: list = field(default_factory=list)


class Reader:
    """Looks at pages of the standing site, each once, in one private window a person."""

    def __init__(self, chromium, address, scene):
        self.chromium, self.address, self.scene = chromium, address, scene
        self.pages = {who: self.open_window(who) for who in sorted({stop.who for stop in STOPS.values()})}

    def open_window(self, who):
        """The window of ``who``; it asks for stillness, so nothing is measured half-way."""
        window = self.chromium.new_context(base_url=self.address, reduced_motion="reduce", locale="uk-UA")
        window.set_default_timeout(10_000)
        stand_in(window)
        break_down(window)
        if who:
            sign_in(window, getattr(self.scene, who), self.address)
        return window.new_page(), Watch(window, own=self.address, known=[SERVER])

    def open(self, name):
        """Bring the page of this name into its window, in its state."""
        stop = STOPS[name]
        page, watch = self.pages[stop.who]
        page.set_viewport_size({"width": 360, "height": 800})
        page.emulate_media(color_scheme="light")
        answer = page.goto(stop.path.format(**vars(self.scene)))
        if stop.act:
            stop.act(page)
        return page, watch, answer

    def facts(self, name):
        """All there is to see of the page of this name."""
        page, watch, answer = self.open(name)
        facts = Facts(answer.status, page.title(), page.locator("html").get_attribute("lang"))
        page.evaluate(LOOK)
        for fact in ("lost", "headings", "low", "moving"):
            setattr(facts, fact, page.evaluate(f"look.{fact}()"))
        page.evaluate(AXE_SCRIPT)
        for width, theme, tags in VIEWS:
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=theme)
            facts.axe += [f"{width} {theme} {found}" for found in page.evaluate("tags => look.axe(tags)", tags)]
            self.measure(page, facts, f"{width} px")
        page.set_viewport_size({"width": 320, "height": 800})
        self.measure(page, facts, "320 px")
        page.evaluate("look.space()")
        self.measure(page, facts, "320 px, spaced out")
        facts.cut = page.evaluate("look.cut()")
        facts.complaints = list(watch.complaints)
        watch.complaints.clear()
        return facts

    def measure(self, page, facts, view):
        if beyond := page.evaluate("look.sideways()"):
            facts.sideways[view] = beyond

"""What looks at the pages sees what is wrong with one."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from .looking import LOOK, WCAG
from .watching import Watch

pytestmark = pytest.mark.journey

FLAWED = """<!doctype html><html lang="uk"><title>Вади</title><style>
.wide{width:40rem;height:1rem} .cut{height:1.5rem;overflow:hidden} .slow{transition:color 1s}
.bare:focus{outline:0} .over{position:absolute;inset:0;background:#fff}
.under{position:absolute;top:0;left:0;height:44px}
.block{position:relative;height:44px} a:focus{outline:2px solid #000}
</style><main>
<h1>Один</h1><h3>Три</h3><div class="wide"></div><p class="cut">Слово<br>за словом</p><p class="slow">Повільно</p>
<p style="color:#bbb;background:#fff">Блідо</p><p><button>Низько</button></p>
<p><a class="bare" href="/">Без ознаки</a></p>
<div class="block"><a class="under" href="/">Під тим</a><div class="over"></div></div>
</main></html>"""


@pytest.fixture(scope="module")
def flawed(chromium):
    window = chromium.new_context(viewport={"width": 360, "height": 800})
    page = window.new_page()
    page.set_content(FLAWED)
    page.evaluate(LOOK)
    yield page
    window.close()


def starts(found):
    return [line.partition(">")[0] for line in found]


def test_what_sticks_out_is_measured(flawed):
    assert flawed.evaluate("look.sideways()") > 0


def test_text_cut_off_is_found(flawed):
    assert starts(flawed.evaluate("look.cut()")) == ['<p class="cut"']


def test_a_skipped_heading_is_seen(flawed):
    assert flawed.evaluate("look.headings()") == [1, 3]


def test_a_low_button_is_found(flawed):
    assert starts(flawed.evaluate("look.low()")) == ["<button"]


def test_focus_that_cannot_be_seen_is_found(flawed):
    flawed.keyboard.press("Tab")

    lost = starts(flawed.evaluate("look.lost()"))

    assert lost == ["<button", '<a class="bare" href="/"', '<a class="under" href="/"']


def test_movement_is_found(flawed):
    assert starts(flawed.evaluate("look.moving()")) == ['<p class="slow"']


def test_pale_text_is_found(flawed):
    flawed.evaluate(AXE_SCRIPT)

    found = {line.partition(":")[0] for line in flawed.evaluate("tags => look.axe(tags)", WCAG)}

    assert {"color-contrast", "heading-order"} <= found


def test_complaints_and_strangers_are_heard(chromium):
    window = chromium.new_context()
    watch = Watch(window, own="http://school.test")
    window.route("**/*", lambda route: route.fulfill(content_type="text/html", body="<title>x</title>"))
    page = window.new_page()
    page.goto("http://school.test/")
    page.evaluate("console.error('broken'); console.warn('so what')")
    page.evaluate("fetch('http://stranger.test/', {mode: 'no-cors'})")
    page.evaluate("setTimeout(() => { throw new Error('thrown') })")
    page.evaluate("new Promise(settle => setTimeout(settle))")
    window.close()

    assert [line.partition(": ")[2] for line in watch.complaints] == ["broken", "http://stranger.test/", "thrown"]

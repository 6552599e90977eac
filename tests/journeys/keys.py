"""What somebody does who has keys alone: a control is reached by Tab, and known by its role and name."""

MOST_STOPS = 80  # on the way to a control; no page of a form has as many


def tab_to(page, wanted):
    """Press Tab until the focus is on one of ``wanted``, a locator by role; the control it is on."""
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        found = wanted.and_(page.locator(":focus"))
        if found.count():
            return found
    raise AssertionError(f"no key leads to {wanted}")


def write(page, name, text):
    tab_to(page, page.get_by_role("textbox", name=name, exact=True))
    page.keyboard.insert_text(text)


def tick(page, name):
    tab_to(page, page.get_by_role("checkbox", name=name, exact=True))
    page.keyboard.press("Space")


def pick(page, name, text):
    """Choose in a select, without opening it."""
    box = tab_to(page, page.get_by_role("combobox", name=name, exact=True))
    while box.evaluate("it => it.selectedOptions[0].label") != text:
        before = box.input_value()
        page.keyboard.press("ArrowDown")
        assert box.input_value() != before, f"«{name}» has no «{text}»"


def decide(page, name):
    """Choose one of the radio buttons of the page: they are one stop, and arrows go from one to the next."""
    tab_to(page, page.get_by_role("radio"))
    wanted = page.get_by_role("radio", name=name, exact=True)
    page.keyboard.press("Space")
    for _button in range(10):
        if wanted.is_checked():
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"no arrow leads to «{name}»")


def send(page):
    """Press the button of the form of the page."""
    tab_to(page, page.locator("main").get_by_role("button"))
    with page.expect_navigation():
        page.keyboard.press("Enter")

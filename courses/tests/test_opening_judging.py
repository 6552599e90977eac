"""Rules of opening as pure functions: nothing is closed for ever, and what closes something says what opens it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from courses.opening.judging import DATE, DAYS, PREVIOUS, SESSION, START, Closing, Live, Rule, closed_on, midnight
from courses.progress import CourseProgress, Item, Module

NOW = datetime(2027, 1, 12, 10, tzinfo=UTC)
BEGINS = date(2027, 1, 11)
moments = st.integers(-3, 60).map(lambda days: NOW + timedelta(days=days))


def live_at(starts_at):
    return Live("Зустріч", "/podii/zustrich/", starts_at, starts_at + timedelta(hours=2))


rules = st.one_of(
    st.just(Rule(START)),
    st.builds(lambda opens_at: Rule(DATE, opens_at=opens_at), moments),
    st.builds(lambda days: Rule(DAYS, days=days), st.integers(0, 60)),
    st.just(Rule(PREVIOUS)),
    st.builds(lambda days, starts: Rule(SESSION, days=days, live=live_at(starts)), st.integers(0, 9), moments),
    st.just(Rule(SESSION, days=2)),  # its session is called off
)
kinds = st.sampled_from([{}, {"questions": 3}, {"questions": 0}, {"is_assignment": True}])
steps = st.tuples(st.booleans(), st.booleans(), kinds)  # required, done, kind


def path_of(shape):
    """Modules with their steps, and keys from 1 on in the order of the path."""
    modules, items, key = [], [], 1
    for lines in shape:
        module = Module(key, f"Модуль {key}", f"m{key}", f"{key:04}")
        modules.append(module)
        for number, (required, done, kind) in enumerate(lines):
            pk = key + number + 1
            items.append(Item(pk, f"Крок {pk}", f"{pk:04}", module, f"/{pk}/", required=required, done=done, **kind))
        key += len(lines) + 1
    return CourseProgress(modules, items)


@st.composite
def courses(draw):
    path = path_of(draw(st.lists(st.lists(steps, max_size=4), min_size=1, max_size=4)))
    keys = [one.pk for one in (*path.modules, *path.items)]
    return path, draw(st.dictionaries(st.sampled_from(keys), rules, max_size=len(keys)))


class World:
    """Somebody in a course: time passes, they do what stands there, they come to live sessions."""

    def __init__(self, path, rules):
        self.path, self.rules, self.now = path, dict(rules), NOW

    @property
    def closed(self):
        known = {"begins": BEGINS, "gone": set(), "kept": set(), "now": self.now}
        return closed_on(self.path, rules=self.rules, **known)

    def follow(self, closing, *, attend):
        """Do what ``closing`` says, whatever has to be done for it first."""
        if closing.live and attend:
            for key, rule in self.rules.items():
                if rule.live == closing.live:
                    self.rules[key] = replace(rule, live=replace(rule.live, attended=True))
        elif closing.opens_at:
            self.now = closing.opens_at
        else:
            self.open(closing.first, attend=attend)
            items = [replace(item, done=item.done or item.pk == closing.first.pk) for item in self.path.items]
            self.path = CourseProgress(self.path.modules, items)

    def open(self, item, *, attend):
        for _try in range(200):
            why = self.closed.get(item.pk)
            if not why:
                return
            self.follow(why[0], attend=attend)
        raise AssertionError(f"{item.title} never opens: {why}")


@settings(max_examples=150)
@given(courses(), st.booleans())
def test_whatever_is_closed_says_what_opens_it_and_that_opens_it(course, attend):
    world = World(*course)
    for item in course[0].items:
        why = world.closed.get(item.pk, ())
        assert all(closing.opens_at or closing.first for closing in why)
        world.open(item, attend=attend)
        before = set(world.closed)
        world.now += timedelta(days=1)
        assert set(world.closed) <= before  # time closes nothing

    assert world.closed.keys() <= {module.pk for module in course[0].modules}


@settings(max_examples=60)
@given(courses(), st.data())
def test_doing_something_closes_nothing_and_what_is_kept_or_done_is_open(course, data):
    path, rules = course
    known = {"begins": BEGINS, "gone": set(), "now": NOW}
    before = set(closed_on(path, rules=rules, kept=set(), **known))
    kept = set(data.draw(st.lists(st.sampled_from([item.pk for item in path.items] or [0]))))
    after = set(closed_on(path, rules=rules, kept=kept, **known))

    assert after == before - kept
    assert after.isdisjoint(item.pk for item in path.items if item.done)


def test_each_kind_of_rule_says_when():
    path = path_of([[(True, False, {}), (False, False, {})], [(True, False, {"questions": 2})], [(True, False, {})]])
    first, _second, quiz, last = path.items
    live = live_at(NOW + timedelta(days=1))
    rules = {
        path.modules[1].pk: Rule(PREVIOUS),
        quiz.pk: Rule(DAYS, days=3),
        path.modules[2].pk: Rule(SESSION, days=2, live=live),
        last.pk: Rule(PREVIOUS),
    }

    closed = closed_on(path, rules=rules, begins=BEGINS, gone=set(), kept=set(), now=NOW)

    module = Closing(first=first, left=1, module=path.modules[0])  # a step that is not required is not waited for
    assert closed[quiz.pk] == (module, Closing(opens_at=midnight(date(2027, 1, 14))))
    assert closed[last.pk] == (
        Closing(opens_at=live.ends_at + timedelta(days=2), live=live),
        Closing(first=quiz, left=1),
    )
    assert first.pk not in closed


def test_a_quiz_without_attempts_and_a_handed_in_assignment_stand_in_nobodys_way():
    path = path_of([[(True, False, {"questions": 2}), (True, False, {"is_assignment": True}), (True, False, {})]])
    quiz, assignment, lesson = path.items
    rules = {assignment.pk: Rule(PREVIOUS), lesson.pk: Rule(PREVIOUS)}

    def closed(*gone):
        return set(closed_on(path, rules=rules, begins=BEGINS, gone=set(gone), kept=set(), now=NOW))

    assert [closed(), closed(quiz.pk), closed(quiz.pk, assignment.pk)] == [
        {assignment.pk, lesson.pk},
        {lesson.pk},
        set(),
    ]

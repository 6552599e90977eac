"""What a rule of opening means, in a sentence for who plans, before and after it is saved."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from content import wording
from courses.choosers import dated
from courses.models import OpeningRule

from .ruling import moment_in

When = OpeningRule.When


def meaning(rule, around, *, now):
    """«“Module 2” of “Course”, cohort 3: opens on 12 March, 00:00 (Kyiv time).»"""
    values = {"page": rule.page.title, "cohort": rule.cohort.label if rule.cohort else _("all cohorts")}
    return _("“%(page)s”, %(cohort)s:") % values + " " + opens(rule, around, now=now)


def opens(rule, around, *, now):
    """The second half of it. What lacks a value says nothing."""
    opens_at = moment_in(rule, rule.cohort) if rule.cohort else rule.opens_at
    values = {"days": rule.days, "when": wording.moment(opens_at, now=now) if opens_at else ""}
    match rule.when:
        case When.START:
            return _("open from the start on, whatever holds in other cohorts.")
        case When.DATE:
            return _("opens on %(when)s (Kyiv time).") % values
        case When.DAYS:
            return _of_days(rule, values)
        case When.PREVIOUS:
            return _of_previous(rule, around)
        case When.SESSION:
            values["session"] = dated(rule.session) if rule.session else ""
            words = _(
                "opens to each person whose attendance of “%(session)s” is credited; to the others on %(when)s "
                "(Kyiv time)."
            )
            return words % values


def _of_days(rule, values):
    if values["when"]:
        words = ngettext(
            "opens %(days)d day after the first day of the cohort: on %(when)s (Kyiv time).",
            "opens %(days)d days after the first day of the cohort: on %(when)s (Kyiv time).",
            rule.days,
        )
    elif rule.cohort:
        words = ngettext(
            "opens %(days)d day after each person’s own enrollment.",
            "opens %(days)d days after each person’s own enrollment.",
            rule.days,
        )
    else:
        words = ngettext(
            "opens %(days)d day after the first day of the cohort, or of one’s own enrollment at one’s own pace.",
            "opens %(days)d days after the first day of the cohort, or of one’s own enrollment at one’s own pace.",
            rule.days,
        )
    return words % values


def _of_previous(rule, around):
    """Also how one gets past a quiz or an assignment, as this is what people ask."""
    values = {"before": around.before(rule.page) or "–"}
    if around.is_module(rule.page):
        words = _(
            "opens once all required steps of “%(before)s” are done; of quizzes used-up attempts suffice too, of "
            "assignments handing in."
        )
    else:
        words = _(
            "opens once “%(before)s” is done; of a quiz used-up attempts suffice too, of an assignment handing in."
        )
    return words % values

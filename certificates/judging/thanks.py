"""Thanks to those who made something: who teaches or hosts, who speaks in a programme, who organized it."""

from datetime import datetime, timedelta

from certificates.models import Role
from conferences.models import Release
from content.models import Speaker
from courses.models.pages import CourseTrainer
from people.models import Person
from webinars.models.pages import EventSpeaker

from .verdicts import QUIET, Verdict, quiet_from, sessions_of


def candidates(*, rule, cohort=None):
    return Person.objects.filter(pk__in=DOERS[rule.role](rule))


def judge(*, rule, keys, now, cohort=None):
    """Thanked once it is over; of a course, which goes on with the next cohort, at any time."""
    until = None if rule.course_id else over_from(rule)
    if rule.event_id and until is None:
        return dict.fromkeys(keys, Verdict(False, "no_sessions"))
    late = until and until > now
    found = DOERS[rule.role](rule)
    return {key: _thanked(found.get(key), rule, until if late else None) for key in keys}


def _thanked(deeds, rule, until):
    if deeds is None:
        return Verdict(False, f"not_{rule.role}")
    return (
        Verdict(False, "too_early", until=until) if until else Verdict(True, evidence={str(rule.role): True, **deeds})
    )


def trainers(rule):
    """Those who teach the course, or host or are named at the event: what they did, by key."""
    if rule.course_id:
        named = CourseTrainer.objects.filter(course=rule.course_id, speaker__person__isnull=False)
        return {key: {} for key in named.values_list("speaker__person", flat=True)}
    named = EventSpeaker.objects.filter(event=rule.event_id, speaker__person__isnull=False)
    found = {key: {} for key in named.values_list("speaker__person", flat=True)}
    hosted = sessions_of(rule).filter(state="scheduled", host__isnull=False).order_by("starts_at", "pk")
    for key, host in hosted.values_list("pk", "host"):
        found.setdefault(host, {}).setdefault("hosted", []).append(key)
    return found


def over_from(rule):
    """A day after the last session or, for speakers, the last item: a hall needs no session. None without any."""
    if rule.role != Role.SPEAKER:
        return quiet_from(rule)
    starts = [(datetime.fromisoformat(item["starts_at"]), item["minutes"]) for item in items_of(rule)]
    return max(start + timedelta(minutes=minutes) for start, minutes in starts) + QUIET if starts else None


def items_of(rule):
    """What takes place by the newest version of the programme that was made public."""
    newest = Release.objects.filter(programme__event=rule.event_id).first()
    return list(newest.snapshot["items"].values()) if newest else []


def speakers(rule):
    """Those who stand in the released programme: the titles of what they speak in, by key."""
    titles = {}
    for item in items_of(rule):
        for who in (*item["speakers"], *item["moderators"]):
            titles.setdefault(who["slug"], []).append(item["title"])
    cards = Speaker.objects.filter(slug__in=titles, person__isnull=False)
    found = {}
    for slug, person in cards.values_list("slug", "person"):
        found.setdefault(person, {"talks": []})["talks"] += titles[slug]
    return found


def organizers(rule):
    """Those whom the rule names."""
    return {key: {} for key in rule.organizers.values_list("pk", flat=True)}


DOERS = {"trainer": trainers, "speaker": speakers, "organizer": organizers}

"""The questions of the scene, one in each state, and the journeys' steps through them."""

from datetime import timedelta

from courses.discussion.digests import choose_digests, key_of
from courses.discussion.moderating import confirm, hide, report
from courses.discussion.posting import answer, ask, take_back
from courses.notes.saving import save_note


class Discussion:
    """What ``reader`` and ``neighbor`` asked under ``lesson``, and what ``trainer`` made of it."""

    def __init__(self, *, lesson, reader, neighbor, trainer, now):
        self.lesson, self.now = lesson, now
        long_ago = now - timedelta(days=2)
        self.answered = self.asked(reader, "Де шукати рішення ради? Ось сторінка: https://example.org/rada", long_ago)
        self.reply = self.reply_to(self.answered, neighbor, "На сайті громади, у розділі «Документи».")
        confirm(post=self.reply, by=trainer.user, confirmed=True, now=now)
        self.reply_to(self.answered, trainer, "І в районній газеті.\n\nПогляньте у двох місцях.", by_trainer=True)
        self.fresh = self.asked(reader, "Що таке спеціальний фонд?", now)
        self.others = self.asked(neighbor, "Хто підписує кошторис школи?", now)
        self.reported = self.asked(neighbor, "Купуйте сонячні панелі!", now)
        report(post=self.reported, person=reader, reason="Реклама", now=now)
        self.hidden = self.asked(reader, "Адреса голови така", now)
        hide(post=self.hidden, by=trainer.user, reason="Тут адреса іншої людини", now=now)
        self.gone = self.asked(reader, "Це вже не потрібно", now)
        self.reply_to(self.gone, neighbor, "А я поясню.")
        take_back(post=self.gone, now=now)
        save_note(person=reader, lesson=lesson, text="Спитати про ліхтарі.", bookmarked=True, version=None, now=now)
        self.key, self.key_of_silent = key_of(reader), key_of(neighbor)
        choose_digests(person=neighbor, wanted=False, now=now)

    def asked(self, person, text, now):
        return ask(person=person, lesson=self.lesson, text=text, now=now)

    def reply_to(self, question, person, text, by_trainer=False):
        return answer(person=person, question=question, text=text, by_trainer=by_trainer, now=self.now)

"""Say yes or no to records in the admin, one or several at once: a page that asks first, and the buttons to it."""

from abc import ABC, abstractmethod
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views import View
from wagtail.admin import messages
from wagtail.admin.widgets.button import HeaderButton

MOST_AT_ONCE = 200
LONGEST_KEY = 17  # digits; a longer number is no key of any database


@dataclass(frozen=True)
class Decision:
    """``form`` asks for what has to be said with it; its fields go to ``DecideView.decide``."""

    yes: bool
    form: type
    title: str
    icon: str


class DecideView(ABC, View):
    """``?id=3&id=5``: who it is about, a word to them, one button. Each is decided or refused by itself."""

    actions = {}  # by the name in the address
    open_to = {}  # names of actions by the state of a record
    index = ""  # viewset to return to: its name in addresses
    refusal = None  # exception of the verb, in words
    none_ticked = ""
    with_ticked = ""  # «With the ticked requests:»

    @staticmethod
    @abstractmethod
    def may_decide(user):
        """Whether ``user`` may say yes or no at all."""

    @staticmethod
    @abstractmethod
    def records():
        """What may be decided, the first to ask first: seats go in that order."""

    @staticmethod
    @abstractmethod
    def decide(record, *, yes, by, now, **said):
        """Carry the decision out. Raises ``refusal``."""

    @staticmethod
    @abstractmethod
    def counted(number):
        """«Decided about 3 requests.»"""

    @classmethod
    def below_list(cls, *, user):
        """What ``content/admin/decide_results.html`` shows below a list with ticks; nothing to who may not decide."""
        names = cls.actions if cls.may_decide(user) else ()
        offered = [(reverse(f"{cls.index}:decide", args=[name]), cls.actions[name]) for name in names]
        return {"bulk_actions": offered, "with_ticked": cls.with_ticked}

    @classmethod
    def buttons(cls, record, *, user):
        """What may still be decided about one record."""
        names = cls.open_to.get(record.state, ()) if cls.may_decide(user) else ()
        return [
            HeaderButton(
                cls.actions[name].title,
                url=f"{reverse(f'{cls.index}:decide', args=[name])}?id={record.pk}",
                icon_name=cls.actions[name].icon,
            )
            for name in names
        ]

    def dispatch(self, request, name):
        if name not in self.actions:
            raise Http404
        if not self.may_decide(request.user):
            raise PermissionDenied
        self.action, self.chosen = self.actions[name], self.named_in(request)
        if not self.chosen:
            messages.warning(request, self.none_ticked)
            return redirect(f"{self.index}:index")
        return super().dispatch(request)

    def named_in(self, request):
        keys = [key for key in request.GET.getlist("id") if key.isdecimal() and len(key) <= LONGEST_KEY]
        return list(self.records().filter(pk__in=[int(key) for key in keys[:MOST_AT_ONCE]]))

    def get(self, request):
        return self.asked(request, self.action.form())

    def post(self, request):
        form = self.action.form(request.POST)
        if not form.is_valid():
            return self.asked(request, form)
        self.decide_each(request, form.cleaned_data)
        return redirect(f"{self.index}:index")

    def asked(self, request, form):
        context = {
            "form": form,
            "records": self.chosen,
            "page_title": self.action.title,
            "button": self.action.title,
            "back_url": reverse(f"{self.index}:index"),
            "header_icon": self.action.icon,
        }
        return TemplateResponse(request, "content/admin/decide.html", context)

    def decide_each(self, request, said):
        """One refusal stops nobody else's decision; all of them are said."""
        done, now = 0, timezone.now()
        for record in self.chosen:
            try:
                self.decide(record, yes=self.action.yes, by=request.user, now=now, **said)
            except self.refusal as refusal:
                messages.error(request, f"{record}: {refusal}")
            else:
                done += 1
        if done:
            messages.success(request, self.counted(done))

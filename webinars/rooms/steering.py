"""What can be done to a room from outside, over HTTP: see who is in it, put somebody out, say something, end it.

Plain values in and out. ``Steering`` is a Jitsi server of one's own, ``JaasSteering`` rented rooms. Each call waits for
another machine and is made by a task. Sent twice, each does the same as once, but for ``say``: that is sent once.
"""

import json
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from .wire import NoAnswer, ask

AGAIN = 2
SURELY_EMPTY = 1  # so many are counted in a room that holds nobody but Jitsi's own focus, too
COMMANDS = "https://8x8.vc/v1/_jaas/conference-commands/v1/meeting"


class NotDone(Exception):
    """The room server did not do it; the text says why, for the host."""


@dataclass(frozen=True)
class Steering:
    """Prosody at ``url`` (its own port, not the public one) as ``host``, with the modules docs/jitsi.md names.

    ``system_token`` opens every room and is signed with a key of its own: were it that of people's tokens, Prosody
    would let each of them end every meeting. Without one only ``look`` is possible.
    """

    url: str
    host: str
    domain: str
    muc: str
    system_token: str
    room_token: str  # asked for where the server verifies who asks for the size of a room

    @property
    def acts(self):
        return {"look", "kick", "say", "end"} if self.system_token else {"look"}

    def look(self, room):
        """Pairs (occupant, name that they show) of everybody in the room, machines among them."""
        people = self._read("/room", room)
        people = people if isinstance(people, list) else []  # nobody is {}: Lua knows no empty list
        rows = [row for row in people if isinstance(row, dict) and isinstance(row.get("jid"), str)]
        return [(row["jid"].rpartition("/")[2][:100], str(row.get("display_name") or "")[:200]) for row in rows]

    def size(self, room):
        """How many people are in the room, 0 where there is none; one may be nobody (``SURELY_EMPTY``)."""
        said = self._read("/room-size", room)
        number = said.get("participants") if isinstance(said, dict) else None
        return number if isinstance(number, int) and number > 0 else 0

    def _read(self, path, room):
        """What a question about the room is answered with; None where there is no such room."""
        where = {"room": room, "domain": self.domain} | ({"token": self.room_token} if self.room_token else {})
        reply = self._ask("GET", f"{path}?{urlencode(where)}", retries=AGAIN, bearer="")
        if reply.status == 404 or (reply.status == 403 and self.room_token):  # so it says that there is no such room
            return None
        _check(reply)
        try:
            return json.loads(reply.text)
        except (ValueError, RecursionError) as trouble:
            raise NotDone(_("The room server answered something that is no list.")) from trouble

    def kick(self, room, occupant):
        body = json.dumps({"participantId": occupant})
        _check(self._ask("PUT", f"/kick-participant?{urlencode({'room': room})}", data=body, retries=AGAIN))

    def say(self, room, connections, text):
        said = {"room": f"{room}@{self.muc}", "connectionJIDs": connections, "message": text}
        _check(self._ask("POST", "/send-system-chat-message", data=json.dumps(said)))

    def end(self, room):
        where = urlencode({"conference": f"{room}@{self.muc}"})
        reply = self._ask("POST", f"/end-meeting?{where}", retries=AGAIN)
        if reply.status != 404:  # nobody is there: it is ended
            _check(reply)

    def trusts_us(self, room):
        """Of a room that nobody has: ``""`` if our token opens this door and no other does, else what is wrong."""
        where = f"/end-meeting?{urlencode({'conference': f'{room}@{self.muc}'})}"
        spoiled = ".".join([*self.system_token.split(".")[:2], "A" * 342])
        ours, others = self._ask("POST", where).status, self._ask("POST", where, bearer=spoiled).status
        if others == 404:
            return "muc_end_meeting: HTTP 404"
        return "" if (ours, others) == (404, 401) else f"HTTP {ours}, HTTP {others}"

    def _ask(self, method, path, *, bearer=None, **what):
        token = self.system_token if bearer is None else bearer
        headers = {"Host": self.host} | ({"Authorization": f"Bearer {token}"} if token else {})
        if "data" in what:
            headers["Content-Type"] = "application/json"  # exactly that, without a charset
        return _asked(method, self.url + path, headers=headers, **what)


@dataclass(frozen=True)
class JaasSteering:
    """Commands of JaaS, which lists no rooms and says nothing in them: who is there it told in webhooks."""

    app_id: str
    system_token: str
    url: str = COMMANDS
    acts = frozenset({"kick", "end"})

    def kick(self, room, occupant):
        self._command(room, "KICK_PARTICIPANT", participantId=occupant)

    def end(self, room):
        self._command(room, "DESTROY")

    def _command(self, room, action, **more):
        payload = {"conferenceFullName": f"{room}@conference.{self.app_id}.8x8.vc", **more}
        headers = {"Authorization": f"Bearer {self.system_token}"}
        _check(_asked("POST", self.url, json={"action": action, "payload": payload}, headers=headers, retries=AGAIN))


def _asked(method, url, **what):
    try:
        return ask(method, url, **what)
    except NoAnswer as trouble:
        raise NotDone(_("The room server does not answer (%(trouble)s).") % {"trouble": trouble}) from trouble


def _check(reply):
    if 200 <= reply.status < 300:
        return
    if reply.status in (401, 403):
        raise NotDone(_("The room server does not take orders from the school. The page “Live rooms” says more."))
    if reply.status == 404:
        raise NotDone(_("The room server knows no such room or nobody of that kind in it."))
    raise NotDone(_("The room server answered with an error (%(status)s).") % {"status": reply.status})

"""A call for proposals to the coming forum, proposals in each state, speakers who were asked – all by the verbs."""

from datetime import timedelta

from conferences.cards.inviting import FIELDS, answer, invite
from conferences.models import Call, Programme, Proposal
from conferences.proposals.deciding import decide, tell
from conferences.proposals.proposing import propose, withdraw
from conferences.proposals.reviewing import review
from content.models import Speaker
from people.models import User

from .reading import read
from .registry import email_of

AS_WRITTEN = ("title", "kind", "language", "minutes", "abstract", "note", "name", "organization", "email", "reads")
DAY = timedelta(days=1)


def build_proposals(*, staff, now):
    """Sent a week after the opening, one an hour; decided yesterday."""
    text = read("proposals.toml")
    programme = Programme.objects.get(event__slug=text["programme"])
    opens, closes = now + text["opens"] * DAY, now + text["closes"] * DAY
    call = Call.objects.create(programme=programme, opens_at=opens, closes_at=closes, text=text["text"].strip())
    reviewers = [staff.user, User.objects.get(email=email_of("administrator"))]
    for number, row in enumerate(text["proposal"]):
        sent = opens + 7 * DAY + timedelta(hours=number)
        proposal = Proposal(call=call, **{name: row[name] for name in AS_WRITTEN if name in row})
        proposal = propose(proposal=proposal, send=row["state"] != "draft", now=sent)
        for reviewer, (vote, comment) in zip(reviewers, row.get("votes", []), strict=False):
            review(proposal=proposal, by=reviewer, vote=vote, comment=comment, now=sent + DAY)
        bring_to(proposal, row, by=staff.user, now=now - DAY)
    for row in text["speaker"]:
        ask(programme, row, by=staff.user, now=now - 3 * DAY)
    return call


def ask(programme, row, *, by, now):
    """A day later they answer, if they do."""
    speaker = Speaker.objects.get(slug=row["slug"])
    email = f"{speaker.slug}@school.example"
    invitation = invite(programme=programme, speaker=speaker, email=email, by=by, now=now)
    if "answer" in row:
        card = {name: row.get(name, getattr(speaker, name)) for name in FIELDS}
        said = {"answer": row["answer"], "word": row.get("word", ""), "photo": None}
        answer(invitation=invitation, card=card, now=now + DAY, **said)


def bring_to(proposal, row, *, by, now):
    """The state that is written for it; «decided» is decided and not told."""
    if row["state"] == "withdrawn":
        withdraw(proposal=proposal, now=now)
    elif row["state"] in ("accepted", "declined", "decided"):
        accepted = row["state"] != "declined"
        decide(proposal=proposal, accepted=accepted, reason=row.get("reason", ""), by=by, now=now)
        if row["state"] != "decided":
            tell(proposal=proposal, by=by, now=now)

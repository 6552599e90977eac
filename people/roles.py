"""Who may do what in the admin: three groups, by permissions, never by name. The tables here are the truth."""

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db import connection, transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

TRAINERS = "Тренери"
COORDINATORS = "Координатори"
ADMINISTRATORS = "Адміністратори"


def each(*models, may):
    """Permission names: every verb of ``may`` for every model, as in ``people.change_person``."""
    return {f"{app}.{verb}_{name}" for app, _dot, name in (model.partition(".") for model in models) for verb in may}


WRITE = ("add", "change", "view")
ENTER = {"wagtailadmin.access_admin"}
NAME_AUTHORS = each("content.topic", "content.speaker", may=["view"])
PLAN = each(
    "courses.cohort", "webinars.session", "webinars.sessionseries", "content.topic", "content.speaker", may=WRITE
)
PLAN |= each("conferences.programme", "conferences.item", may=WRITE) | {"conferences.delete_item"}
PLAN |= each("conferences.call", may=WRITE) | each("conferences.proposal", may=["view"])  # who changes calls decides
LOOK_AFTER_MAILS = each("calendars.invitation", may=["change", "view"])  # change: try again
LOOK_AFTER_MAILS |= each("calendars.feedtoken", may=["view"])
PLAN |= each("courses.openingrule", may=(*WRITE, "delete")) | each("courses.prerequisitewaiver", may=["add", "view"])
KEEP_THE_BANK = each("courses.bankquestion", "courses.questioncategory", may=WRITE)  # it holds the answers
INVITE = each("courses.invitationlink", may=["add", "view"])  # who may change cohorts revokes and decides
INVITE |= each("courses.seatallotment", may=["add", "change", "view"])
REGISTER = each("people.person", "people.organization", may=WRITE)
SEE_RECORDS = each(
    "courses.application", "courses.enrollment", "courses.post", "courses.quizattempt", "webinars.registration",
    "webinars.waitingplace", "webinars.wayin", "webinars.seatrequest", "webinars.reminder", "webinars.attendance",
    "consultations.consultation", "consultations.offer", "courses.queueplace", "webinars.roomquestion",
    "webinars.poll", may=["view"]
)  # fmt: skip
CONSULT = each("consultations.offer", may=["add"])  # a trainer’s own hours
LOOK_AFTER_CONSULTATIONS = CONSULT | each("consultations.consultation", may=["change"])  # change: call off
ASK_FOR_OPINIONS = each("surveys.survey", may=WRITE)  # each about what is one’s own
CERTIFY = each(
    "certificates.certificate", "certificates.certificaterule", "certificates.certificatetemplate", may=WRITE
)
LIST_THE_CERTIFIED = each("certificates.issuerun", may=["add", "view"])  # who may certify approves the list

PERMISSIONS = {
    TRAINERS: ENTER | NAME_AUTHORS | KEEP_THE_BANK | CONSULT | ASK_FOR_OPINIONS,
    COORDINATORS: ENTER
    | PLAN
    | INVITE
    | KEEP_THE_BANK
    | REGISTER
    | SEE_RECORDS
    | LOOK_AFTER_MAILS
    | LOOK_AFTER_CONSULTATIONS
    | ASK_FOR_OPINIONS
    | LIST_THE_CERTIFIED,
    ADMINISTRATORS: ENTER
    | PLAN
    | INVITE
    | KEEP_THE_BANK
    | REGISTER
    | SEE_RECORDS
    | LOOK_AFTER_MAILS
    | LOOK_AFTER_CONSULTATIONS
    | ASK_FOR_OPINIONS
    | LIST_THE_CERTIFIED
    | CERTIFY,
}
# Trainers write and send for review; coordinators approve and publish.
WRITE_PAGES = each("wagtailcore.page", may=["add", "change"])
PAGE_PERMISSIONS = {
    TRAINERS: WRITE_PAGES,
    COORDINATORS: WRITE_PAGES | each("wagtailcore.page", may=["publish", "lock", "unlock"]),
    ADMINISTRATORS: WRITE_PAGES | each("wagtailcore.page", may=["publish", "lock", "unlock"]),
}
# Wagtail asks for the rights of its own image and document models, whichever models a school has instead.
ADD_FILES = each("wagtailimages.image", "wagtaildocs.document", may=["add", "choose"])
CHANGE_FILES = each("wagtailimages.image", "wagtaildocs.document", may=["change"])
FILE_PERMISSIONS = {
    TRAINERS: ADD_FILES,
    COORDINATORS: ADD_FILES | CHANGE_FILES,
    ADMINISTRATORS: ADD_FILES | CHANGE_FILES,
}


@transaction.atomic
def sync_roles(**kwargs):
    """Make the groups match the tables above. Runs after every ``migrate``; safe to run again.

    Rights that a group should have beyond the table belong to a group of one's own: here they would be taken back.
    """
    tables = set(connection.introspection.table_names())
    if not {model._meta.db_table for model in (GroupCollectionPermission, GroupPagePermission)} <= tables:
        return  # only a part of the apps is migrated yet
    root, collection = Page.get_first_root_node(), Collection.get_first_root_node()
    if root is None or collection is None:
        return  # an emptied database, as between tests
    known = known_permissions()
    for role in PERMISSIONS:
        group, _made = Group.objects.get_or_create(name=role)
        group.permissions.set(known[name] for name in sorted(PERMISSIONS[role]) if name in known)
        for name in PAGE_PERMISSIONS[role] & set(known):
            GroupPagePermission.objects.get_or_create(group=group, page=root, permission=known[name])
        for name in FILE_PERMISSIONS[role] & set(known):
            GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=known[name])


def known_permissions():
    """Every permission the tables name, by name. Django makes permissions app by app, so make all of them first."""
    wanted = set().union(*PERMISSIONS.values(), *PAGE_PERMISSIONS.values(), *FILE_PERMISSIONS.values())
    labels = {name.partition(".")[0] for name in wanted}
    for label in sorted(labels):
        create_permissions(apps.get_app_config(label), verbosity=0)
    rows = Permission.objects.filter(content_type__app_label__in=labels).select_related("content_type")
    named = {f"{row.content_type.app_label}.{row.codename}": row for row in rows}
    return {name: named[name] for name in wanted if name in named}


def add_to_role(*, user, role):
    """Give ``user`` the permissions of a role, such as ``TRAINERS``."""
    user.groups.add(Group.objects.get_or_create(name=role)[0])

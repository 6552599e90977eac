"""Who may do what in the admin: three groups, by permissions, never by name."""

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

TRAINERS = "Тренери"
COORDINATORS = "Координатори"
ADMINISTRATORS = "Адміністратори"

LOOK = {"people.view_person", "people.view_organization"}
SEE_RECORDS = {
    "courses.view_cohort",
    "courses.view_enrollment",
    "courses.view_quizattempt",
    "webinars.view_session",
    "webinars.view_registration",
    "webinars.view_attendance",
}
PLAN = {
    f"{app}.{action}_{model}"
    for app, model in (("courses", "cohort"), ("webinars", "session"), ("content", "speaker"), ("content", "topic"))
    for action in ("add", "change", "view")
}
REGISTER = {f"people.{action}_{model}" for action in ("add", "change", "view") for model in ("person", "organization")}
CERTIFY = {
    f"certificates.{action}_{model}"
    for action in ("add", "change", "view")
    for model in ("certificate", "certificaterule", "certificatetemplate")
}
ADMIN = {"wagtailadmin.access_admin"}

PERMISSIONS = {
    TRAINERS: ADMIN,
    COORDINATORS: ADMIN | LOOK | SEE_RECORDS | PLAN | REGISTER,
    ADMINISTRATORS: ADMIN | LOOK | SEE_RECORDS | PLAN | REGISTER | CERTIFY,
}
PAGE_PERMISSIONS = {
    TRAINERS: ["add_page", "change_page"],
    COORDINATORS: ["add_page", "change_page", "publish_page", "lock_page", "unlock_page"],
    ADMINISTRATORS: ["add_page", "change_page", "publish_page", "lock_page", "unlock_page"],
}
FILE_PERMISSIONS = ["add_siteimage", "choose_image", "add_sitedocument", "choose_document"]


def permission(name):
    app, codename = name.split(".")
    return Permission.objects.filter(content_type__app_label=app, codename=codename).first()


def sync_roles(**kwargs):
    """Make the groups match the tables above; safe to run after every migration."""
    root, collection = Page.get_first_root_node(), Collection.get_first_root_node()
    if root is None or collection is None:
        return
    for name, wanted in PERMISSIONS.items():
        group, _made = Group.objects.get_or_create(name=name)
        group.permissions.set(filter(None, map(permission, sorted(wanted))))
        for codename in PAGE_PERMISSIONS[name]:
            if found := permission(f"wagtailcore.{codename}"):
                GroupPagePermission.objects.get_or_create(group=group, page=root, permission=found)
        for codename in FILE_PERMISSIONS:
            if found := permission(f"content.{codename}"):
                GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=found)


def add_to_role(*, user, role):
    """Give ``user`` the permissions of a role, such as ``TRAINERS``."""
    user.groups.add(Group.objects.get_or_create(name=role)[0])

"""A wrong setting is said at the start, with an id and what to do, never found out at night."""

import math
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured

from webinars.rooms import rooms


@register(Tags.security, deploy=True)
def site_url_is_public(app_configs, **kwargs):
    parts = urlsplit(settings.SITE_URL)
    if parts.scheme == "https" and parts.hostname not in {None, "localhost"}:
        return []
    return [
        Error(
            f"SITE_URL is {settings.SITE_URL!r}, so mails, calendars and certificates would hold a wrong address.",
            hint="Set SITE_URL to the public https address, for example https://school.example.org.",
            id="lms.E001",
        )
    ]


@register(Tags.security, deploy=True)
def mail_sender_is_set(app_configs, **kwargs):
    if not settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        return []
    hint = "Set MAIL_FROM to an address of your domain; MAIL_HOST and its companions say how mail leaves."
    return [Error("MAIL_FROM is not set.", hint=hint, id="lms.E002")]


@register(Tags.security, deploy=True)
def rooms_have_a_secret(app_configs, **kwargs):
    options = settings.WEBINAR_ROOMS["OPTIONS"]
    if options.get("app_id") and (options.get("app_secret") or options.get("private_key_file")):
        return []
    return [
        Warning(
            "JITSI_APP_ID or JITSI_APP_SECRET is not set: rooms are protected by their unguessable names only.",
            hint="Set both as in Prosody's configuration, or silence lms.W003 if this is intended.",
            id="lms.W003",
        )
    ]


@register(Tags.security, deploy=True)
def rooms_are_whole(app_configs, **kwargs):
    try:
        rooms()
    except ImproperlyConfigured as trouble:
        hint = "See docs/jitsi.md for what belongs together, for a server of your own and for JaaS."
        return [Error(str(trouble), hint=hint, id="lms.E008")]
    return []


@register(Tags.security, deploy=True)
def rented_rooms_tell_who_came(app_configs, **kwargs):
    if not settings.WEBINAR_ROOMS["BACKEND"].endswith(".JaasRooms") or settings.JAAS_WEBHOOK_SECRET:
        return []
    hint = "Add a webhook in JaaS's console (docs/jitsi.md) and set its secret."
    return [Warning("JAAS_WEBHOOK_SECRET is not set: JaaS cannot tell who came.", hint=hint, id="lms.W009")]


@register(Tags.security, deploy=True)
def mail_uses_one_kind_of_tls(app_configs, **kwargs):
    if not (settings.EMAIL_USE_TLS and settings.EMAIL_USE_SSL):
        return []
    hint = "MAIL_STARTTLS is for port 587, MAIL_TLS for port 465; set the one that your mail server names."
    return [Error("MAIL_STARTTLS and MAIL_TLS exclude each other.", hint=hint, id="lms.E005")]


@register(Tags.security, deploy=True)
def answers_can_be_read(app_configs, **kwargs):
    if not settings.REPLIES_HOST:
        return []
    problems = []
    if not settings.REPLIES_PASSWORD:
        hint = "Set REPLIES_PASSWORD, or leave REPLIES_HOST empty: then people read the answers."
        problems.append(Error("REPLIES_HOST is set, and REPLIES_PASSWORD is not.", hint=hint, id="lms.E006"))
    if not settings.REPLIES_TLS and settings.REPLIES_HOST not in {"localhost", "127.0.0.1", "::1"}:
        hint = "Set REPLIES_TLS=yes and the port for it, usually 993."
        problems.append(Error("The password of the mailbox would cross the net unencrypted.", hint=hint, id="lms.E007"))
    return problems


@register(Tags.compatibility)
def no_task_is_given_out_twice(app_configs, **kwargs):
    """A fetched task waits behind what its worker fetched before, each up to the timeout, then runs as long itself."""
    cluster = settings.Q_CLUSTER
    longest = cluster["timeout"] * (1 + math.ceil(cluster["queue_limit"] / cluster["workers"]))
    if cluster["retry"] > longest:
        return []
    return [
        Error(
            f"Q_CLUSTER['retry'] is {cluster['retry']}, but a task may wait and run for {longest} seconds: "
            "it would start again beside itself.",
            hint="Raise retry above timeout × (1 + queue_limit / workers), or lower timeout or queue_limit.",
            id="lms.E004",
        )
    ]

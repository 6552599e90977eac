"""Who takes part (``Person``), how they sign in (``User``), and where they come from (``Organization``)."""

import uuid

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.search import index

from .alphabet import Alphabetically
from .regions import Region


class Settlement(models.TextChoices):
    """The kind of place; villages and settlements count as rural in the donor's figures."""

    VILLAGE = "village", _("village")
    SETTLEMENT = "settlement", _("settlement")
    TOWN = "town", _("town")
    CITY = "city", _("city")


RURAL = (Settlement.VILLAGE, Settlement.SETTLEMENT)


class UserManager(BaseUserManager):
    """Makes accounts known by their e-mail address."""

    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, **{**fields, "is_staff": True, "is_superuser": True})

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class User(AbstractUser):
    """An account: a way in. What a person did hangs on ``Person``, never here."""

    username = None
    email = models.EmailField(_("e-mail"), unique=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    objects = UserManager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique",
                violation_error_message=_("There is already an account with this e-mail."),
            ),
        ]

    def __str__(self):
        return self.email

    def clean(self):
        super().clean()
        self.email = self.email.lower()


class Organization(index.Indexed, models.Model):
    """A civil-society organization (CSO)."""

    name = models.CharField(_("name"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    edrpou = models.CharField(
        _("EDRPOU code"),
        max_length=8,
        blank=True,
        validators=[RegexValidator(r"^\d{8}\Z", _("The EDRPOU code has eight digits."))],
        help_text=_("Eight digits of the state register."),
    )
    region = models.CharField(_("region"), max_length=5, choices=Region)
    community = models.CharField(
        _("community"), max_length=120, blank=True, help_text=_("The territorial community (hromada).")
    )
    settlement = models.CharField(_("kind of settlement"), max_length=12, choices=Settlement, blank=True)
    grant_holder = models.BooleanField(_("holds a grant of the programme"), default=False)
    website = models.URLField(_("website"), blank=True)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)

    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.FilterField("region")]

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        ordering = [Alphabetically("name")]
        constraints = [
            models.UniqueConstraint("name", "region", name="organization_name_in_region_unique"),
            models.UniqueConstraint("edrpou", condition=~Q(edrpou=""), name="organization_edrpou_unique"),
        ]

    def __str__(self):
        return self.name

    @property
    def is_rural(self):
        return self.settlement in RURAL


class PersonQuerySet(models.QuerySet):
    def with_account(self):
        return self.filter(user__isnull=False)


class Person(index.Indexed, ClusterableModel):
    """Someone who takes part, with or without an account; counted once over all courses and years."""

    class Gender(models.TextChoices):
        FEMALE = "female", _("woman")
        MALE = "male", _("man")
        OTHER = "other", _("another")

    class Language(models.TextChoices):
        UKRAINIAN = "uk", _("Ukrainian")
        ENGLISH = "en", _("English")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.OneToOneField(
        User, verbose_name=_("account"), null=True, blank=True, on_delete=models.SET_NULL, related_name="person"
    )
    legal_name = models.CharField(
        _("full name"), max_length=150, help_text=_("First name and surname as on certificates. Others do not see it.")
    )
    display_name = models.CharField(
        _("name shown to others"), max_length=80, help_text=_("Shown in rooms and to your trainers' groups.")
    )
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.UKRAINIAN)
    region = models.CharField(_("region"), max_length=5, choices=Region, blank=True)
    community = models.CharField(_("community"), max_length=120, blank=True)
    settlement = models.CharField(_("kind of settlement"), max_length=12, choices=Settlement, blank=True)
    gender = models.CharField(_("gender"), max_length=8, choices=Gender, blank=True)
    organizations = models.ManyToManyField(
        Organization, through="Membership", verbose_name=_("organizations"), related_name="people"
    )
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    consented_at = models.DateTimeField(_("agreed to the privacy notice"), null=True, blank=True, editable=False)

    search_fields = [
        index.SearchField("legal_name"),
        index.AutocompleteField("legal_name"),
        index.SearchField("display_name"),
        index.AutocompleteField("email"),
        index.FilterField("region"),
    ]

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = [Alphabetically("legal_name"), "pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                condition=~Q(email=""),
                name="person_email_unique",
                violation_error_message=_("There is already a person with this e-mail."),
            ),
        ]

    def __str__(self):
        return self.legal_name

    @property
    def is_rural(self):
        return self.settlement in RURAL


class Membership(models.Model):
    """A person's place in an organization."""

    person = ParentalKey(Person, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("person"))
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("organization")
    )
    position = models.CharField(_("position"), max_length=120, blank=True)
    is_contact = models.BooleanField(
        _("contact of the organization"),
        default=False,
        help_text=_("Names people for the seats that the school keeps for the organization, and sees who takes part."),
    )

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        # By ``fields``: only so does the form of a person, where the rows are not saved yet, check it.
        constraints = [models.UniqueConstraint(fields=["person", "organization"], name="membership_unique")]

    def __str__(self):
        return f"{self.person} – {self.organization}"

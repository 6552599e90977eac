"""Three finished designs, for a school to make its own: completion of a course, attendance of an event, thanks."""

from django.conf import settings

from .models import CertificateTemplate

Accent = CertificateTemplate.Accent

DESIGNS = {
    "Килим": {
        "title": "Сертифікат",
        "statement": "за успішне завершення курсу",
        "kilim_seed": "school",
        "accent": Accent.BLUE,
    },
    "Участь": {
        "title": "Сертифікат",
        "statement": "за участь у події",
        "kilim_seed": "uchast",
        "accent": Accent.GREEN,
    },
    "Тренер": {
        "title": "Подяка",
        "statement": "із вдячністю за проведене навчання",
        "kilim_seed": "trener",
        "accent": Accent.RED,
    },
}
TO_FILL = {"signatory": "Ім’я та прізвище того, хто підписує", "signatory_role": "посада"}


def ship_designs(**signed):
    """The templates by name; those that are there already stay as somebody made them.

    ``signed`` are fields for all of them, such as the signatory; without them the words say what to write there.
    """
    common = {"issuer": settings.SCHOOL_NAME, **TO_FILL, **signed}
    return {
        name: CertificateTemplate.objects.get_or_create(name=name, defaults={**common, **words})[0]
        for name, words in DESIGNS.items()
    }

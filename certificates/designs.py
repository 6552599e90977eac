"""Three finished designs, for a school to make its own: completion of a course, attendance of an event, thanks."""

from django.conf import settings

from .models import CertificateTemplate

Accent, Format = CertificateTemplate.Accent, CertificateTemplate.Format
QrPlace, NumberPlace = CertificateTemplate.QrPlace, CertificateTemplate.NumberPlace

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
        "body": "Формат участі: {mode}\nТривалість: {hours}\nДати: {dates}\nТема: {topics}",
        "kilim_seed": "uchast",
        "accent": Accent.GREEN,
        "format": Format.A4_PORTRAIT,
        "qr_place": QrPlace.LEFT,
    },
    "Тренер": {
        "title": "Подяка",
        "statement": "із вдячністю за проведене навчання",
        "body": "Заняття загальним обсягом {of_hours}\nДати: {dates}\nТема: {topics}",
        "kilim_seed": "trener",
        "accent": Accent.RED,
        "number_place": NumberPlace.FOOT,
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

"""The 27 first-level regions of Ukraine: 24 oblasts, the Autonomous Republic of Crimea, Kyiv and Sevastopol.

Codes are ISO 3166-2:UA (https://www.iso.org/obp/ui/#iso:code:3166:UA), names in the Ukrainian alphabet's order.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Region(models.TextChoices):
    """A first-level region; the value is its ISO 3166-2 code."""

    CRIMEA = "UA-43", _("Autonomous Republic of Crimea")
    VINNYTSIA = "UA-05", _("Vinnytsia oblast")
    VOLYN = "UA-07", _("Volyn oblast")
    DNIPROPETROVSK = "UA-12", _("Dnipropetrovsk oblast")
    DONETSK = "UA-14", _("Donetsk oblast")
    ZHYTOMYR = "UA-18", _("Zhytomyr oblast")
    ZAKARPATTIA = "UA-21", _("Zakarpattia oblast")
    ZAPORIZHZHIA = "UA-23", _("Zaporizhzhia oblast")
    IVANO_FRANKIVSK = "UA-26", _("Ivano-Frankivsk oblast")
    KYIV_CITY = "UA-30", _("Kyiv city")
    KYIV_OBLAST = "UA-32", _("Kyiv oblast")
    KIROVOHRAD = "UA-35", _("Kirovohrad oblast")
    LUHANSK = "UA-09", _("Luhansk oblast")
    LVIV = "UA-46", _("Lviv oblast")
    MYKOLAIV = "UA-48", _("Mykolaiv oblast")
    ODESA = "UA-51", _("Odesa oblast")
    POLTAVA = "UA-53", _("Poltava oblast")
    RIVNE = "UA-56", _("Rivne oblast")
    SEVASTOPOL = "UA-40", _("Sevastopol city")
    SUMY = "UA-59", _("Sumy oblast")
    TERNOPIL = "UA-61", _("Ternopil oblast")
    KHARKIV = "UA-63", _("Kharkiv oblast")
    KHERSON = "UA-65", _("Kherson oblast")
    KHMELNYTSKYI = "UA-68", _("Khmelnytskyi oblast")
    CHERKASY = "UA-71", _("Cherkasy oblast")
    CHERNIVTSI = "UA-77", _("Chernivtsi oblast")
    CHERNIHIV = "UA-74", _("Chernihiv oblast")

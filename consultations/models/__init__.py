from .consultations import KEEPER, Consultation
from .offers import Absence, Hours, Offer, Share

__all__ = ["KEEPER", "Absence", "Consultation", "Hours", "Offer", "Share"]

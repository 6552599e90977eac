"""Readers who save data get lighter pages from the same address (see ``Navigation.lite`` in home/navigation.py)."""

from django.utils.cache import patch_vary_headers


class VaryOnSaveData:
    """Tells caches on the way so, lest one reader's page be given to another."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["Save-Data"])
        return response

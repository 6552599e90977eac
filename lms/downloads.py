"""Documents go out as they are."""


class PlainEncoding:
    """Takes away ``Content-Encoding: None``, which Wagtail's document view sends and strict clients refuse.

    Stands outside the compressing middleware, which leaves such an answer alone: most documents are compressed already,
    and nginx can cut ranges only from what is not.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.headers.get("Content-Encoding") == "None":
            del response.headers["Content-Encoding"]
        return response

"""What a browser window must never do, whichever page it shows: complain, be refused by our policy, ask strangers."""

from urllib.parse import urlsplit


class Watch:
    """Collects errors of the console, uncaught errors and requests to hosts that are not ours.

    A violation of the Content-Security-Policy is an error of the console. That a page we asked for is missing or
    refused is said there too, and is the test's own matter.
    """

    def __init__(self, window, *, own, known=()):
        self.hosts = {urlsplit(address).netloc for address in (own, *known)}
        self.complaints = []
        window.on("console", self.hear)
        window.on("weberror", lambda trouble: self.complaints.append(f"uncaught: {trouble.error}"))
        window.on("request", self.see)

    def hear(self, message):
        about_the_page = message.page and message.location["url"] == message.page.url.partition("#")[0]
        if message.type == "error" and not (about_the_page and message.text.startswith("Failed to load resource")):
            self.complaints.append(f"{message.location['url']}: {message.text}")

    def see(self, request):
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob", "about") and address.netloc not in self.hosts:
            self.complaints.append(f"asked a stranger: {request.url}")

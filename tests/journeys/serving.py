"""The site in a thread beside the test, which shares its connection to the database in memory."""

import socket
import threading
from contextlib import contextmanager, suppress

from django.core.servers.basehttp import ThreadedWSGIServer
from pytest_django.live_server_helper import LiveServer


class EndingServer(ThreadedWSGIServer):
    """Has a thread for each connection of a browser, as Django's own, and can wait for their ends.

    One that a browser keeps open would else ask or close the database later, in the middle of another test. As they
    share one connection, which knows of one transaction, requests are answered one after the other.
    """

    def __init__(self, *args, **kwargs):
        self.connected, self.away = {}, False
        super().__init__(*args, **kwargs)

    def set_app(self, application):
        super().set_app(one_at_a_time(application))

    def verify_request(self, request, client_address):
        return not self.away

    def process_request(self, request, client_address):
        self.connected[request] = threading.Event()
        super().process_request(request, client_address)

    def process_request_thread(self, request, client_address):
        try:
            super().process_request_thread(request, client_address)
        finally:
            self.connected.pop(request).set()

    def hang_up(self):
        """End all connections; what is being answered is finished first."""
        for request, ended in list(self.connected.items()):
            with suppress(OSError):  # closed already
                request.shutdown(socket.SHUT_RD)
            ended.wait()

    @contextmanager
    def gone(self):
        """Answers nobody meanwhile. A browser that is told to be offline may forget that of a worker it starts anew."""
        self.away = True
        self.hang_up()
        try:
            yield
        finally:
            self.away = False

    def server_close(self):
        super().server_close()
        self.hang_up()


def one_at_a_time(application):
    turn = threading.Lock()

    def answer(environ, start_response):
        with turn:
            response = application(environ, start_response)
            try:
                return list(response)
            finally:
                response.close()

    return answer


def live_server(host):
    """pytest-django's live server at a free port of ``host``, not started."""
    server = LiveServer(host, start=False)
    server.thread.server_class = EndingServer
    return server

"""A room server of the test's own, on loopback: it talks BOSH as far as judging a token, with Prosody's words."""

import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt

SASL = "urn:ietf:params:xml:ns:xmpp-sasl"


class StandIn:
    """``secret`` is what tokens must be signed with; None accepts anything, as a server without authentication."""

    def __init__(self, *, secret, script_status=200, silent=False):
        self.secret, self.script_status, self.silent = secret, script_status, silent
        self.tokens, self.ended = {}, []
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self.answer(stand_in.script_status if self.path == "/external_api.js" else 404, "// script")

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                self.answer(200, stand_in.talk(urlsplit(self.path), body))

            def answer(self, status, text):
                self.send_response(status)
                self.send_header("Content-Length", str(len(text.encode())))
                self.end_headers()
                self.wfile.write(text.encode())

            def log_message(self, *words):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def talk(self, address, body):
        if self.silent:
            return "<html>It works!</html>"
        if "sid=" not in body:
            sid = f"sid-{len(self.tokens)}"
            self.tokens[sid] = parse_qs(address.query).get("token", [""])[0]
            return f"<body sid='{sid}' xmlns='http://jabber.org/protocol/httpbind'><stream:features/></body>"
        sid = re.search(r"sid='([^']+)'", body)[1]
        if "terminate" in body:
            self.ended.append(sid)
            return "<body type='terminate'/>"
        return f"<body>{self.judge(self.tokens[sid])}</body>"

    def judge(self, token):
        if self.secret is None:
            return f"<success xmlns='{SASL}'/>"
        try:
            jwt.decode(token, self.secret, algorithms=["HS256"], audience="jitsi")
        except jwt.InvalidTokenError:
            return f"<failure xmlns='{SASL}'><not-allowed/><text>Invalid signature</text></failure>"
        return f"<success xmlns='{SASL}'/>"

    def __enter__(self):
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *trouble):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join(timeout=5)

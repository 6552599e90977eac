"""A Prosody of the test's own, on loopback, with the HTTP modules that steer rooms: its answers are as captured."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt

HOST = "api.meet.test"
MUC = "conference.meet.test"


class Rooms:
    """``rooms``: occupants by room, as pairs (nick, name). ``broken``: statuses to answer before the real one."""

    def __init__(self, *, public_key, rooms=None, broken=(), loaded=True, trusting=False):
        self.public_key, self.rooms, self.broken = public_key, dict(rooms or {}), list(broken)
        self.loaded, self.trusting = loaded, trusting
        self.asked, self.said = [], []
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
                address = urlsplit(self.path)
                stand_in.asked.append((self.command, address.path, self.headers["Host"]))
                status, text = stand_in.answer(address, self.headers, body)
                self.send_response(status)
                self.send_header("Content-Length", str(len(text.encode())))
                self.end_headers()
                self.wfile.write(text.encode())

            def do_POST(self):
                self.do_GET()

            def do_PUT(self):
                self.do_GET()

            def log_message(self, *words):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def answer(self, address, headers, body):
        if self.broken:
            return self.broken.pop(0), ""
        asked = {name: values[0] for name, values in parse_qs(address.query).items()}
        if address.path == "/room":
            return self.list(asked["room"])
        if address.path == "/room-size":
            return self.size(asked["room"])
        if not self.loaded:
            return 404, "<h1>Unknown host</h1>"
        if not (self.trusting or self.trusts(headers.get("Authorization", ""))):
            return 401, ""
        if address.path == "/end-meeting":
            room, _at, domain = asked["conference"].partition("@")
            return (200, "") if domain == MUC and self.rooms.pop(room, None) else (404, "")
        if address.path == "/jaas":
            self.said.append(json.loads(body))
            return 200, ""
        if headers["Content-Type"] != "application/json":
            return 400, ""
        payload = json.loads(body)
        if address.path == "/kick-participant":
            inside = self.rooms.get(asked["room"], [])
            left = [pair for pair in inside if pair[0] != payload["participantId"]]
            self.rooms[asked["room"]] = left
            return (200, "") if len(left) < len(inside) else (404, "")
        self.said.append((payload["room"], payload["connectionJIDs"], payload["message"]))
        return 200, ""

    def list(self, room):
        if room not in self.rooms:
            return 404, ""
        people = [{"display_name": name, "jid": f"{room}@{MUC}/{nick}", "email": ""} for nick, name in self.rooms[room]]
        return 200, json.dumps(people or {})

    def size(self, room):
        """As captured: the focus alone counts as one, a room that is not there is 404 with an empty body."""
        if room not in self.rooms:
            return 404, ""
        return 200, json.dumps({"participants": max(1, len(self.rooms[room]))})

    def trusts(self, shown):
        try:
            claims = jwt.decode(shown.removeprefix("Bearer "), self.public_key, algorithms=["RS256"], audience="jitsi")
        except jwt.InvalidTokenError:
            return False
        return {"sub", "room", "exp", "nbf"} <= set(claims) and claims["iss"] in ("school", "chat")

    def __enter__(self):
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *trouble):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join(timeout=5)

"""A mail server to read answers from: as much of IMAP as our mailbox speaks, on loopback."""

import re
import socketserver
import threading


class Server(socketserver.ThreadingTCPServer):
    """``letters`` are bytes by number; ``seen`` and ``fetched`` are the numbers that were marked and read."""

    allow_reuse_address = daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Session)
        self.letters, self.seen, self.fetched = {}, set(), []
        self.validity, self.password, self.dies_at = 7, "secret", None

    def put(self, *letters):
        for letter in letters:
            self.letters[max(self.letters, default=0) + 1] = letter

    @property
    def port(self):
        return self.server_address[1]

    def __enter__(self):
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *error):
        self.shutdown()
        self.server_close()


class Session(socketserver.StreamRequestHandler):
    def handle(self):
        self.say("* OK ready")
        for line in self.rfile:
            tag, command = line.decode().rstrip("\r\n").split(" ", 1)
            if self.server.dies_at and self.server.dies_at in command:
                return
            name = command.replace("UID ", "").split()[0].lower()
            done = getattr(self, name, lambda rest: "OK done")(command)
            self.say(f"{tag} {done}")
            if name == "logout":
                return

    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")

    def capability(self, command):
        self.say("* CAPABILITY IMAP4rev1")
        return "OK done"

    def login(self, command):
        return "OK hello" if f'"{self.server.password}"' in command else "NO wrong password"

    def select(self, command):
        if '"INBOX"' not in command:
            return "NO no such folder"
        self.say(f"* {len(self.server.letters)} EXISTS")
        self.say(f"* OK [UIDVALIDITY {self.server.validity}] valid")
        return "OK [READ-WRITE] selected"

    def search(self, command):
        numbers = sorted(self.server.letters)
        if found := re.search(r"UID (\d+):\*", command):
            numbers = [number for number in numbers if number >= int(found[1])] or numbers[-1:]
        self.say("* SEARCH " + " ".join(map(str, numbers)))
        return "OK done"

    def fetch(self, command):
        number = int(command.split()[2])
        letter = self.server.letters[number]
        if "BODYSTRUCTURE" in command:
            kinds = {b"delivery-status": '"message" "delivery-status"', b"text/calendar": '"text" "calendar"'}
            kind = next((words for sign, words in kinds.items() if sign in letter), '"text" "plain"')
            self.say(f"* 1 FETCH (UID {number} BODYSTRUCTURE ({kind} NIL NIL NIL))")
            return "OK done"
        self.server.fetched.append(number)
        limit = int(re.search(r"<0\.(\d+)>", command)[1])
        part = letter[:limit]
        self.wfile.write(f"* 1 FETCH (UID {number} BODY[]<0> {{{len(part)}}}\r\n".encode() + part + b")\r\n")
        return "OK done"

    def store(self, command):
        self.server.seen.add(int(command.split()[2]))
        return "OK done"

    def logout(self, command):
        self.say("* BYE")
        return "OK bye"

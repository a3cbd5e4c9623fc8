"""A small SMTP server of the tests: takes letters, or refuses, puts off, falls silent or hangs up, as it is told."""
import email
import email.header
import email.policy
import socketserver
import threading


class Desk(socketserver.StreamRequestHandler):
    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self):
        office = self.server.office
        self.say("220 post.example")
        to = None
        while line := self.rfile.readline():
            verb = line.decode("latin-1").strip().upper()
            office.heard.append(verb.split(" ")[0].split(":")[0])
            if verb.startswith("EHLO"):
                self.say("250 post.example")
            elif verb.startswith("RCPT"):
                to = line.decode().strip().split("<")[1].split(">")[0]
                if office.mode in ("refuse", "later"):
                    self.say("550 no such person" if office.mode == "refuse" else "451 later please")
                else:
                    self.say("250 ok")
            elif verb.startswith("DATA"):
                self.say("354 go on")
                message = b""
                while (row := self.rfile.readline()) not in (b".\r\n", b""):
                    message += row[1:] if row.startswith(b".") else row
                office.took(to, message)
                if office.mode == "silent":
                    office.asked_to_go.wait(60)
                    return
                if office.mode == "hang_up":
                    return
                self.say("250 taken")
            elif verb.startswith("QUIT"):
                self.say("221 bye")
                return
            else:
                self.say("250 ok")


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


class PostOffice:
    def __init__(self, address="127.0.0.1"):
        self.mode, self.letters, self.heard = "take", [], []
        self.asked_to_go = threading.Event()
        self.server = Server((address, 0), Desk)
        self.server.office = self
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def took(self, to, message):
        self.letters.append((to, message))

    def read(self, number=-1):
        """(to, message of the email library, its words)"""
        to, raw = self.letters[number]
        message = email.message_from_bytes(raw, policy=email.policy.default)
        return to, message, message.get_content()

    def close(self):
        self.asked_to_go.set()
        self.server.shutdown()
        self.server.server_close()

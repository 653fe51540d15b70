"""A sender, to see how the client bears a service that dies (`each`: asks about each address of standard input and says what
it sent), and how much memory it takes (`all N`: asks about N)."""

import os
import sys
import threading
import time

from askfirst import Askfirst, NoAnswer, NotReported, Permit

SENDERS = 8
client = Askfirst(os.environ["ASKFIRST_URL"], lambda: os.environ["ASKFIRST_TOKEN"], deadline=3)


def say(*words):
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def one(address):
    """A message that waits in a queue until there is an answer, and whose outcome is told until it is heard."""
    question = {"to": address, "channel": "email", "topic": "offers.bags", "key": "load-" + address}
    while True:
        try:
            answer = client.if_permitted(question, lambda permit: say("sent", permit.id))
            if not isinstance(answer, Permit):
                say("kept", answer)
            return
        except NoAnswer as none:
            say("held", none)
        except NotReported as left:
            return report(left)


def report(left):
    while True:
        try:
            return client.report(left.permit, left.outcome)
        except NoAnswer:
            say("told again")


def each():
    addresses = sys.stdin.read().split()
    senders = [threading.Thread(target=lambda n=n: [one(it) for it in addresses[n::SENDERS]]) for n in range(SENDERS)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    say("done")


def all(number):
    yes = os.environ["ASKFIRST_TEST_YES"]
    questions = ({"to": yes if i % 10 == 0 else f"person-{i}@load.example", "channel": "email", "topic": "offers"}
                 for i in range(number))
    outcomes, start = {"permit": 0, "deny": 0}, time.monotonic()
    for i, asked in enumerate(client.ask_all(questions)):
        is_permit = isinstance(asked.answer, Permit)
        if is_permit != (i % 10 == 0):
            raise SystemExit(f"number {i}: {asked.answer}")
        outcomes["permit" if is_permit else "deny"] += 1
    peak = [line for line in open("/proc/self/status") if line.startswith("VmHWM")]
    say("answers", i + 1, outcomes, f"in {time.monotonic() - start:.1f} s, peak", *peak[0].split())


if __name__ == "__main__":
    each() if sys.argv[1] == "each" else all(int(sys.argv[2]))

"""What is read as a permit and what is not, when it is asked again, what is reported; and, with ASKFIRST_URL, a service."""

import json
import os
import time
import unittest
from datetime import datetime, timezone
from email.message import EmailMessage

import askfirst
from askfirst import Askfirst, Deny, Defer, DoNotSend, NoAnswer, NotAllowed, NotReported, Permit, UnknownObligation
from askfirst import WrongQuestion
from askfirst_fake import FakeService

QUESTION = {"to": "ana@example.org", "channel": "email", "topic": "offers"}
BUSY = {"type": "/problems/undecided", "title": "x", "status": 503}
DENY = {"id": "1", "outcome": "deny", "reasons": []}


def permit(*obligations):
    return {"id": "7", "outcome": "permit", "validUntil": "2026-01-01T00:00:00Z", "obligations": obligations}


class Script:
    """A service that says what it was told to, one reply after the other; None is a connection that breaks."""

    def __init__(self, *replies):
        self.replies, self.requests = list(replies), []

    def __call__(self, path, headers, body, most):
        self.requests.append((path, headers, json.loads(body)))
        reply = self.replies.pop(0)
        if reply is None:
            raise ConnectionResetError()
        status, retry_after, text = reply
        return status, retry_after, text if isinstance(text, str) else json.dumps(text)


def ask(*replies):
    return Askfirst(transport=Script(*replies)).ask(QUESTION)


class Answers(unittest.TestCase):
    def test_a_reason_that_is_new_stays_text(self):
        answer = ask((200, None, {**DENY, "reasons": [{"code": "rested", "mood": 1}], "new": []}))
        self.assertIsInstance(answer, Deny)
        self.assertEqual("rested", answer.reasons[0]["code"])

    def test_a_defer_says_when_to_ask_again(self):
        answer = ask((200, None, {"id": "1", "outcome": "defer", "notBefore": "2026-01-02T03:04:05.678901Z"}))
        self.assertIsInstance(answer, Defer)
        self.assertEqual(datetime(2026, 1, 2, 3, 4, 5, 678901, timezone.utc), answer.not_before)

    def test_an_obligation_that_is_not_known_is_no_permit_and_is_reported(self):
        wrong = ({"type": "sing", "value": "a song"}, {"type": "add_header", "value": "x"}, {"type": "link"}, {}, None)
        for obligation in wrong[:4]:
            script = Script((200, None, permit({"type": "link", "value": "x"}, obligation)), (201, None, {}))
            with self.assertRaises(UnknownObligation) as unknown:
                Askfirst(transport=script).if_permitted(QUESTION, lambda _: self.fail("it was sent"))
            self.assertEqual("7", unknown.exception.id)
            self.assertEqual(("/v1/decisions/7/outcome", {"outcome": "not_sent"}), script.requests[1][::2])
        self.assertRaises(NoAnswer, ask, (200, None, permit(wrong[4])))

    def test_what_cannot_be_read_is_no_permit(self):
        until = "2026-01-01T00:00:00Z"
        for text in ("", "<html>permit</html>", "[]", "null", {"outcome": "permit", "validUntil": until},
                     {"id": "1", "outcome": "permit"}, {"id": "1", "outcome": "permit", "validUntil": "soon"},
                     {"id": "1", "outcome": "maybe"}, {"id": "1", "outcome": ["permit"]},
                     {**permit(), "obligations": "none"}, {**permit(), "obligations": 1}):
            self.assertRaises(NoAnswer, ask, (200, None, text))

    def test_an_address_may_be_written_as_people_do(self):
        for written, contact in (("ana@example.org", "mailto:ana@example.org"), (" 50%@a.org", "mailto:50%25@a.org"),
                                 ("+33 6 12-34.56 78", "tel:+33612345678"), ("push:app/a@b", "push:app/a@b")):
            self.assertEqual(contact, askfirst.contact(written))
        self.assertRaises(ValueError, askfirst.contact, "0612345678")

    def test_what_only_enquires_is_not_asked(self):
        self.assertRaises(ValueError, Askfirst(transport=Script()).ask, {**QUESTION, "mode": "check"})

    def test_a_delivery_is_genuine_or_none(self):
        """The example of the specification's own libraries."""
        secret, body, signed = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", b'{"test": 2432232314}', 1614265330
        headers = {"webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek", "webhook-timestamp": str(signed),
                   "webhook-signature": "v1,AAAA v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="}
        self.assertEqual({"test": 2432232314}, askfirst.event(secret, headers, body, signed))
        self.assertIsNone(askfirst.event(secret, headers, body + b" ", signed))
        self.assertIsNone(askfirst.event(secret, headers, body, signed + 301))
        self.assertIsNone(askfirst.event(secret, headers, body))
        self.assertIsNone(askfirst.event(secret, {}, body, signed))


class Mails(unittest.TestCase):
    LINK = "https://ask.example/u/" + "x" * 200
    PERMIT = permit({"type": "add_header", "name": "List-Unsubscribe", "value": f"<{LINK}>"},
                    {"type": "link", "value": "https://ask.example/p/1?a&b"}, {"type": "contact", "value": "mailto:p@acme.example"},
                    {"type": "disclose", "value": "automated", "text": "Written by a machine."},
                    {"type": "feedback", "name": "more", "value": "https://ask.example/f/1?value=more", "text": "More of this"})

    def mail(self, to="ana@example.org"):
        mail = EmailMessage()
        mail["To"], mail["Subject"], mail["List-Unsubscribe"] = to, "Shoes", "<mailto:old@acme.example>"
        mail.set_content("Hello é\n")
        return mail

    def test_obligations_are_put_into_a_mail(self):
        mail = self.mail()
        mail.add_alternative("<html><body><p>Hello</p></body></html>", subtype="html")
        mail.add_attachment(b"x", maintype="image", subtype="png", filename="shoe.png")
        ask((200, None, self.PERMIT)).apply_to(mail)
        self.assertEqual([f"<{self.LINK}>"], mail.get_all("List-Unsubscribe"))
        self.assertIn(f"List-Unsubscribe: <{self.LINK}>".encode(), mail.as_bytes().replace(b"\n ", b" "))
        footer = "Written by a machine.\nhttps://ask.example/p/1?a&b\np@acme.example\nMore of this: https://ask.example/f/1?value=more"
        self.assertEqual(f"Hello é\n\n{footer}\n", mail.get_body(("plain",)).get_content())
        self.assertIn("<br>https://ask.example/p/1?a&amp;b<br>p@acme.example<br>More of this: https://ask.example/f/1?value=more</p></body>", mail.get_body(("html",)).get_content())
        self.assertEqual(["shoe.png"], [it.get_filename() for it in mail.iter_attachments()])

    def test_a_plain_mail_stays_one(self):
        mail = self.mail()
        ask((200, None, self.PERMIT)).apply_to(mail)
        self.assertEqual(("text/plain", "Shoes"), (mail.get_content_type(), mail["Subject"]))

    def test_nobody_gets_the_links_of_another(self):
        self.assertRaises(ValueError, ask((200, None, self.PERMIT)).apply_to, self.mail("ana@example.org, bo@example.org"))


class Retries(unittest.TestCase):
    def test_it_is_asked_again_under_the_same_key_in_the_time_that_is_left(self):
        script = Script((503, None, BUSY), None, (429, 0.0, ""), (200, None, DENY))
        self.assertIsInstance(Askfirst(transport=script).ask(QUESTION), Deny)
        self.assertEqual(1, len({headers["Idempotency-Key"] for _, headers, _ in script.requests}))
        times = [float(headers["Request-Timeout"]) for _, headers, _ in script.requests]
        self.assertEqual(sorted(set(times), reverse=True), times)

    def test_anything_else_is_not_asked_again(self):
        for status in (302, 400, 401, 403, 404, 409, 413, 422, 500, 502):
            script = Script((status, None, {"type": "/problems/x", "errors": [{"field": "to", "message": "is wrong"}]}))
            with self.assertRaises(DoNotSend) as failed:
                Askfirst(transport=script).ask(QUESTION)
            if isinstance(failed.exception, WrongQuestion):
                self.assertEqual(("x", ["to is wrong"]), (failed.exception.code, failed.exception.errors))

    def test_who_is_to_wait_longer_than_the_deadline_is_told_at_once(self):
        with self.assertRaises(NoAnswer) as none:
            Askfirst(transport=Script((429, 3600.0, ""))).ask({**QUESTION, "key": "k"})
        self.assertEqual("k", none.exception.key)

    def test_the_deadline_ends_it(self):
        fake = FakeService()
        fake.away = True
        before = time.monotonic()
        self.assertRaises(NoAnswer, Askfirst(transport=fake, deadline=0.3).ask, QUESTION)
        self.assertLess(time.monotonic() - before, 5)

    def test_what_became_of_a_permit_is_reported(self):
        fake = FakeService().permits("ana@example.org")
        client = Askfirst(transport=fake)
        sent = client.if_permitted(QUESTION, lambda it: self.assertTrue(it.is_valid))
        with self.assertRaises(ZeroDivisionError):
            client.if_permitted(QUESTION, lambda it: 1 / 0)
        self.assertEqual("sent", fake.outcomes[sent.id])
        self.assertEqual(["not_sent", "sent"], sorted(fake.outcomes.values()))

    def test_a_report_that_fails_is_no_reason_to_send_again(self):
        script = Script((200, None, permit()), (429, 3600.0, ""))
        with self.assertRaises(NotReported) as left:
            Askfirst(transport=script).if_permitted(QUESTION, lambda it: None)
        self.assertEqual(("7", "sent"), (left.exception.permit, left.exception.outcome))

    def test_who_is_not_named_is_denied_by_the_fake_and_nothing_is_sent(self):
        fake = FakeService()
        answer = Askfirst(transport=fake).if_permitted(QUESTION, lambda it: self.fail("it was sent"))
        self.assertEqual("consent_unknown", answer.reasons[0]["code"])
        self.assertEqual(["mailto:ana@example.org"], fake.asked)

    def test_many_are_answered_in_their_order_and_what_has_no_answer_is_asked_again(self):
        wrong = {"error": {"type": "/problems/unknown-topic", "status": 422}}
        script = Script(None, (200, None, {"decisions": [DENY, {"error": BUSY}, wrong]}), (200, None, {"decisions": [permit()]}))
        asked = list(Askfirst(transport=script).ask_all([QUESTION, {**QUESTION, "key": "second"}, QUESTION]))
        self.assertIsInstance(asked[0].answer, Deny)
        self.assertIsInstance(asked[1].answer, Permit)
        self.assertRaises(WrongQuestion, lambda: asked[2].answer)
        self.assertEqual(script.requests[0][2], script.requests[1][2])
        self.assertEqual(["second"], [it["key"] for it in script.requests[2][2]["questions"]])

    def test_questions_are_taken_only_as_answers_are(self):
        taken = []
        questions = (taken.append(i) or QUESTION for i in range(1_000_000))
        answers = Askfirst(transport=FakeService()).ask_all(questions)
        next(answers)
        answers.close()
        self.assertLessEqual(len(taken), 600)


@unittest.skipUnless("ASKFIRST_URL" in os.environ, "no service")
class Service(unittest.TestCase):
    """With a token of `acme-mailer`, and somebody who said yes to offers by mail."""

    def setUp(self):
        self.yes = os.environ["ASKFIRST_TEST_YES"]
        self.client = Askfirst(os.environ["ASKFIRST_URL"], lambda: os.environ["ASKFIRST_TOKEN"])

    def question(self, to=None, **more):
        return {"to": to or self.yes, "channel": "email", "topic": "offers", **more}

    def test_somebody_who_said_yes_is_sent_something(self):
        mail = EmailMessage()
        mail["To"] = self.yes
        mail.set_content("Hello\n")
        answer = self.client.if_permitted(self.question(message={"campaign": "spring"}), lambda it: it.apply_to(mail))
        self.assertIsInstance(answer, Permit)
        self.assertEqual("List-Unsubscribe=One-Click", mail["List-Unsubscribe-Post"])
        self.assertIn("/p/", mail.get_content())
        print("sent", answer.id, flush=True)

    def test_a_stranger_is_not(self):
        self.assertEqual("consent_unknown", self.client.ask(self.question("nobody@clients.example")).reasons[0]["code"])

    def test_the_same_key_gets_the_same_answer(self):
        question = self.question(key=f"python-{time.monotonic_ns()}")
        self.assertEqual(self.client.ask(question).id, self.client.ask(question).id)

    def test_what_is_wrong_is_said(self):
        with self.assertRaises(WrongQuestion) as wrong:
            self.client.ask(self.question(topic="gossip"))
        self.assertEqual("unknown-topic", wrong.exception.code)
        self.assertRaises(NotAllowed, self.client.ask, self.question(controller="globex"))
        foreign = Askfirst(os.environ["ASKFIRST_URL"], lambda: "x.y.z")
        self.assertRaises(NotAllowed, foreign.ask, self.question())

    def test_many_are_answered_in_their_order(self):
        to = {3: "+33639980000", 4: self.yes}
        asked = list(self.client.ask_all(self.question(to.get(i % 7, "nobody@clients.example")) for i in range(1_300)))
        self.assertEqual(1_300, len(asked))
        for i, it in enumerate(asked):
            if i % 7 == 3:
                self.assertRaises(WrongQuestion, lambda it=it: it.answer)
            else:
                self.assertIsInstance(it.answer, Permit if i % 7 == 4 else Deny, f"number {i}")


if __name__ == "__main__":
    unittest.main()

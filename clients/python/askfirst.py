"""Asks Askfirst before messages go out. Python 3.9 or newer, no dependency.

A message is sent on a Permit, and on nothing else: whatever is no answer is an exception of type DoNotSend.
"""

import base64
import hashlib
import hmac
import html
import http.client
import json
import random
import re
import time
import uuid
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timezone
from email.utils import getaddresses
from itertools import islice
from urllib.parse import urlsplit

__version__ = "0.1.0"

_KNOWN = {"add_header", "link", "disclose", "contact", "feedback", "no_marketing"}
_LONGEST = 10.0  # The service never takes longer to answer.
_TOGETHER = 200  # Questions in a batch.
_AHEAD = 2  # Batches under way, so that neither side waits for the other.


@dataclass(frozen=True)
class Answer:
    """What the service answered, and has on record: a Permit, a Defer or a Deny. `json` is all of it as it came."""

    id: str
    json: dict = field(repr=False)

    @property
    def reasons(self):
        """Dicts with `code`, perhaps `detail` and `until`. Codes are stable text; new ones come."""
        return self.json.get("reasons", [])


@dataclass(frozen=True)
class Permit(Answer):
    """Yes: this one message may go to this one address, before `valid_until`."""

    valid_until: datetime
    obligations: tuple

    @property
    def is_valid(self):
        """Whether it still holds, by this machine's clock."""
        return datetime.now(timezone.utc) < self.valid_until

    @property
    def footer(self):
        """What the message has to say, one line each: who wrote it, the person's page, the human to turn to, and how useful it was."""
        found = {it["type"]: it for it in reversed(self.obligations)}
        disclose, link, contact = (found.get(it, {}) for it in ("disclose", "link", "contact"))
        lines = [disclose.get("text") or disclose.get("value"), link.get("value")]
        lines.append(re.sub("^(mailto|tel):", "", contact.get("value", "")))
        for it in self.obligations:
            if it["type"] == "feedback":
                lines.append(f"{it['text']}: {it['value']}" if it.get("text") else it["value"])
        return "\n".join(line for line in lines if line)

    def apply_to(self, mail):
        """Puts every obligation into an email.message.EmailMessage: each header once, and one text below each body."""
        people = getaddresses([str(it) for name in ("to", "cc", "bcc") for it in mail.get_all(name, [])])
        if len(people) > 1:
            raise ValueError("the links act for one person: send each of the recipients a mail of their own")
        bodies = [it for it in (mail.get_body(("plain",)), mail.get_body(("html",))) if it is not None]
        if not bodies or mail.get_content_type() in ("multipart/signed", "multipart/encrypted"):
            raise ValueError("the mail has no text that could be added to")
        for body in bodies:
            rich = body.get_content_subtype() == "html"
            below = html.escape(self.footer).replace("\n", "<br>") if rich else self.footer
            text = body.get_content().rstrip("\n")
            if rich:
                end = re.search("</body>|</html>|$", text, re.IGNORECASE).start()
                body.set_content(f"{text[:end]}<p>{below}</p>{text[end:]}\n", subtype="html")
            else:
                body.set_content(f"{text}\n\n{below}\n")
        for it in self.obligations:
            if it["type"] == "add_header":
                del mail[it["name"]]
                mail[it["name"]] = it["value"]
        # Headers stand there as they are: folded at 78, a long address would be encoded, and no button shown.
        mail.policy = mail.policy.clone(max_line_length=998)


@dataclass(frozen=True)
class Defer(Answer):
    """Not now: hold the message and ask again at `not_before`. That is when to ask, not leave to send."""

    not_before: datetime


@dataclass(frozen=True)
class Deny(Answer):
    """No: the message is not sent. As a rule only the person can change it, so do not keep asking."""


class DoNotSend(Exception):
    """There is no answer that could be acted upon: the message is not sent. The class says what to do about it."""


class NoAnswer(DoNotSend):
    """No answer in time, or none that can be read: hold the message, and ask again later under the same `key`."""

    def __init__(self, key, why):
        super().__init__(why)
        self.key = key


class WrongQuestion(DoNotSend):
    """The question is wrong, and waiting does not mend it; `code` is the problem's, `errors` name the members."""

    def __init__(self, code, why, errors):
        super().__init__(why)
        self.code, self.errors = code, errors


class NotAllowed(DoNotSend):
    """The token is not taken (401), or the catalog does not let this sender ask this (403)."""


class UnknownObligation(DoNotSend):
    """A permit with an obligation that this version does not know; `id` is the permit's, to report it not sent."""

    def __init__(self, id, types):
        super().__init__(f"the permit {id} has obligations that are not known here: {types}")
        self.id = id


class NotReported(Exception):
    """The message was dealt with, and the service does not know: do not send again, report `outcome` of `permit` later."""

    def __init__(self, permit, outcome):
        super().__init__(f"the outcome {outcome} of {permit} is not reported")
        self.permit, self.outcome = permit, outcome


@dataclass(frozen=True)
class Asked:
    """One of many questions, and what came of it."""

    question: dict
    key: str
    result: object = field(repr=False)

    @property
    def answer(self):
        """The answer; where there is none, this raises what `ask` would have raised."""
        if isinstance(self.result, DoNotSend):
            raise self.result
        return self.result


class Askfirst:
    """The client. It can be used by many threads at once, and keeps connections open: make one.

    `token` is a function that gives a token that is good now. Each `ask` and `report` ends within `deadline` seconds.
    `transport` is another way to the service; in tests, a FakeService.
    """

    def __init__(self, url=None, token=None, deadline=10.0, transport=None):
        self._post = transport or _Http(url, token)
        self._deadline = deadline

    def ask(self, question):
        """May this message go? A question is a dict with `to`, `channel`, `topic`, and more as in the contract.

        `key` is a key of your own for this message; whoever asks again under it takes up one place under caps.
        """
        key = question.get("key") or str(uuid.uuid4())
        body = _body(question)
        return _answer(_Attempts(self._post, self._deadline, key)("/v1/decisions", {"Idempotency-Key": key}, body), key)

    def ask_all(self, questions, patience=300.0):
        """Yields an Asked for each question, in order, with flat memory; at most 600 are taken ahead.

        A batch is asked again under the same keys for `patience` seconds before what is left of it is NoAnswer.
        """
        questions = iter(questions)
        under_way = deque()
        pool = ThreadPoolExecutor(_AHEAD)
        try:
            while True:
                while len(under_way) < _AHEAD:
                    batch = list(islice(questions, _TOGETHER))
                    if not batch:
                        break
                    under_way.append(pool.submit(self._ask_batch, batch, patience))
                if not under_way:
                    return
                yield from under_way.popleft().result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def if_permitted(self, question, send):
        """Calls `send(permit)` if there is a permit, and reports `sent`, or `not_sent` if it raises, which is raised on.

        Returns the answer. NotReported says that it was sent and that this could not be reported: do not send it again.
        """
        try:
            answer = self.ask(question)
        except UnknownObligation as unknown:
            self._not_sent(unknown.id)
            raise
        if isinstance(answer, Permit):
            try:
                send(answer)
            except BaseException:
                self._not_sent(answer.id)
                raise
            try:
                self.report(answer.id, "sent")
            except DoNotSend as failed:
                raise NotReported(answer.id, "sent") from failed
        return answer

    def report(self, permit, outcome):
        """Says what became of a permit: `sent`, `not_sent`, `bounced` or `complained`. The same may be said again."""
        key = f"{permit}-{outcome}"
        path = f"/v1/decisions/{permit}/outcome"
        _Attempts(self._post, self._deadline, key)(path, {"Idempotency-Key": key}, {"outcome": outcome})

    def _not_sent(self, permit):
        try:
            self.report(permit, "not_sent")
        except DoNotSend:
            pass  # Its place under caps is lost; that it was not sent is what counts.

    def _ask_batch(self, questions, patience):
        keys = [it.get("key") or str(uuid.uuid4()) for it in questions]
        results = [NoAnswer(key, "no answer") for key in keys]
        try:
            waiting = {}
            for i, question in enumerate(questions):
                waiting[i] = {**_body(question), "key": keys[i]}
            attempts = _Attempts(self._post, patience, "")
            while waiting:
                reply = attempts("/v1/decisions/batch", {}, {"questions": list(waiting.values())})
                items = reply.get("decisions", [])
                if len(items) != len(waiting):
                    raise NoAnswer("", "the batch was answered in part")
                for i, item in zip(list(waiting), items):
                    try:
                        results[i] = _answer(item, keys[i])
                    except DoNotSend as failed:
                        results[i] = failed
                    if item.get("error", {}).get("status") not in (429, 503):
                        del waiting[i]
                if waiting:
                    attempts.pause(None, "the service did not answer all")
        except DoNotSend as failed:
            for i in waiting:
                results[i] = NoAnswer(keys[i], str(failed)) if isinstance(failed, NoAnswer) else failed
        return [Asked(*it) for it in zip(questions, keys, results)]


class _Attempts:
    """Asks until there is an answer or time is up: again only after 429, 503 and broken connections."""

    def __init__(self, post, most, key):
        self._post, self._end, self._key, self._number = post, time.monotonic() + most, key, 0

    def __call__(self, path, headers, body):
        text = json.dumps(body).encode()
        while True:
            left = self._end - time.monotonic()
            if left < 0.001:
                raise NoAnswer(self._key, "no time is left")
            headers = {**headers, "Request-Timeout": f"{min(left, _LONGEST):.3f}"}
            try:
                status, retry_after, reply = self._post(path, headers, text, min(left, _LONGEST + 2))
            except (OSError, http.client.HTTPException) as lost:
                # Whether it was answered is not known: the key finds out.
                self.pause(None, f"the connection broke: {lost!r}", lost)
                continue
            if status not in (429, 503):
                return _read(status, _parse(reply), self._key)
            self.pause(retry_after, _said(status, _parse(reply)))

    def pause(self, told, why, lost=None):
        """Waits as long as the service says, or longer each time, and some more so that not all come back at once."""
        step = 0.1 * 2 ** min(self._number, 4)
        self._number += 1
        wait = (step / 2 if told is None else told) + random.uniform(0, step)
        if time.monotonic() + wait >= self._end:
            raise NoAnswer(self._key, why) from lost
        time.sleep(wait)


class _Http:
    """Over HTTP/1.1 connections that stay open."""

    def __init__(self, url, token):
        self._url, self._token, self._idle = urlsplit(url), token, []

    def __call__(self, path, headers, body, most):
        try:
            connection = self._idle.pop()
            connection.sock.settimeout(most)
        except IndexError:
            kind = http.client.HTTPSConnection if self._url.scheme == "https" else http.client.HTTPConnection
            connection = kind(self._url.netloc, timeout=most)
        try:
            headers = {**headers, "Authorization": "Bearer " + self._token(), "Content-Type": "application/json"}
            connection.request("POST", self._url.path.rstrip("/") + path, body, headers)
            reply = connection.getresponse()
            text = reply.read()
        except BaseException:
            connection.close()
            raise
        if connection.sock is not None:
            self._idle.append(connection)
        told = reply.getheader("Retry-After", "")
        return reply.status, float(told) if told.isdigit() else None, text


def contact(to):
    """The address as a URI: of `ana@example.org`, `+33 6 12 34 56 78`, or of what is one."""
    to = to.strip()
    if re.match("[a-z][a-z0-9]*:", to):
        return to
    if to.startswith("+"):
        return "tel:" + re.sub(r"[\s().-]", "", to)
    if to.find("@") > 0:
        return "mailto:" + to.replace("%", "%25")
    raise ValueError(f"write an address as ana@example.org, a number as +33612345678, else with its scheme: {to}")


def event(secret, headers, body, now=None):
    """The event of a webhook's delivery (Standard Webhooks), or None if it is forged or old: then answer 400.

    `headers` is a mapping with names in small letters, `body` the bytes as they came.
    """
    id, timestamp, signatures = (headers.get("webhook-" + it, "") for it in ("id", "timestamp", "signature"))
    if not re.fullmatch("[0-9]{1,12}", timestamp) or abs((now or time.time()) - int(timestamp)) > 300:
        return None
    key = base64.b64decode(secret[6:] if secret.startswith("whsec_") else secret)
    mac = hmac.new(key, f"{id}.{timestamp}.".encode() + body, hashlib.sha256).digest()
    expected = b"v1," + base64.b64encode(mac)
    genuine = any(hmac.compare_digest(expected, it.encode()) for it in signatures.split(" "))
    return json.loads(body) if genuine else None


def _body(question):
    if question.keys() & {"mode", "at"}:
        raise ValueError("mode and at are not for asking in order to send")
    body = {name: value for name, value in question.items() if name != "key"}
    return {**body, "to": contact(body["to"])}


def _answer(item, key):
    """What became of one question. Whatever is not understood is no permit; unknown members are passed over."""
    try:
        if "error" in item:
            _read(item["error"].get("status"), item["error"], key)
        id, outcome = item["id"], item["outcome"]
        if outcome == "deny":
            return Deny(id, item)
        if outcome == "defer":
            return Defer(id, item, _instant(item["notBefore"]))
        if outcome != "permit":
            raise ValueError(f"unknown outcome {outcome!r}")
        obligations = tuple(item.get("obligations", ()))
        unknown = [it.get("type") for it in obligations if not _is_known(it)]
        if unknown:
            raise UnknownObligation(id, unknown)
        return Permit(id, item, _instant(item["validUntil"]), obligations)
    except (KeyError, TypeError, ValueError, AttributeError) as unreadable:
        raise NoAnswer(key, f"the answer cannot be read: {unreadable!r}") from unreadable


def _is_known(it):
    return it.get("type") in _KNOWN and bool(it.get("value")) and (it["type"] != "add_header" or bool(it.get("name")))


def _instant(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def _read(status, reply, key):
    if status in (200, 201):
        return reply
    if status in (401, 403):
        raise NotAllowed(_said(status, reply))
    if status in (400, 409, 413, 415, 422):
        errors = [f"{it.get('field')} {it.get('message')}" for it in reply.get("errors", [])]
        raise WrongQuestion(_code(reply), _said(status, reply), errors)
    raise NoAnswer(key, _said(status, reply))


def _parse(text):
    try:
        reply = json.loads(text)
        return reply if isinstance(reply, dict) else {}
    except ValueError:
        return {}


def _code(problem):
    return problem.get("type", "about:blank").rsplit("/", 1)[-1]


def _said(status, problem):
    return f"{status} {_code(problem)}: {problem.get('detail') or problem.get('title') or ''}"

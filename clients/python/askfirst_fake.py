"""For the tests of senders: Askfirst(transport=FakeService().permits("ana@example.org"))."""

import json
import threading
import uuid
from datetime import datetime, timedelta, timezone

from askfirst import contact


class FakeService:
    """Whoever is not named is denied as `consent_unknown`, as by the service. The same key gets the same answer.

    `asked` are the addresses that were asked about, `outcomes` what was reported last of each permit.
    While `away` is true, nobody has an answer.
    """

    def __init__(self):
        self.asked, self.outcomes, self.away = [], {}, False
        self._answers, self._by_key, self._lock = {}, {}, threading.Lock()

    def permits(self, to):
        until = datetime.now(timezone.utc) + timedelta(minutes=15)
        return self.says(to, {"outcome": "permit", "validUntil": until.isoformat(), "reasons": [], "obligations": [
            {"type": "add_header", "name": "List-Unsubscribe", "value": "<https://ask.example/u/x>"},
            {"type": "add_header", "name": "List-Unsubscribe-Post", "value": "List-Unsubscribe=One-Click"},
            {"type": "link", "value": "https://ask.example/p/x"}]})

    def defers(self, to, not_before):
        reasons = [{"code": "paused"}]
        return self.says(to, {"outcome": "defer", "notBefore": not_before.isoformat(), "reasons": reasons})

    def denies(self, to, reason):
        return self.says(to, {"outcome": "deny", "reasons": [{"code": reason}]})

    def says(self, to, answer):
        """Questions about this address get this answer, whatever it is; its `id` is made for each."""
        self._answers[contact(to)] = answer
        return self

    def __call__(self, path, headers, body, most):
        if self.away:
            raise ConnectionError("the service is away")
        body = json.loads(body)
        with self._lock:
            if path.endswith("/outcome"):
                self.outcomes[path.split("/")[3]] = body["outcome"]
                reply = body
            elif path.endswith("/batch"):
                reply = {"decisions": [self._decide(it, it["key"]) for it in body["questions"]]}
            else:
                reply = self._decide(body, headers["Idempotency-Key"])
        return 200, None, json.dumps(reply)

    def _decide(self, question, key):
        self.asked.append(question["to"])
        stranger = {"outcome": "deny", "reasons": [{"code": "consent_unknown"}]}
        answer = self._answers.get(question["to"], stranger)
        now = datetime.now(timezone.utc).isoformat()
        return self._by_key.setdefault(key, {"id": str(uuid.uuid4()), "decidedAt": now, **answer})

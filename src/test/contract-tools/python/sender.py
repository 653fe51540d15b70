"""Uses what openapi-generator makes of the contract for Python, and says what it read."""

import json
import os
import uuid

from openapi_client import (
    ActsApi,
    ApiClient,
    ApiException,
    Batch,
    BatchItem,
    BatchQuestion,
    ChangesApi,
    Configuration,
    Evidence,
    Grant,
    LookupBody,
    NoticeRef,
    PeopleApi,
    Problem,
    Question,
    QuestionsApi,
    RefusalRequest,
)

TO = "mailto:" + os.environ["ASKFIRST_TEST_ADDRESS"]
QUESTION = Question(to=TO, channel="email", topic="offers.shoes")
GRANT = Grant(
    contact=TO,
    controller="acme",
    topic="offers",
    channel="email",
    notice=NoticeRef(id="acme-marketing", version=1, language="en"),
    evidence=Evidence(method="form", source="https://acme.example/signup"),
)
KNOWN = ["add_header", "link", "disclose", "contact"]


def client(url, token):
    return ApiClient(Configuration(host=os.environ[url], access_token=os.environ[token]))


def two_questions():
    """One that can be answered, and one that cannot."""
    return [
        BatchQuestion(to=TO, channel="email", topic="offers.shoes", key=f"first-{uuid.uuid4()}"),
        BatchQuestion(to="tel:+33612345678", channel="email", topic="offers.shoes"),
    ]


def use(api):
    acts, questions = ActsApi(api), QuestionsApi(api)
    print("grant", acts.grant(GRANT).state)
    print("ask", said(questions.ask(QUESTION, idempotency_key="generated-" + TO, request_timeout="5")))
    print("batch", items(questions.ask_many(Batch(questions=two_questions())).decisions))
    answers = questions.ask_all("\n".join(it.to_json() for it in two_questions()))
    print("stream", items(BatchItem.from_json(line) for line in answers.decode().splitlines()))
    print("import", import_one(acts))
    print("withdraw", acts.withdraw(RefusalRequest(contact=TO, controller="acme")).state)
    print("ask", said(questions.ask(QUESTION)))


def import_one(acts):
    rows = (
        "contact,notice.id,notice.version,evidence.method,at\n"
        f"{TO.replace('@', '-too@')},acme-marketing,1,form,2026-01-01T09:00:00Z\n"
    )
    # Left to itself it takes the type whose name has "json" in it.
    results = acts.import_acts(
        "grants", rows, controller="acme", topic="offers", channel="email", _content_type="text/csv"
    )
    return json.loads(results.decode().splitlines()[-1])["summary"]["created"]


def read_terms(api):
    people = PeopleApi(api)
    terms = people.person(people.lookup(LookupBody(contact=TO)).person)
    print("terms", terms.version, terms.consents[0].state)


def read_what_is_newer(api):
    questions = QuestionsApi(api)
    print("later", said(questions.ask(QUESTION)))
    print("later", items(questions.ask_many(Batch(questions=two_questions())).decisions))
    print("later", ChangesApi(api).changes().events[0].type)
    try:
        ActsApi(api).grant(GRANT)
    except ApiException as failure:
        print("later", problem(Problem.from_json(failure.body)))


def items(decisions):
    return ", ".join(problem(it.error) if it.error else it.outcome for it in decisions)


def problem(it):
    return f"{it.status} {it.type}"


def said(decision):
    """The outcome; of a no its reasons, and obligations that we do not know."""
    unknown = [it.type for it in decision.obligations or [] if it.type not in KNOWN]
    return " ".join([decision.outcome, *(it.code for it in decision.reasons), *unknown])


if __name__ == "__main__":
    use(client("ASKFIRST_URL", "ASKFIRST_TOKEN"))
    read_terms(client("ASKFIRST_URL", "ASKFIRST_ADMIN_TOKEN"))
    read_what_is_newer(client("ASKFIRST_LATER_URL", "ASKFIRST_TOKEN"))

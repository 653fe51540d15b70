package dev.askfirst.platform;

/** Every kind of error a caller can meet: its stable code, its status, and what to do about it. Codes are never renamed. */
public enum ProblemCode {
    INVALID_REQUEST(
            400,
            "The request cannot be understood",
            "Mend the members listed under `errors` and send the request again. Nothing was stored."),
    UNAUTHENTICATED(
            401,
            "No valid token",
            "Send `Authorization: Bearer <token>` with a token of the right issuer and audience that has not expired."),
    FORBIDDEN(
            403,
            "This token may not do this",
            "Use a token with the right role. A sender may ask only for its own controllers, topics and channels."),
    NOT_FOUND(
            404, "There is nothing here", "Check the address and the id. What you may not see answers like this too."),
    METHOD_NOT_ALLOWED(405, "This path does not take this method", "See `openapi.yaml` for the methods of each path."),
    NOT_ACCEPTABLE(406, "The answer has no form you accept", "Accept `application/json`."),
    CONFLICT(
            409,
            "This contradicts what is recorded",
            "A key was used before with another body, or the change cannot follow the recorded state. Use a new key."),
    STANDING_NO(
            409,
            "The person said no",
            "A sender's grant against a standing no needs an `at` later than that no and evidence `form`, `call` or "
                    + "`paper` with a source, and so does every row of a file. Otherwise the no stays."),
    TOO_OLD(
            409,
            "This is too long ago",
            "What was said to this contact at that time is not kept any more and cannot be recorded again. Ask anew, and "
                    + "record what is said then."),
    ON_HOLD(
            409,
            "This must be kept for now",
            "A legal hold stands: nothing of this person is deleted until it ends or is lifted. Ask again then. Messages can "
                    + "be stopped at any time."),
    PRECONDITION_FAILED(
            412,
            "It has changed since you read it",
            "Read it again, apply your change to what stands there now, and send that version in `If-Match`."),
    PRECONDITION_REQUIRED(
            428,
            "Say which version you have read",
            "Read it first, and send the `ETag` you got as `If-Match`: so nobody's change is overwritten unseen."),
    CURSOR_EXPIRED(
            410,
            "The feed does not hold this place",
            "Changes are kept for 90 days. Read the state of your people anew, then follow the feed without `after`."),
    TOO_LARGE(413, "The request is too large", "Send less at once; large files go to `POST /v1/imports`."),
    RANGE_NOT_SATISFIABLE(
            416,
            "The file ends before that",
            "Ask for bytes that it has, as `Content-Range` tells, or leave `Range` out."),
    UNSUPPORTED_MEDIA_TYPE(
            415, "The body has a media type that is not read here", "Send the media type that `openapi.yaml` names."),
    UNKNOWN_CONTROLLER(422, "There is no such controller", "Use a controller of `GET /v1/catalog`."),
    UNKNOWN_TOPIC(422, "There is no such topic", "Use a topic of `GET /v1/catalog`."),
    UNKNOWN_CHANNEL(422, "There is no such channel", "Use a channel of `GET /v1/catalog`."),
    UNKNOWN_NOTICE(422, "There is no such notice", "Use a notice of this controller, with a version that exists."),
    UNKNOWN_PERSON(422, "There is no such person", "Name the person by a contact, or by the id an earlier reply gave."),
    ZONE_NEEDED(
            422,
            "The time zone is not known",
            "Windows and caps by the calendar are in the person's own time: set `timeZone` before, or together with them."),
    EVIDENCE_TOO_WEAK(
            422,
            "The evidence is too weak for this topic",
            "Name the notice that was shown, how the yes was given, and a source where that can be looked up."),
    TERMS_REFUSED(
            422,
            "These terms are not taken here",
            "The detail says what is wrong: who made the document, for whom, until when, or whose address was given. Get a new "
                    + "one where it was made. Nothing was stored."),
    ASKED_TOO_OFTEN(
            429,
            "The person was asked often enough",
            "Asking for consent is itself a message. Wait for the answer, or for `Retry-After` seconds."),
    QUOTA_EXCEEDED(
            429,
            "This sender asks more than was agreed",
            "Do not send the message. Hold it and ask again after `Retry-After` seconds; `RateLimit-Policy` says how much "
                    + "may be asked."),
    CONTACT_NOT_FOR_CHANNEL(
            422,
            "This contact cannot be reached by this channel",
            "Use a contact with one of the channel's schemes: e-mail takes `mailto:`, SMS takes `tel:`, and so on."),
    OVERLOADED(
            503,
            "Too many questions at once",
            "Do not send the message. Hold it and ask again after `Retry-After` seconds."),
    UNDECIDED(
            503,
            "No durable answer was possible",
            "Do not send the message. Hold it and ask again after `Retry-After` seconds."),
    INTERNAL(500, "Something is broken here", "Do not send the message. Ask again later, and tell the operator.");

    private final int status;
    private final String title;
    private final String advice;

    ProblemCode(int status, String title, String advice) {
        this.status = status;
        this.title = title;
        this.advice = advice;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** What the caller can do, in one or two sentences. */
    public String advice() {
        return advice;
    }

    /** The code as it stands in `type` and in the address of its page: {@code invalid-request}. */
    public String text() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}

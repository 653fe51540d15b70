package dev.askfirst.gate;

/** What mailers and Postfix are told instead of a permit. Nothing in it opens anything: it may be logged and sent on. */
final class Refusals {

    private Refusals() {}

    static Reply smtp(Answer answer) {
        return switch (answer) {
            case Answer.Deny it -> Reply.of(550, "5.7.1 %s (%s)".formatted(it.why(), it.id()));
            case Answer.Defer it ->
                Reply.of(451, "4.7.1 not before %s: %s (%s)".formatted(it.notBefore(), it.why(), it.id()));
            case Answer.Unfulfillable it ->
                Reply.of(
                        451,
                        "4.7.0 the permit obliges to `%s`, which the gate does not know (%s)"
                                .formatted(it.obligation(), it.id()));
            case Answer.Refused it -> Reply.of(550, "5.7.1 the question is wrong: " + it.why());
            case Answer.None it -> Reply.of(451, "4.7.0 " + it.why());
            case Answer.Permit it -> throw new IllegalArgumentException(it.id());
        };
    }
}

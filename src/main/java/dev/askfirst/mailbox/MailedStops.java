package dev.askfirst.mailbox;

import dev.askfirst.consent.act.Stops;
import dev.askfirst.consent.event.NoInForce;
import dev.askfirst.mailbox.reading.MailHeaders;
import dev.askfirst.person.key.Link;
import dev.askfirst.person.key.Links;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Unsubscribes by mail: the token that stands in the subject does what the same token does as a link, whoever sent the mail.
 * Without a good token nothing is stopped.
 */
@ApplicationScoped
class MailedStops {

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{40,1000}");
    private static final List<String> RECIPIENTS = List.of("to", "delivered-to", "x-original-to");

    private final Links links;
    private final Stops stops;

    MailedStops(Links links, Stops stops) {
        this.links = links;
        this.stops = stops;
    }

    /** Whether the mail had such a token; what it stops is then on record. */
    boolean stop(MailHeaders headers) {
        return candidates(headers)
                .flatMap(it -> links.open(it, Link.Purpose.ONE_CLICK).stream())
                .findFirst()
                .filter(this::stopped)
                .isPresent();
    }

    /** Mail programs fold long subjects, and some leave a space there. */
    private static Stream<String> candidates(MailHeaders headers) {
        var subject = headers.first("subject").orElse("");
        var whole = Stream.of(subject.replaceAll("\\s+", ""));
        var recipients = RECIPIENTS.stream()
                .flatMap(it -> headers.all(it).stream())
                .flatMap(it -> Stream.of(it.split("[^A-Za-z0-9_-]+")));
        return Stream.of(whole, Stream.of(subject.split("\\s+")), recipients)
                .flatMap(it -> it)
                .filter(it -> TOKEN.matcher(it).matches());
    }

    /** An old link may lead to an address that is gone from here. */
    private boolean stopped(Link link) {
        try {
            stops.topic(link, NoInForce.Way.ONE_CLICK);
            return true;
        } catch (Fault fault) {
            if (fault.code() != ProblemCode.UNKNOWN_PERSON) throw fault;
            return false;
        }
    }
}

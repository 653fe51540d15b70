package dev.askfirst.outbound.push;

import dev.askfirst.catalog.connection.PushTarget;
import dev.askfirst.catalog.connection.SecretStore;
import dev.askfirst.catalog.connection.Tool;
import dev.askfirst.outbound.push.PushQueue.Settled;
import dev.askfirst.outbound.push.PushQueue.Taken;
import dev.askfirst.outbound.push.Standing.Says;
import dev.askfirst.outbound.webhook.GuardedRequests;
import dev.askfirst.person.contact.Contact;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Tells one tool of one contact point, once, and within ten seconds. Nothing but the tool's own word confirms it. */
@ApplicationScoped
class PushSender {

    /** How long one attempt may take, from looking up the host to the end of the reply. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Logger LOG = Logger.getLogger(PushSender.class);

    /** Refusals that are not about the address: the secret, a list that is not there, too much at once. */
    private static final Set<Integer> ANOTHER_TIME = Set.of(401, 403, 404, 407, 408, 421, 423, 425, 429);

    private final GuardedRequests requests;
    private final SecretStore secrets;
    private final PushMetrics metrics;
    private final Set<String> failing = ConcurrentHashMap.newKeySet();

    PushSender(GuardedRequests requests, SecretStore secrets, PushMetrics metrics) {
        this.requests = requests;
        this.secrets = secrets;
        this.metrics = metrics;
    }

    Settled attempt(PushTarget target, Taken taken) {
        var outcome =
                taken.contact().map(contact -> tell(target, taken, contact)).orElseGet(PushOutcome.Nobody::new);
        var settled = new Settled(taken, outcome);
        tell(target, settled);
        return settled;
    }

    private void tell(PushTarget target, Settled settled) {
        metrics.count(target.id(), settled.state());
        switch (settled.outcome()) {
            case PushOutcome.Confirmed _ -> {
                if (failing.remove(target.id())) LOG.infof("%s takes what is pushed again", target.id());
            }
            case PushOutcome.Refused it ->
                LOG.warnf("%s refuses push %s: %s", target.id(), settled.taken().id(), it.words());
            // Told once, until it takes something again: what waits may be much.
            case PushOutcome.Failed it -> {
                if (failing.add(target.id())) LOG.warnf("%s does not take what is pushed: %s", target.id(), it.words());
            }
            case PushOutcome.Accepted _, PushOutcome.Nobody _ -> {
                // Nothing that anybody need know.
            }
        }
    }

    private PushOutcome tell(PushTarget target, Taken taken, Contact contact) {
        var tool = Tool.of(target);
        var secret = target.secret().map(secrets::find);
        if (secret.filter(Optional::isEmpty).isPresent()) return failed("the secret is not there");
        if (taken.says() == Says.YES && tool.yes().isEmpty())
            return failed("the tool has no way to take it back any more");
        try {
            var written =
                    new PushRequests(target, tool, secret.flatMap(it -> it).orElse(""));
            var reply = requests.send(written.of(taken, contact), taken.attempts(), PATIENCE);
            return read(new Told(tool, written, taken, contact), reply);
        } catch (IOException | RuntimeException e) {
            return failed(ReplyWords.shortened(
                    e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage(), contact));
        }
    }

    private record Told(Tool tool, PushRequests written, Taken taken, Contact contact) {}

    private static PushOutcome read(Told told, GuardedRequests.Reply reply) {
        var words = ReplyWords.of(reply.status(), reply.body(), told.contact());
        var asked = told.written().asked(told.taken());
        var status = reply.status();
        if (status >= 200 && status < 300) return taken(told, asked.expect(), reply, words);
        if (asked.alsoDone().contains(status)) return new PushOutcome.Confirmed(status);
        if (status >= 400 && status < 500 && !ANOTHER_TIME.contains(status))
            return new PushOutcome.Refused(status, words);
        var wait = reply.retryAfter().flatMap(it -> wait(it, told.taken().now()));
        return new PushOutcome.Failed(Optional.of(status), words, wait);
    }

    /** The tool has taken it; whether it also says that it is so. */
    private static PushOutcome taken(
            Told told, Map<String, String> expected, GuardedRequests.Reply reply, String words) {
        var job = told.tool().job();
        if (job.isPresent() && told.taken().job().isEmpty())
            return ReplyWords.at(reply.body(), job.get().id())
                    .<PushOutcome>map(it -> new PushOutcome.Accepted(reply.status(), it))
                    .orElseGet(() -> new PushOutcome.Failed(
                            Optional.of(reply.status()), "the reply names no job: " + words, Optional.empty()));
        if (job.isEmpty())
            return ReplyWords.says(reply.body(), expected)
                    ? new PushOutcome.Confirmed(reply.status())
                    : new PushOutcome.Refused(reply.status(), "the reply does not confirm it: " + words);
        if (ReplyWords.says(reply.body(), job.get().done())) return new PushOutcome.Confirmed(reply.status());
        return ReplyWords.says(reply.body(), job.get().failed())
                ? new PushOutcome.Refused(reply.status(), words)
                : new PushOutcome.Accepted(reply.status(), told.taken().job().orElseThrow());
    }

    private static PushOutcome failed(String words) {
        return new PushOutcome.Failed(Optional.empty(), words, Optional.empty());
    }

    /** RFC 9110: seconds, or a date. */
    private static Optional<Duration> wait(String header, Instant now) {
        var text = header.strip();
        if (text.matches("[0-9]{1,9}")) return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        try {
            var at = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(Duration.between(now, at)).filter(Duration::isPositive);
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}

package dev.askfirst.gate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The way of a message through the gate: it is asked about, and only on a permit handed to the mail server, whose answer is
 * the mailer's. The gate keeps nothing.
 */
final class Passage {

    /** What mail servers say of addresses that do not exist or are switched off (RFC 3463). */
    private static final Pattern NO_SUCH_MAILBOX = Pattern.compile("5\\.(1\\.(1|2|3|6|10)|2\\.1)( .*)?");

    private static final Set<String> UNSUBSCRIBING = Set.of("list-unsubscribe", "list-unsubscribe-post");

    private final AskingService service;
    private final Topics topics;
    private final String channel;
    private final GateMetrics metrics;
    private final Reports reports;

    Passage(AskingService service, Topics topics, String channel, GateMetrics metrics, Reports reports) {
        this.service = service;
        this.reports = reports;
        this.topics = topics;
        this.channel = channel;
        this.metrics = metrics;
    }

    /** What the mailer is told; 250 only if the mail server has taken the message, on a permit that is on record. */
    Reply of(Envelope envelope, Optional<String> user, byte[] bytes, Upstream upstream) {
        try {
            var mail = Mail.read(bytes);
            var subject = topics.of(mail.all("List-Id").stream().findFirst(), envelope.from(), user)
                    .withHeadersOf(mail);
            if (subject.topic().isEmpty()) {
                throw new Unreadable(
                        550, "5.7.1 no topic: set the header Askfirst-Topic, or name one in the gate's map");
            }
            return asked(envelope, subject, mail, upstream);
        } catch (Unreadable e) {
            metrics.message("unreadable");
            return e.reply();
        }
    }

    private Reply asked(Envelope envelope, Subject subject, Mail mail, Upstream upstream) {
        try {
            // The mail server is tried first: while it is away, no permit is used up.
            var begun = upstream.begin(envelope, mail);
            if (!begun.accepted()) {
                upstream.reset();
                return refused(begun);
            }
        } catch (IOException lost) {
            metrics.message("upstream_away");
            return Reply.of(451, "4.4.1 the mail server behind the gate: " + lost.getMessage());
        }
        var question = question(envelope, subject, mail);
        var answer = metrics.timed(() -> service.ask(question, UUID.randomUUID().toString()));
        metrics.answer(answer.outcome());
        if (answer instanceof Answer.Permit permit) return permitted(permit, envelope, mail, upstream);
        upstream.reset();
        if (answer instanceof Answer.Unfulfillable it)
            reports.now(it.id(), "not_sent", "obligation " + it.obligation());
        metrics.message("not_permitted");
        return Refusals.smtp(answer);
    }

    /** The question; of a message that claims to be personal, with what its text is like. */
    private ObjectNode question(Envelope envelope, Subject subject, Mail mail) {
        var question = subject.question(envelope.to(), channel);
        if (subject.isPersonal())
            service.fingerprint(MessageText.of(mail), subject.controller())
                    .ifPresent(question.withObject("message")::setAll);
        return question;
    }

    private Reply permitted(Answer.Permit permit, Envelope envelope, Mail mail, Upstream upstream) {
        try {
            var reply = upstream.recipient(envelope.to());
            if (reply.accepted()) reply = upstream.data();
            if (reply.code() != 354) {
                upstream.reset();
                return unsent(
                        permit, reply.code() / 100 == 2 ? Reply.of(451, "4.5.0 the mail server is confused") : reply);
            }
        } catch (IOException lost) {
            upstream.close();
            return unsent(permit, Reply.of(451, "4.4.2 the mail server behind the gate: " + lost.getMessage()));
        }
        try {
            var reply = upstream.message(changed(mail, permit));
            return reply.accepted() ? sent(permit, reply) : unsent(permit, reply);
        } catch (IOException lost) {
            // It may have the message or not: the permit stays used, and nothing is reported that nobody knows.
            upstream.close();
            metrics.message("unknown");
            return Reply.of(451, "4.4.2 the mail server went away after the message; it may have it. " + permit.id());
        }
    }

    private Reply sent(Answer.Permit permit, Reply reply) {
        reports.soon(permit.id(), "sent", reply.text());
        metrics.message("sent");
        return reply;
    }

    private Reply unsent(Answer.Permit permit, Reply reply) {
        reports.now(permit.id(), isBounce(reply) ? "bounced" : "not_sent", reply.text());
        return refused(reply);
    }

    /** As it came; but that the mail server hangs up is nothing that the mailer has to do, too. */
    private Reply refused(Reply reply) {
        metrics.message(reply.permanent() ? "upstream_refused" : "upstream_deferred");
        return reply.code() == 421 ? Reply.of(451, reply.lines().getFirst()) : reply;
    }

    private static boolean isBounce(Reply reply) {
        return reply.permanent()
                && NO_SUCH_MAILBOX.matcher(reply.lines().getFirst()).matches();
    }

    private static byte[] changed(Mail mail, Answer.Permit permit) {
        var added = new LinkedHashMap<>(permit.headers());
        added.put("Askfirst-Decision", permit.id());
        var replaced = new TreeSet<>(UNSUBSCRIBING);
        added.keySet().forEach(name -> replaced.add(name.toLowerCase(Locale.ROOT)));
        return mail.with(added, name -> Subject.isOurs(name) || replaced.contains(name));
    }
}

package dev.askfirst.gate;

import java.net.InetSocketAddress;

/**
 * An SMTP server that asks before each message, and hands on to a mail server what is permitted. It has no queue: what the
 * mail server says is what the mailer is told.
 */
public record Gate(
        GateSettings settings,
        UpstreamSettings upstream,
        AskingService service,
        Topics topics,
        String channel,
        GateMetrics metrics) {

    private static final int MOST = 500;

    /** Takes mail from now on. */
    public Listener open(InetSocketAddress address) {
        var reports = new Reports(service, metrics);
        var passage = new Passage(service, topics, channel, metrics, reports);
        return Listener.at(
                address,
                MOST,
                "421 4.7.0 too many connections",
                socket -> new MailerConnection(socket, settings, passage, new Upstream(upstream)),
                reports::finish);
    }
}

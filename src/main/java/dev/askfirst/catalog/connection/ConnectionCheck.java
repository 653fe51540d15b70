package dev.askfirst.catalog.connection;

import dev.askfirst.platform.json.Checks;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what is wrong with connections.
 *
 * @param topics all that there are
 * @param senders what is each sender's own, by its id
 */
public record ConnectionCheck(Checks checks, Set<String> topics, Map<String, Own> senders) {

    /** The controllers for which a sender acts, and the channels that it uses. */
    public record Own(List<String> controllers, List<String> channels) {}

    /** By whose events service they are named: {@code provider.adapter} has one for each. */
    static final Set<String> ADAPTERS = Set.of("brevo", "mailgun", "postmark", "sendgrid", "ses", "standard", "twilio");

    private static final String SES = "ses";
    private static final int LONGEST_ACCOUNT = 300;

    public void one(Connection connection) {
        var field = "connections." + connection.id();
        if (connection.adapter() == null || !ADAPTERS.contains(connection.adapter()))
            checks.error(
                    field + ".adapter",
                    "is none of " + String.join(", ", ADAPTERS.stream().sorted().toList()));
        parties(field, connection);
        connection
                .topic()
                .filter(it -> !topics.contains(it))
                .ifPresent(it -> checks.error(field + ".topic", "names `" + it + "`, which is not in the catalog"));
        var signed = SES.equals(connection.adapter());
        if (signed != connection.secret().isEmpty())
            checks.error(field + ".secret", signed ? "is none of `ses`, which has certificates" : "is missing");
        if (connection.secret().filter(it -> !it.isPossible()).isPresent())
            checks.error(
                    field + ".secret",
                    "is either `env`, a variable that begins with `%s`, or `file`, a name in the folder of secrets"
                            .formatted(Connection.Reference.PREFIX));
        checks.line(field + ".account", connection.account().orElse(null), LONGEST_ACCOUNT);
        if (signed && connection.account().filter(it -> it.startsWith("arn:")).isEmpty())
            checks.error(field + ".account", "is the ARN of the topic at SNS whose messages count");
        softBounces(checks, field, connection.softBounces());
    }

    /** Of a connection, or of a sender to which mails come back. */
    public static void softBounces(Checks checks, String field, Optional<Connection.SoftBounces> rule) {
        if (rule.filter(it -> !it.isPossible()).isPresent())
            checks.error(
                    field + ".softBounces",
                    "has a `count` from 1 to %d and `days` from 1 to %d"
                            .formatted(Connection.SoftBounces.MOST, Connection.SoftBounces.LONGEST_DAYS));
    }

    /** The sender, and what is its own. */
    private void parties(String field, Connection connection) {
        var sender = Optional.ofNullable(connection.sender()).map(senders::get);
        if (sender.isEmpty()) {
            checks.error(field + ".sender", "names `" + connection.sender() + "`, which is not in the catalog");
            return;
        }
        own(field + ".controller", connection.controller(), sender.map(Own::controllers));
        own(field + ".channel", connection.channel(), sender.map(Own::channels));
    }

    private void own(String field, String id, Optional<List<String>> own) {
        if (id == null || own.filter(it -> it.contains(id)).isEmpty()) checks.error(field, "is none of the sender's");
    }
}

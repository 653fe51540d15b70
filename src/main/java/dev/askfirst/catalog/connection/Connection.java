package dev.askfirst.catalog.connection;

import java.util.Optional;

/**
 * A way by which a provider tells what became of a sender's messages, and what people answered: {@code POST /in/{id}}.
 *
 * @param adapter how the provider signs and what it says, such as {@code sendgrid}
 * @param sender whose messages these are; what is told counts as told by it
 * @param controller to whom people say no there
 * @param topic what they say no to; left out, everything that needs consent
 * @param channel by which its messages go
 * @param secret what requests are checked with; none for {@code ses}, whose certificates are fetched
 * @param account for {@code ses} the topic at SNS, by its ARN
 * @param softBounces when an address that took no message for now is taken for one that takes none; left out, never
 */
public record Connection(
        String id,
        String adapter,
        String sender,
        String controller,
        Optional<String> topic,
        String channel,
        Optional<Reference> secret,
        Optional<String> account,
        Optional<SoftBounces> softBounces) {

    /** Where a secret is: a variable of the environment, or a file in the folder of secrets. The catalog never holds it. */
    public record Reference(Optional<String> env, Optional<String> file) {

        /** Which variables may be named: no other secret of the service is told by trying. */
        public static final String PREFIX = "ASKFIRST_CONNECTION_";

        public Reference {
            env = orAbsent(env);
            file = orAbsent(file);
        }

        boolean isPossible() {
            return env.isPresent() != file.isPresent()
                    && env.filter(it -> !it.matches(PREFIX + "[A-Z0-9_]{1,100}"))
                            .isEmpty()
                    && file.filter(it -> !it.matches("[a-zA-Z0-9][a-zA-Z0-9._-]{0,99}"))
                            .isEmpty();
        }
    }

    /** So many within so many days. */
    public record SoftBounces(int count, int days) {

        static final int MOST = 100;
        static final int LONGEST_DAYS = 90;

        boolean isPossible() {
            return count >= 1 && count <= MOST && days >= 1 && days <= LONGEST_DAYS;
        }
    }

    public Connection {
        topic = orAbsent(topic);
        secret = orAbsent(secret);
        account = orAbsent(account);
        softBounces = orAbsent(softBounces);
    }

    private static <T> Optional<T> orAbsent(Optional<T> value) {
        return value == null ? Optional.empty() : value;
    }
}

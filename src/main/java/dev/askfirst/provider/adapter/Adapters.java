package dev.askfirst.provider.adapter;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** All providers that are understood, by the names that connections give them. */
public final class Adapters {

    private static final Map<String, Adapter> ALL = new TreeMap<>(Map.of(
            "ses", new Ses(),
            "sendgrid", new SendGrid(),
            "mailgun", new Mailgun(),
            "postmark", new Postmark(),
            "brevo", new Brevo(),
            "twilio", new Twilio(),
            "standard", new StandardWebhooks()));

    private Adapters() {}

    /** In alphabetical order. */
    public static Set<String> names() {
        return ALL.keySet();
    }

    public static Optional<Adapter> named(String name) {
        return Optional.ofNullable(ALL.get(name));
    }
}

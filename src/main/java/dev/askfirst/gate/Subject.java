package dev.askfirst.gate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.platform.json.Json;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a message is about and who wrote it.
 *
 * @param members topic, controller, campaign, authorship, author: those that are known
 */
record Subject(Map<String, String> members) {

    static final Subject NOTHING = new Subject(Map.of());

    /** Headers of ours that a mailer may set, in small letters, with the member each one is. */
    private static final Map<String, String> HEADERS = headers();

    /** What all our headers begin with, in small letters. */
    private static final String OURS = "askfirst-";

    private static final String DECISION = "askfirst-decision";

    /** The same, but for what the message says of itself in headers of ours. */
    Subject withHeadersOf(Mail mail) throws Unreadable {
        var merged = new HashMap<>(members);
        for (var name : mail.names()) {
            if (!name.startsWith(OURS) || name.equals(DECISION)) continue;
            var member = HEADERS.get(name);
            if (member == null) {
                throw new Unreadable(554, "5.6.0 %s is none of our headers: %s".formatted(name, HEADERS.keySet()));
            }
            mail.one(name).ifPresent(it -> merged.put(member, it));
        }
        return new Subject(merged);
    }

    /** Whether a header, named in small letters, is ours: it concerns nobody behind the gate. */
    static boolean isOurs(String name) {
        return name.startsWith(OURS);
    }

    Optional<String> topic() {
        return Optional.ofNullable(members.get("topic"));
    }

    Optional<String> controller() {
        return Optional.ofNullable(members.get("controller"));
    }

    /** Whether it says that a human wrote it. */
    boolean isPersonal() {
        return members.getOrDefault("authorship", "").equalsIgnoreCase("personal");
    }

    /** The question whether it may go to this address. */
    ObjectNode question(String to, String channel) {
        var question = Json.MAPPER.createObjectNode();
        // A contact is a URI: what would mean something else there is encoded.
        question.put("to", "mailto:" + to.replace("%", "%25").replace("/", "%2F"));
        question.put("channel", channel);
        topic().ifPresent(it -> question.put("topic", it));
        controller().ifPresent(it -> question.put("controller", it));
        var message = question.putObject("message");
        for (var name : new String[] {"campaign", "authorship", "author"}) {
            var value = members.get(name);
            if (value != null) message.put(name, name.equals("authorship") ? value.toLowerCase(Locale.ROOT) : value);
        }
        return question;
    }

    private static Map<String, String> headers() {
        var headers = new LinkedHashMap<String, String>();
        for (var member : new String[] {"topic", "controller", "campaign", "authorship", "author"}) {
            headers.put(OURS + member, member);
        }
        return headers;
    }
}

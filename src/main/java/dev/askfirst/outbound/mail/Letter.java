package dev.askfirst.outbound.mail;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Something the service itself writes to a person. It names whom and what by ids only; addresses, names and links are put
 * in when it is sent.
 *
 * @param point where it goes
 * @param language a BCP 47 tag; the controller's language stands in for one without texts
 * @param values what its kind needs
 */
public record Letter(UUID id, Kind kind, UUID point, String language, Map<String, String> values) {

    private static final String LAPSES = "lapses";

    public enum Kind {
        /** Asks the person to confirm a yes that somebody gave in their name. */
        CONFIRM,
        /** Brings the digits by which somebody shows that the address is theirs. */
        CODE,
        /** Tells the person who may act for them. */
        DEPUTY
    }

    public Letter {
        values = Map.copyOf(values);
    }

    public static Letter of(UUID id, UUID point, String language, Confirm confirm) {
        return new Letter(id, Kind.CONFIRM, point, language, confirm.values());
    }

    /** A letter with the digits of this code, which is its id as well. */
    public static Letter code(UUID code, UUID point, String language, Instant lapses) {
        return new Letter(code, Kind.CODE, point, language, Map.of(LAPSES, lapses.toString()));
    }

    public static Letter deputy(UUID id, UUID point, String language, Named named) {
        return new Letter(id, Kind.DEPUTY, point, language, named.values());
    }

    Instant lapses() {
        return Instant.parse(values.get(LAPSES));
    }

    /** A deputy, and the act by which they may what they may. */
    public record Named(UUID deputy, UUID act) {

        static Named of(Map<String, String> values) {
            return new Named(UUID.fromString(values.get("deputy")), UUID.fromString(values.get("act")));
        }

        Map<String, String> values() {
            return Map.of("deputy", deputy.toString(), "act", act.toString());
        }
    }

    /**
     * What a letter of this kind needs.
     *
     * @param lapses the first instant at which the grant can no longer be confirmed
     */
    public record Confirm(UUID grant, String controller, String topic, Optional<Shown> notice, Instant lapses) {

        static Confirm of(Map<String, String> values) {
            return new Confirm(
                    UUID.fromString(values.get("grant")),
                    values.get("controller"),
                    values.get("topic"),
                    Optional.ofNullable(values.get("notice")).map(id -> Shown.of(id, values)),
                    Instant.parse(values.get("lapses")));
        }

        Map<String, String> values() {
            var values = new HashMap<>(Map.of(
                    "grant", grant.toString(), "controller", controller, "topic", topic, "lapses", lapses.toString()));
            notice.ifPresent(shown -> {
                values.put("notice", shown.id());
                values.put("noticeVersion", Integer.toString(shown.version()));
                shown.language().ifPresent(language -> values.put("noticeLanguage", language));
            });
            return values;
        }
    }

    /** The notice that was shown when the yes was given. */
    public record Shown(String id, int version, Optional<String> language) {

        private static Shown of(String id, Map<String, String> values) {
            return new Shown(
                    id,
                    Integer.parseInt(values.get("noticeVersion")),
                    Optional.ofNullable(values.get("noticeLanguage")));
        }
    }
}

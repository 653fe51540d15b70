package dev.askfirst.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/** The whole catalog as one document: what a YAML file holds, what a snapshot keeps, what {@code GET /v1/catalog} shows. */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record CatalogDocument(
        List<Controller> controllers,
        List<Sender> senders,
        List<Channel> channels,
        List<Purpose> purposes,
        List<Topic> topics,
        List<Notice> notices) {

    public CatalogDocument {
        controllers = orNone(controllers);
        senders = orNone(senders);
        channels = orNone(channels);
        purposes = orNone(purposes);
        topics = orNone(topics);
        notices = orNone(notices);
    }

    /** The legal entity a person says yes to; {@code contact} is the human to turn to. */
    public record Controller(String id, String name, String address, String contact, String language) {}

    /** One sending system. No topics means every topic. */
    public record Sender(
            String id,
            String name,
            List<String> controllers,
            List<String> channels,
            List<String> topics,
            boolean mayBeCritical,
            boolean deliversConfirmation) {

        public Sender {
            controllers = orNone(controllers);
            channels = orNone(channels);
            topics = orNone(topics);
        }
    }

    /** A way to reach people, with the contact schemes it takes. */
    public record Channel(String id, String name, List<String> schemes) {
        public Channel {
            schemes = orNone(schemes);
        }
    }

    public record Purpose(String id, String name) {}

    /** What a message is about: a dotted path under a purpose. */
    public record Topic(
            String id,
            String purpose,
            String name,
            boolean needsConsent,
            boolean doubleOptIn,
            boolean criticalAllowed) {}

    /** The exact wording shown when someone was asked. */
    public record Notice(
            String id, int version, String language, String controller, List<String> topics, String words) {
        public Notice {
            topics = orNone(topics);
        }
    }

    private static <T> List<T> orNone(List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }
}

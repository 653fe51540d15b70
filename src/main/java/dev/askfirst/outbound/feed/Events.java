package dev.askfirst.outbound.feed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.person.key.Links;
import dev.askfirst.person.key.PairwiseIds;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.Sha256;
import dev.askfirst.platform.json.Json;
import dev.askfirst.policy.term.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Writes changes as CloudEvents 1.0, in the words of one subscriber. A sender is never shown an address, a contact point's
 * id, a person's real id, or the id of an act that another controller could see as well.
 */
@ApplicationScoped
public class Events {

    /**
     * The URL of a confirmation or a code; only for subscribers that deliver it. It is made when the event is written,
     * and stored nowhere.
     */
    private static final String LINK = "link";

    /** Another person than the one the event is about. */
    private static final String OTHER = "other";

    /** What senders are shown. Everything else stays with staff, whoever put it there. */
    private static final List<String> FOR_SENDERS = List.of(
            "topic",
            "channel",
            "purpose",
            "basis",
            "notice",
            "state",
            "reason",
            "scheme",
            "made",
            "expires",
            "until",
            "services",
            "contactOnly",
            "confirms",
            "lapses",
            "language",
            "understood",
            OTHER);

    private final String source;
    private final PairwiseIds pairwiseIds;
    private final Links links;

    Events(@ConfigProperty(name = "askfirst.public-url") String source, PairwiseIds pairwiseIds, Links links) {
        this.source = source.replaceAll("/+$", "");
        this.links = links;
        this.pairwiseIds = pairwiseIds;
    }

    /** The same for the same change and controller, and never for another. */
    public static UUID id(Placed placed, String controller) {
        var unique = new ByteArrayOutputStream(64);
        unique.writeBytes(Ids.bytes(placed.page()));
        unique.writeBytes(ByteBuffer.allocate(4).putInt(placed.slot()).array());
        unique.writeBytes(controller.getBytes(StandardCharsets.UTF_8));
        return Ids.ofHash(Sha256.of(unique.toByteArray()));
    }

    /** The event for this subscriber about this controller, which must be one that it may know of. */
    public ObjectNode of(Placed placed, String controller, Subscriber subscriber) {
        var change = placed.change();
        var event = Json.MAPPER
                .createObjectNode()
                .put("specversion", "1.0")
                .put("id", id(placed, controller).toString())
                .put("source", source)
                .put("type", change.type().text())
                .put("time", change.at().toString())
                .put("datacontenttype", "application/json");
        change.person().ifPresent(person -> event.put("subject", known(person, controller, subscriber)));
        sequence(placed, controller, subscriber).ifPresent(it -> event.put("sequence", Long.toString(it)));
        event.set("data", data(change, controller, subscriber));
        return event;
    }

    /**
     * Staff get the version of the person's terms. Senders get a number per controller: the version would tell how
     * often the person dealt with others.
     */
    private static Optional<Long> sequence(Placed placed, String controller, Subscriber subscriber) {
        return switch (subscriber) {
            case Subscriber.Staff _ ->
                placed.change().person().map(_ -> placed.change().version());
            case Subscriber.SendingSystem _ ->
                Optional.ofNullable(placed.sequences().get(controller));
        };
    }

    private ObjectNode data(Change change, String controller, Subscriber subscriber) {
        var data = Change.noData().put("controller", controller);
        switch (subscriber) {
            case Subscriber.Staff _ -> data.put("act", change.id().toString()).setAll(change.data());
            case Subscriber.SendingSystem _ -> {
                if (!change.controller().equals(Scope.ALL))
                    data.put("act", change.id().toString());
                for (var name : FOR_SENDERS) {
                    var value = change.data().get(name);
                    if (value == null) continue;
                    if (name.equals(OTHER)) {
                        data.put(OTHER, known(UUID.fromString(value.asText()), controller, subscriber));
                    } else {
                        data.set(name, value);
                    }
                }
            }
        }
        if (change.type() == Change.Type.CODE_REQUESTED && subscriber instanceof Subscriber.Staff) {
            data.put("digits", links.digits(change.id())).put(LINK, source + "/e/" + links.sealCode(change.id()));
        }
        if (change.type() == Change.Type.CONFIRMATION_REQUESTED && subscriber.deliversConfirmation()) {
            data.put(LINK, source + "/c/" + links.sealGrant(change.id()));
        }
        return data.put("controller", controller);
    }

    private String known(UUID person, String controller, Subscriber subscriber) {
        return switch (subscriber) {
            case Subscriber.Staff _ -> person.toString();
            case Subscriber.SendingSystem _ ->
                pairwiseIds.of(controller, person).toString();
        };
    }
}

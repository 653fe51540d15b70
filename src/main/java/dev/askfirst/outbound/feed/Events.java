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
import java.util.Map;
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

    /** What is told to everybody. Nobody is told what stands in neither list, whoever put it there. */
    private static final List<String> FOR_ALL = List.of(
            "topic",
            "channel",
            "basis",
            "reason",
            "scheme",
            "made",
            "expires",
            "until",
            "services",
            "confirms",
            "understood",
            "reply",
            "complaint",
            "outcome",
            "humanRequest",
            "due",
            OTHER);

    /** What is told to staff alone. */
    private static final List<String> FOR_STAFF =
            List.of("grant", "stop", "lifts", "undoes", "asks", "orderedFor", "point", "language", "lapses");

    /** How the API calls what is kept with a change under another name. */
    private static final Map<String, String> NAMES = Map.of(
            "expires", "expiresAt",
            "lapses", "expiresAt",
            "made", "at",
            "due", "dueAt",
            "point", "contactPoint");

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
        var isStaff = subscriber instanceof Subscriber.Staff;
        var data = Change.noData().put("controller", controller);
        if (isStaff || !change.controller().equals(Scope.ALL))
            data.put("act", change.id().toString());
        for (var member : change.data().properties()) {
            var name = member.getKey();
            if (!FOR_ALL.contains(name) && !(isStaff && FOR_STAFF.contains(name))) continue;
            if (name.equals(OTHER)) {
                var other = UUID.fromString(member.getValue().asText());
                data.put(OTHER, known(other, controller, subscriber));
            } else {
                data.set(NAMES.getOrDefault(name, name), member.getValue());
            }
        }
        if (change.type() == Change.Type.CODE_REQUESTED && isStaff) {
            data.put("code", links.digits(change.id())).put(LINK, source + "/e/" + links.sealCode(change.id()));
        }
        if (change.type() == Change.Type.CONFIRMATION_REQUESTED && subscriber.deliversConfirmation()) {
            data.put(LINK, source + "/c/" + links.sealGrant(asked(change)));
        }
        return data;
    }

    /** The yes that is to be confirmed: told of when it was recorded, or again for whom it did not reach. */
    private static UUID asked(Change change) {
        return change.data().has("asks")
                ? UUID.fromString(change.data().get("asks").asText())
                : change.id();
    }

    private String known(UUID person, String controller, Subscriber subscriber) {
        return switch (subscriber) {
            case Subscriber.Staff _ -> person.toString();
            case Subscriber.SendingSystem _ ->
                pairwiseIds.of(controller, person).toString();
        };
    }
}

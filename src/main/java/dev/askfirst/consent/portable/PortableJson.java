package dev.askfirst.consent.portable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.json.Times;
import dev.askfirst.policy.term.ConsentStatement.Refusal.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The claims of a document. Parties and preferences are named by the Data Privacy Vocabulary's extension for IEEE 7012
 * (MyTerms), states and all else by the vocabulary itself; the context says which is which. Members that are unknown here say
 * nothing; a known one that cannot be read makes all of it unreadable.
 */
final class PortableJson {

    private static final int MOST = 500;
    private static final int LONGEST = 2000;
    private static final ObjectNode CONTEXT = Json.MAPPER
            .createObjectNode()
            .put("dpv", "https://w3id.org/dpv#")
            .put("dct", "http://purl.org/dc/terms/")
            .put("ieee-7012", "https://w3id.org/dpv/standards/ieee/7012#")
            .put("@vocab", "https://w3id.org/dpv#")
            .put("jti", "dct:identifier")
            .put("iss", "dct:publisher")
            .put("AgreementPreference", "ieee-7012:AgreementPreference")
            .put("Person", "ieee-7012:Person")
            .put("firstParty", "ieee-7012:hasFirstParty")
            .put("secondParty", "ieee-7012:hasSecondParty")
            .put("contact", "dpv:hasContact")
            .put("contacts", "dpv:hasContact")
            .put("consents", "dpv:hasConsent")
            .put("refusals", "dpv:hasConsent")
            .put("status", "dpv:hasConsentStatus")
            .put("purpose", "dpv:hasPurpose")
            .put("notice", "dpv:hasNotice")
            .put("language", "dct:language")
            .put("made", "dct:created")
            .put("expires", "dct:valid");

    private PortableJson() {}

    /** All claims but those that the one who signs adds: who, when, for whom, until when. */
    static ObjectNode write(PortableTerms terms) {
        var node = Json.MAPPER.createObjectNode();
        node.set("@context", CONTEXT);
        node.put("@type", "AgreementPreference");
        var first = node.putObject("firstParty").put("@type", "Person");
        texts(first, "contacts", terms.contacts());
        texts(node, "met", terms.met());
        var consents = node.putArray("consents");
        for (var yes : terms.yeses()) consents.add(write(yes));
        var refusals = node.putArray("refusals");
        for (var no : terms.noes()) refusals.add(write(no));
        var pauses = node.putArray("pauses");
        for (var pause : terms.pauses()) {
            var one = pauses.addObject();
            pause.purpose().ifPresent(it -> one.put("purpose", it));
            pause.channel().ifPresent(it -> one.put("channel", it));
            one.put("until", pause.until().toString());
        }
        node.set("preferences", terms.preferences());
        return node;
    }

    private static ObjectNode write(PortableTerms.Yes yes) {
        var node = Json.MAPPER.createObjectNode().put("status", "ConsentGiven");
        node.put("secondParty", yes.party()).put("purpose", yes.purpose());
        node.put("channel", yes.channel()).put("contact", yes.contact());
        node.put("made", yes.made().toString());
        yes.expires().ifPresent(it -> node.put("expires", it.toString()));
        yes.words()
                .ifPresent(it ->
                        node.putObject("notice").put("language", it.language()).put("sha256", it.sha256()));
        return node;
    }

    private static ObjectNode write(PortableTerms.No no) {
        var status = no.kind() == Kind.REFUSAL ? "ConsentRefused" : "ConsentWithdrawn";
        var node = Json.MAPPER.createObjectNode().put("status", status);
        no.party().ifPresent(it -> node.put("secondParty", it));
        no.purpose().ifPresent(it -> node.put("purpose", it));
        no.channel().ifPresent(it -> node.put("channel", it));
        no.contact().ifPresent(it -> node.put("contact", it));
        if (no.services()) node.put("services", true);
        return node.put("made", no.made().toString());
    }

    /** Empty if it is no such document. */
    static Optional<PortableTerms> read(JsonNode node) {
        try {
            return Optional.of(new PortableTerms(
                    Ids.parse(text(node, "jti")).orElseThrow(PortableJson::unreadable),
                    text(node, "iss"),
                    Instant.ofEpochSecond(node.path("iat").longValue()),
                    list(node.path("firstParty"), "contacts", PortableJson::text),
                    list(node, "met", PortableJson::text),
                    list(node, "consents", PortableJson::yes),
                    list(node, "refusals", PortableJson::no),
                    list(node, "pauses", PortableJson::pause),
                    node.get("preferences") instanceof ObjectNode it ? it : Json.MAPPER.createObjectNode()));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static PortableTerms.Yes yes(JsonNode node) {
        if (!text(node, "status").equals("ConsentGiven")) throw unreadable();
        return new PortableTerms.Yes(
                text(node, "secondParty"),
                text(node, "purpose"),
                text(node, "channel"),
                text(node, "contact"),
                time(node, "made"),
                node.has("expires") ? Optional.of(time(node, "expires")) : Optional.empty(),
                Optional.ofNullable(node.get("notice"))
                        .map(it -> new PortableTerms.Words(text(it, "language"), text(it, "sha256"))));
    }

    private static PortableTerms.No no(JsonNode node) {
        var kind = switch (text(node, "status")) {
            case "ConsentRefused" -> Kind.REFUSAL;
            case "ConsentWithdrawn" -> Kind.WITHDRAWAL;
            default -> throw unreadable();
        };
        return new PortableTerms.No(
                kind,
                optional(node, "secondParty"),
                optional(node, "purpose"),
                optional(node, "channel"),
                optional(node, "contact"),
                node.path("services").booleanValue(),
                time(node, "made"));
    }

    private static PortableTerms.Pause pause(JsonNode node) {
        return new PortableTerms.Pause(optional(node, "purpose"), optional(node, "channel"), time(node, "until"));
    }

    private static String text(JsonNode node) {
        if (!node.isTextual() || node.textValue().isBlank() || node.textValue().length() > LONGEST) throw unreadable();
        return node.textValue();
    }

    private static String text(JsonNode node, String name) {
        return text(node.path(name));
    }

    private static Optional<String> optional(JsonNode node, String name) {
        return Optional.ofNullable(node.get(name)).map(PortableJson::text);
    }

    private static Instant time(JsonNode node, String name) {
        return Times.parse(text(node, name)).orElseThrow(PortableJson::unreadable);
    }

    private static <T> List<T> list(JsonNode node, String name, Function<JsonNode, T> read) {
        var array = node.path(name);
        if (array.isMissingNode()) return List.of();
        if (!array.isArray() || array.size() > MOST) throw unreadable();
        var all = new ArrayList<T>();
        for (var item : array) all.add(read.apply(item));
        return List.copyOf(all);
    }

    private static void texts(ObjectNode node, String name, List<String> all) {
        var array = node.putArray(name);
        all.forEach(array::add);
    }

    private static IllegalArgumentException unreadable() {
        return new IllegalArgumentException("no terms");
    }
}

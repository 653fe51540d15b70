package dev.askfirst.consent.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.catalog.CatalogDocument;
import dev.askfirst.consent.event.Act;
import dev.askfirst.consent.event.RecordedAct;
import dev.askfirst.platform.json.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A consent receipt: which notice, which controller, which topic, and what became of the consent.
 *
 * @param yes the grant
 * @param events the grant and every later act that touched it, in order
 */
public record Receipt(
        UUID person,
        RecordedAct yes,
        List<RecordedAct> events,
        CatalogDocument.Controller controller,
        CatalogDocument.Topic topic,
        Optional<CatalogDocument.Notice> notice,
        String scheme,
        String kept,
        Instant created) {

    static final String RECORD_SCHEMA = "https://w3id.org/dpv/schema/dpv-27560#record";
    static final String RECEIPT_SCHEMA = "https://w3id.org/dpv/schema/dpv-27560#receipt";

    private static final String KANTARA = "KI-CR-v1.1.0";

    /** In the terms of ISO/IEC TS 27560, as JSON-LD over the W3C Data Privacy Vocabulary. */
    public ObjectNode asJsonLd() {
        var receipt = Json.MAPPER.createObjectNode();
        receipt.set("@context", Context.NODE);
        receipt.put("@type", "ConsentReceipt");
        receipt.put("schema_version", RECEIPT_SCHEMA);
        receipt.put("receipt_id", "urn:uuid:" + yes.id());
        receipt.put("created", created.truncatedTo(ChronoUnit.MILLIS).toString());
        receipt.putArray("records").add(consentRecord());
        return receipt;
    }

    /** As a consent receipt of the Kantara Initiative, version 1.1. */
    public ObjectNode asKantara() {
        var receipt = Json.MAPPER.createObjectNode();
        receipt.put("version", KANTARA);
        receipt.put("jurisdiction", controller.jurisdiction().orElse("unknown"));
        receipt.put("consentTimestamp", yes.made().getEpochSecond());
        receipt.put("collectionMethod", yes.text("method").orElse("api"));
        receipt.put("consentReceiptID", yes.id().toString());
        receipt.put("language", language());
        receipt.put("piiPrincipalId", person.toString());
        var party = receipt.putArray("piiControllers").addObject();
        party.put("piiController", controller.nameIn(language()));
        party.put("contact", controller.contact());
        party.putObject("address").put("streetAddress", orEmpty(controller.address()));
        party.put("email", controller.contact().replaceFirst("^mailto:", ""));
        party.put("phone", controller.phone().orElse(""));
        receipt.put("policyUrl", controller.policyUrl().orElse(""));
        receipt.putArray("services").add(service());
        receipt.put("sensitive", false);
        receipt.putArray("spiCat");
        return receipt;
    }

    private ObjectNode service() {
        var service = Json.MAPPER.createObjectNode().put("service", topic.nameIn(language()));
        var purpose = service.putArray("purposes").addObject();
        purpose.put(
                "purpose",
                "%s by %s".formatted(topic.nameIn(language()), yes.scope().channel()));
        purpose.put("consentType", yes.text("basis").orElse("express").equals("express") ? "EXPLICIT" : "IMPLICIT");
        purpose.putArray("purposeCategory").add(topic.purpose());
        purpose.putArray("piiCategory").add("2 - Contact");
        purpose.put("primaryPurpose", true);
        purpose.put("termination", yes.time("expires").map(Instant::toString).orElse("when it is taken back"));
        purpose.put("thirdPartyDisclosure", false);
        return service;
    }

    private ObjectNode consentRecord() {
        var record = Json.MAPPER.createObjectNode();
        record.put("@type", "ConsentRecord");
        record.put("schema_version", RECORD_SCHEMA);
        record.put("record_id", "urn:uuid:" + yes.id());
        record.put("pii_principal_id", "urn:uuid:" + person);
        record.set("processing", processing());
        record.putArray("parties").add(party());
        record.set("events", history());
        return record;
    }

    private ObjectNode processing() {
        var processing = Json.MAPPER.createObjectNode();
        processing.set("privacy_notice", privacyNotice());
        processing.put("language", language());
        processing.put("purpose", topic.nameIn(language()));
        processing.put("purpose_type", topic.purpose());
        processing.put("lawful_basis", yes.text("basis").orElse("express"));
        processing.put("service", yes.scope().channel());
        processing.putArray("pii_information").addObject().put("pii_type", "contact:" + scheme);
        processing.putArray("pii_controllers").add(controller.id());
        processing.putArray("recipient_third_parties");
        processing.put("collection_method", yes.text("method").orElse("api"));
        processing.putArray("storage_locations").add(controller.jurisdiction().orElse("unknown"));
        processing.put("retention_period", kept);
        processing.put("jurisdiction", controller.jurisdiction().orElse("unknown"));
        processing.put("withdrawal_method", "the link in every message, or " + controller.contact());
        return processing;
    }

    private ObjectNode privacyNotice() {
        var node = Json.MAPPER.createObjectNode();
        yes.notice()
                .ifPresentOrElse(
                        shown -> {
                            node.put("id", shown.id());
                            node.put("version", shown.version());
                            node.put("language", shown.language());
                            node.put("sha256", shown.hash());
                            notice.ifPresent(it -> node.put("words", it.words()));
                        },
                        () -> node.put("absent", "the words that were shown are not on record"));
        return node;
    }

    private ObjectNode party() {
        var party = Json.MAPPER.createObjectNode();
        party.put("party_id", controller.id());
        party.put("type", "controller");
        party.put("name", controller.nameIn(language()));
        party.put("address", orEmpty(controller.address()));
        party.put("contact", controller.contact());
        controller.phone().ifPresent(phone -> party.put("phone", phone));
        controller.policyUrl().ifPresent(url -> party.put("url", url));
        return party;
    }

    private ArrayNode history() {
        var all = Json.MAPPER.createArrayNode();
        for (var act : events) {
            var event = all.addObject();
            event.put("event_id", "urn:uuid:" + act.id());
            event.put("event_time", act.made().toString());
            event.put("event_type", act.kind().text());
            event.put("event_state", state(act));
            event.put("entity_id", act.body().path("by").path("role").asText());
            act.time("expires").ifPresent(end -> event.put("valid_until", end.toString()));
        }
        return all;
    }

    /** The state after this act, in the words of the Data Privacy Vocabulary. */
    private static String state(RecordedAct act) {
        return switch (act.kind()) {
            case GRANT -> act.body().has("pending") ? "ConsentRequested" : "ConsentGiven";
            case CONFIRMATION -> "ConsentGiven";
            case REFUSAL -> "ConsentRefused";
            case WITHDRAWAL -> "ConsentWithdrawn";
            default -> throw new IllegalArgumentException(act.kind() + " leads to no state of consent");
        };
    }

    /** The one that the person was asked in; names are in it too. */
    private String language() {
        return yes.notice().map(Act.NoticeShown::language).orElse(controller.language());
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }

    /** The JSON-LD context: which vocabulary each member comes from. */
    private static final class Context {
        private static final String DPV = "https://w3id.org/dpv#";
        private static final String DCT = "http://purl.org/dc/terms/";
        private static final ObjectNode NODE = Json.MAPPER
                .createObjectNode()
                .put("dpv", DPV)
                .put("dct", DCT)
                .put("@vocab", "https://w3id.org/dpv/schema/dpv-27560#")
                .put("ConsentReceipt", "dpv:ConsentReceipt")
                .put("ConsentRecord", "dpv:ConsentRecord")
                .put("schema_version", "dct:conformsTo")
                .put("created", "dct:created")
                .put("records", "dpv:hasRecordOfActivity")
                .put("receipt_id", "dct:identifier")
                .put("record_id", "dct:identifier")
                .put("pii_principal_id", "dpv:hasDataSubject")
                .put("privacy_notice", "dpv:hasNotice")
                .put("purpose", "dpv:hasPurpose")
                .put("lawful_basis", "dpv:hasLegalBasis")
                .put("pii_information", "dpv:hasPersonalData")
                .put("pii_controllers", "dpv:hasDataController")
                .put("recipient_third_parties", "dpv:hasRecipientThirdParty")
                .put("jurisdiction", "dpv:hasJurisdiction")
                .put("language", "dct:language");
    }
}

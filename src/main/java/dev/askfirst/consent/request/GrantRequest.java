package dev.askfirst.consent.request;

import dev.askfirst.consent.event.Act;
import dev.askfirst.consent.event.Evidence;
import dev.askfirst.consent.event.Grades;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.platform.json.Checks;
import java.time.Instant;
import java.util.Optional;

/**
 * The body of {@code POST /v1/grants}, and of one row of an import of grants: flat as callers write it. Our own code makes
 * one by {@link #of}.
 */
public record GrantRequest(
        String contact,
        String controller,
        String topic,
        String channel,
        Act.Basis basis,
        GroundRequest ground,
        NoticeRequest notice,
        EvidenceRequest evidence,
        Instant at,
        Instant expiresAt,
        String locale,
        String timeZone,
        String country) {

    /** What an implied or soft yes rests on: the kind of ground, since when, and a reference to it. */
    record GroundRequest(String kind, Instant since, String reference) {}

    public record NoticeRequest(String id, Integer version, String language) {}

    /** A request that our own code makes; whatever is not set is absent. */
    public static Builder of(String contact, String controller, String topic, String channel) {
        return new Builder(contact, controller, topic, channel);
    }

    /** Checks everything that needs no catalog. */
    CheckedGrant checked(Checks checks) {
        var parsed = Contact.tryParse(contact);
        if (parsed.contact().isEmpty()) checks.error("contact", parsed.refusal());
        checks.id("controller", controller);
        checks.id("topic", topic);
        checks.id("channel", channel);
        var grounds = basis == null ? Act.Basis.EXPRESS : basis;
        if (notice != null) {
            checks.id("notice.id", notice.id());
            checks.require("notice.version", notice.version());
            checks.language("notice.language", notice.language());
        }
        checks.require("evidence", evidence);
        var proof = evidence == null ? Evidence.of(Evidence.Method.API) : evidence.checked(checks);
        if (at != null && expiresAt != null && !expiresAt.isAfter(at)) {
            checks.error("expiresAt", "is not after `at`");
        }
        var profile = new Act.Profile(
                checks.language("locale", locale),
                checks.zone("timeZone", timeZone),
                checks.country("country", country));
        var grounded = grounded(checks, proof);
        checks.done();
        return new CheckedGrant(
                parsed.contact().orElseThrow(), grounds, Optional.ofNullable(notice), grounded, profile);
    }

    /** The parts of a grant that are known to be well-formed. */
    public record CheckedGrant(
            Contact contact, Act.Basis basis, Optional<NoticeRequest> notice, Evidence evidence, Act.Profile profile) {}

    private Evidence grounded(Checks checks, Evidence proof) {
        if (ground == null) return proof;
        checks.optionalId("ground.kind", ground.kind());
        return checks.text("ground.reference", ground.reference(), 500)
                .map(reference -> proof.with(Grades.REFERENCE, reference))
                .orElse(proof);
    }

    /** Sets what a request says, by name. */
    public static final class Builder {

        private final String contact;
        private final String controller;
        private final String topic;
        private final String channel;
        private Act.Basis basis;
        private Optional<NoticeRequest> notice = Optional.empty();
        private EvidenceRequest evidence;
        private Optional<Instant> at = Optional.empty();
        private Optional<Instant> expiresAt = Optional.empty();

        private Builder(String contact, String controller, String topic, String channel) {
            this.contact = contact;
            this.controller = controller;
            this.topic = topic;
            this.channel = channel;
        }

        public Builder basis(Act.Basis set) {
            basis = set;
            return this;
        }

        public Builder notice(Optional<NoticeRequest> set) {
            notice = set;
            return this;
        }

        public Builder evidence(EvidenceRequest set) {
            evidence = set;
            return this;
        }

        public Builder at(Instant set) {
            at = Optional.of(set);
            return this;
        }

        public Builder expiresAt(Optional<Instant> set) {
            expiresAt = set;
            return this;
        }

        /** The one place that binds the members by position. */
        public GrantRequest build() {
            var shown = notice.orElse(null);
            var said = at.orElse(null);
            var until = expiresAt.orElse(null);
            return new GrantRequest(
                    contact, controller, topic, channel, basis, null, shown, evidence, said, until, null, null, null);
        }
    }
}

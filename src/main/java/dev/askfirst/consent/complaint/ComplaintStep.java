package dev.askfirst.consent.complaint;

import dev.askfirst.consent.event.Evidence;
import dev.askfirst.platform.json.Checks;
import java.util.Map;
import java.util.Optional;

/**
 * Something that a human did about a complaint: the bodies of {@code POST /v1/complaints/{id}/acknowledge} and
 * {@code …/resolve}.
 */
public sealed interface ComplaintStep {

    /** What a complaint turned out to be. */
    enum Outcome {
        UPHELD,
        REJECTED
    }

    /** Steps as they stand in the record. Never renamed. */
    enum Name {
        ACKNOWLEDGED,
        RESOLVED
    }

    /** Who did it. */
    String by();

    /** For the record; not shown to the person. */
    String note();

    /** Which step it is. */
    Name name();

    /** What the complaint turned out to be, if this says so. */
    Optional<Outcome> outcome();

    /** Whoever complained was told that their complaint came, and is being looked at. */
    record Acknowledgement(String by, String note) implements ComplaintStep {

        void check(Checks checks) {
            checkWho(checks, this);
            checks.done();
        }

        @Override
        public Name name() {
            return Name.ACKNOWLEDGED;
        }

        @Override
        public Optional<Outcome> outcome() {
            return Optional.empty();
        }
    }

    /**
     * It was answered.
     *
     * @param answer what the person was told; they read it on their page
     */
    record Settlement(Outcome as, String answer, String by, String note) implements ComplaintStep {

        void check(Checks checks) {
            checks.require("as", as);
            checks.require("answer", answer);
            checks.words("answer", answer, ComplaintRequest.LONGEST);
            checkWho(checks, this);
            checks.done();
        }

        @Override
        public Name name() {
            return Name.RESOLVED;
        }

        @Override
        public Optional<Outcome> outcome() {
            return Optional.of(as);
        }
    }

    /** The texts that prove it. */
    default Evidence evidence() {
        var proof = new Evidence(Evidence.Method.API, Map.of("actor", by()));
        if (note() != null) proof = proof.with("note", note());
        return this instanceof Settlement it ? proof.with("answer", it.answer()) : proof;
    }

    private static void checkWho(Checks checks, ComplaintStep step) {
        checks.require("by", step.by());
        checks.line("by", step.by(), 200);
        checks.text("note", step.note(), 2000);
    }
}

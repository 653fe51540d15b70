package dev.askfirst.decision.record;

import dev.askfirst.audit.Entry;
import dev.askfirst.authorship.Written;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.json.Json;
import dev.askfirst.policy.Decision;
import dev.askfirst.policy.Reason;
import dev.askfirst.policy.term.Authorship;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A decision on record: the question, the addressee, the versions of the facts, and the answer. */
public record DecisionRecord(
        UUID id,
        Instant decidedAt,
        String sender,
        String controller,
        MessageContext context,
        About about,
        Verdict verdict,
        Basis basis,
        Optional<Texts> texts) {

    public enum Outcome {
        PERMIT,
        DEFER,
        DENY
    }

    /** The addressee: a contact point or, for an address that is nobody's, a hash under the key of the month. */
    public record About(Optional<UUID> point, Optional<UUID> stranger) {}

    /**
     * The answer with every reason.
     *
     * @param cut the sender saw {@code consent_unknown} alone
     */
    public record Verdict(
            Outcome outcome,
            List<Reason> reasons,
            boolean cut,
            Optional<UUID> grant,
            Optional<Instant> validUntil,
            Optional<Instant> notBefore) {

        /** The reasons that its sender is told, where the answer is not cut. */
        public List<Reason> told() {
            return doubt().isEmpty()
                    ? reasons
                    : reasons.stream().filter(it -> it.code().isTold()).toList();
        }

        /** Why a message that is called personal counts as automated; empty where it does not. */
        public Optional<Reason> doubt() {
            if (reasons.isEmpty()) return Optional.empty();
            return reasons.stream()
                    .filter(it -> it.code() == Reason.Code.AUTHORSHIP_DOUBTED)
                    .findFirst();
        }

        public static Verdict of(Decision decision, boolean cut) {
            var reasons = decision.reasons();
            return switch (decision) {
                case Decision.Permit(var until, var grant, var _) ->
                    new Verdict(Outcome.PERMIT, reasons, cut, grant, Optional.of(until), Optional.empty());
                case Decision.Defer(var notBefore, var _) ->
                    new Verdict(
                            Outcome.DEFER, reasons, cut, Optional.empty(), Optional.empty(), Optional.of(notBefore));
                case Decision.Deny _ ->
                    new Verdict(Outcome.DENY, reasons, cut, Optional.empty(), Optional.empty(), Optional.empty());
            };
        }
    }

    /** What the decision was based on. */
    public record Basis(long termsVersion, long catalogVersion, List<String> suppressions, DecisionFacts derived) {

        /** The same, with what was known of the text. */
        public Basis telling(Optional<Told> text) {
            return text.isEmpty() ? this : new Basis(termsVersion, catalogVersion, suppressions, derived.telling(text));
        }
    }

    /** The erasable texts of the question; the entry holds only their salted hash. */
    public record Texts(byte[] salt, String text) {

        /** Those of a message, under a salt of their own; empty if it has none. */
        public static Optional<Texts> of(MessageContext.Message message) {
            if (message.author().isEmpty() && message.campaign().isEmpty()) return Optional.empty();
            return Optional.of(new Texts(Ids.salt(), message.texts()));
        }
    }

    /** Who wrote the message, as far as that was borne out. */
    public Authorship authorship() {
        return verdict.doubt().isPresent()
                ? Authorship.AUTOMATED
                : context.message().counted();
    }

    /** The same decision, about the current contact point of its address. */
    public DecisionRecord about(About now) {
        return new DecisionRecord(id, decidedAt, sender, controller, context, now, verdict, basis, texts);
    }

    /** The log entry, in the form of {@code docs/entry-format.md}. */
    public Entry entry() {
        var entry = new Entry().time("asked", context.at());
        context.message().writer().ifPresent(it -> entry.text("author", Json.text(it)));
        entry.text("authorship", Json.text(context.message().authorship()));
        var approach = context.message().approach();
        if (approach.away()) entry.flag("away", true);
        entry.number("catalog", basis.catalogVersion()).text("channel", context.channel());
        if (context.message().confirmsStop()) entry.text("confirms", MessageContext.STOP);
        entry.text("controller", controller)
                .flag("critical", context.message().critical())
                .flag("cut", verdict.cut())
                .time("decided", decidedAt);
        if (approach.dwellS() > 0) entry.number("dwellS", approach.dwellS());
        facts().ifPresent(facts -> entry.written("facts", facts));
        var written = context.message().written();
        written.flatMap(Written::fingerprint).ifPresent(it -> entry.text("fingerprint", it.text()));
        entry.varying("grant", verdict.grant().map(UUID::toString))
                .varying("id", Optional.of(id.toString()))
                .text("kind", "decision")
                .text("mode", Json.text(context.mode()))
                .time("notBefore", verdict.notBefore())
                .text("outcome", Json.text(verdict.outcome()))
                .varying("point", about.point().map(UUID::toString))
                .texts("reasons", reasonCodes())
                .text("sender", sender)
                .varying("stranger", about.stranger().map(UUID::toString))
                .texts("suppressions", basis.suppressions())
                .varying("terms", basis.termsVersion())
                .varying("texts", texts.map(it -> HexFormat.of().formatHex(Entry.commitment(it.salt(), it.text()))));
        entry.text("topic", context.topic()).time("validUntil", verdict.validUntil());
        written.ifPresent(it -> entry.number("words", it.words()));
        return entry;
    }

    public List<String> reasonCodes() {
        return verdict.reasons().stream()
                .map(reason -> Json.text(reason.code()))
                .distinct()
                .toList();
    }

    /** What it depended on and says beyond the other members of its entry, as canonical JSON; empty if nothing. */
    public Optional<String> facts() {
        return FactsJson.write(basis.derived(), verdict.reasons());
    }
}

package dev.askfirst.law;

import dev.askfirst.policy.Decision;
import dev.askfirst.policy.Facts;
import dev.askfirst.policy.Jurisdictions;
import dev.askfirst.policy.Law;
import dev.askfirst.policy.Policy;
import dev.askfirst.policy.term.Authorship;
import dev.askfirst.policy.term.Preferences;
import dev.askfirst.policy.term.Question;
import dev.askfirst.policy.term.Terms;
import dev.askfirst.policy.term.TopicRules;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Questions about messages that need no consent, so that only law stands in their way. */
public final class Asking {

    public static final Calendars CALENDARS = new Calendars();
    public static final Locator LOCATOR = new Locator(new Numbers(), CALENDARS);
    private static final List<Law> SHIPPED = LawRow.laws(ShippedLaws.load().rows());

    private Asking() {}

    /** Every row that comes with the service, for one channel and kind. */
    public static List<Law> shipped(String channel, String kind) {
        return SHIPPED.stream().filter(law -> law.binds(channel, kind)).toList();
    }

    /** The versions of one row, wherever the person is. */
    public static List<Law> row(String id) {
        return SHIPPED.stream().filter(law -> law.id().equals(id)).toList();
    }

    public static Preferences stated(String country, String zone) {
        return Preferences.of(Optional.empty(), Optional.ofNullable(zone), Optional.ofNullable(country));
    }

    public static Decision decide(String channel, Jurisdictions where, Instant at) {
        return decide(channel, where, Terms.EMPTY, at);
    }

    public static Decision decide(String channel, Jurisdictions where, Terms terms, Instant at) {
        var question = new Question("acme", "sales", channel, Optional.empty(), Authorship.AUTOMATED, false);
        var topic = new TopicRules("sales", "marketing", false, false, false);
        return Policy.decide(question, new Facts(at, terms, List.of(), topic, where));
    }

    /** As one line: permit, or when and by which sources not. */
    public static String text(Decision decision) {
        var sources = String.join(
                " ",
                decision.reasons().stream()
                        .map(reason ->
                                reason.source().orElse(reason.code().name().toLowerCase(java.util.Locale.ROOT)))
                        .sorted()
                        .toList());
        return switch (decision) {
            case Decision.Permit _ -> "permit";
            case Decision.Defer(var notBefore, var _) -> "defer " + notBefore + " " + sources;
            case Decision.Deny _ -> "deny " + sources;
        };
    }
}

package dev.askfirst.catalog;

import dev.askfirst.law.LawRow;
import dev.askfirst.law.Locator;
import dev.askfirst.policy.term.Preferences;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a STOP ends: the widest reach that any law gives it in any place where the person may be. */
@ApplicationScoped
public class StopLaw {

    /** Which topics are ended: those that need consent, or those that need none too. */
    public enum Topics {
        MARKETING,
        ALL
    }

    /**
     * Somebody who answers.
     *
     * @param number in E.164, of contacts that are telephone numbers
     * @param answering whether it is known which message they answer
     */
    public record Answerer(Optional<String> number, Preferences preferences, boolean answering) {}

    /**
     * How far a STOP reaches.
     *
     * @param channels by which nothing more may come, that of the STOP first
     */
    public record Reach(Topics topics, List<String> channels) {}

    private final Locator locator;

    StopLaw(Locator locator) {
        this.locator = locator;
    }

    /**
     * The reach of a STOP by this channel at this instant. Unless a law says more, it ends messages that need consent
     * on that channel.
     */
    public Reach reach(Catalog catalog, String channel, Answerer who, Instant at) {
        var known = new Locator.Known(who.number(), who.preferences());
        var rows = catalog.document().laws().stream()
                .filter(row -> row.stop().isPresent())
                .filter(row -> row.channels().contains(channel) && row.inForce(at))
                .filter(row -> locator.mayBeIn(row.jurisdictions(), known))
                .toList();
        var all = rows.stream().anyMatch(row -> endsAll(row.stop().orElseThrow(), who.answering()));
        // Channels that this catalog does not know are left out.
        var channels = Stream.concat(Stream.of(channel), rows.stream().flatMap(row -> row.channels().stream()))
                .distinct()
                .filter(it -> catalog.schemesOf(it).isPresent())
                .toList();
        return new Reach(all ? Topics.ALL : Topics.MARKETING, channels);
    }

    private static boolean endsAll(LawRow.Stop stop, boolean answering) {
        return (answering ? stop.answering() : stop.alone()) == LawRow.Ends.ALL;
    }
}

package dev.askfirst.consent.view;

import dev.askfirst.person.usage.UsageRepository;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.policy.CountedPermit;
import dev.askfirst.policy.Wanted;
import dev.askfirst.policy.term.Intent;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.policy.term.Terms;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import javax.sql.DataSource;

/** Reads what people look for, with what is left of it. Who looks for nothing costs no query. */
@ApplicationScoped
public class Intents {

    private static final Sql WORDS = Sql.of("""
            select event, texts ->> 'note' as words from evidence
            where event = any (:ids::uuid[]) and texts ->> 'note' is not null""");

    private final DataSource dataSource;
    private final Clock clock;

    Intents(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /** What a person looks for, the newest first. */
    public List<IntentReply> of(UUID person) {
        try (var connection = dataSource.getConnection()) {
            var terms = PersonReader.terms(connection, person).terms();
            return of(connection, person, terms, _ -> true, clock.read(connection));
        } catch (SQLException e) {
            throw Outage.undecided("what they look for could not be read", e);
        }
    }

    /**
     * The same by these terms, as somebody sees it who may know of these controllers alone.
     *
     * @param terms as they are stored
     */
    static List<IntentReply> of(Connection connection, UUID person, Terms terms, Predicate<String> seen, Instant now)
            throws SQLException {
        if (terms.intents().isEmpty()) return List.of();
        var uses = UsageRepository.of(connection, person);
        var words = words(connection, terms.intents().stream().map(Intent::id).toList());
        return terms.intents().reversed().stream()
                .filter(it -> it.controllers().stream().anyMatch(seen))
                .map(it -> reply(it, uses, Optional.ofNullable(words.get(it.id())), seen, now))
                .toList();
    }

    /** What people said themselves of these intents; those of which nothing was said, or that was erased, are left out. */
    public static Map<UUID, String> words(Connection connection, Collection<UUID> intents) throws SQLException {
        var found = new HashMap<UUID, String>();
        WORDS.with("ids", intents).each(connection, row -> found.put(row.id("event"), row.text("words")));
        return found;
    }

    private static IntentReply reply(
            Intent intent, List<CountedPermit> uses, Optional<String> words, Predicate<String> seen, Instant now) {
        var used = Wanted.used(intent, uses);
        return new IntentReply(
                intent.id(),
                intent.topic(),
                Optional.of(intent.controllers())
                        .filter(it -> !it.contains(Scope.ALL))
                        .map(it -> it.stream().filter(seen).sorted().toList()),
                intent.channels().stream().sorted().toList(),
                intent.until(),
                intent.max(),
                Math.max(0, intent.max() - used),
                state(intent, used, now),
                intent.ended(),
                Wanted.restUntil(intent, uses, now),
                words);
    }

    private static IntentReply.State state(Intent intent, int used, Instant now) {
        if (intent.ended().isPresent()) return IntentReply.State.ENDED;
        if (used >= intent.max()) return IntentReply.State.USED_UP;
        return intent.over(now) ? IntentReply.State.OVER : IntentReply.State.OPEN;
    }
}

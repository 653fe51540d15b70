package dev.askfirst.consent.view;

import dev.askfirst.catalog.CatalogDocument;
import dev.askfirst.catalog.CatalogHistory;
import dev.askfirst.catalog.NoticeUse;
import dev.askfirst.consent.event.ConsentEvent;
import dev.askfirst.consent.event.History;
import dev.askfirst.consent.event.RecordedAct;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.policy.term.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** What a person did, as shown to themselves, and their receipts. */
@ApplicationScoped
public class OwnHistory {

    /**
     * One act; parts of the scope that it does not name are {@link Scope#ALL}.
     *
     * @param deputy the name of the deputy who did it or whom it is about; empty for none, or once it is erased
     */
    public record Done(
            UUID id,
            String kind,
            Instant made,
            Scope scope,
            boolean services,
            Optional<CatalogDocument.Notice> words,
            Optional<String> deputy) {}

    private final DataSource dataSource;
    /** Acts of staff about a person's data, which are not acts of the person. */
    private static final Set<ConsentEvent.Kind> STAFFS = Set.of(ConsentEvent.Kind.HOLD, ConsentEvent.Kind.RELEASE);

    private final CatalogHistory catalogs;
    private final Receipts receipts;

    OwnHistory(DataSource dataSource, CatalogHistory catalogs, Receipts receipts) {
        this.dataSource = dataSource;
        this.catalogs = catalogs;
        this.receipts = receipts;
    }

    /** Everything said by them or for them, newest first. */
    public List<Done> of(UUID person) {
        try (var connection = dataSource.getConnection()) {
            var acts = new History(connection)
                    .whole(person).reversed().stream()
                            .filter(act -> !STAFFS.contains(act.kind()))
                            .toList();
            var words = catalogs.on(connection).wordings(RecordedAct.wordings(acts));
            var deputies = deputies(acts);
            return acts.stream().map(act -> done(act, words, deputies)).toList();
        } catch (SQLException e) {
            throw Outage.undecided("the history could not be read", e);
        }
    }

    /** Those of these noes that can still be undone, the newest first. */
    public List<Done> undoable(UUID person, Collection<UUID> noes) {
        if (noes.isEmpty()) return List.of();
        try (var connection = dataSource.getConnection()) {
            var acts = new History(connection).whole(person).reversed();
            var undone = acts.stream().flatMap(it -> it.undoes().stream()).collect(Collectors.toSet());
            return acts.stream()
                    .filter(it -> noes.contains(it.id()) && it.isUndoable(Instant.now()) && !undone.contains(it.id()))
                    .map(it -> done(it, Map.of(), Map.of()))
                    .toList();
        } catch (SQLException e) {
            throw Outage.undecided("the history could not be read", e);
        }
    }

    /** The receipt of a yes in the terms of ISO/IEC TS 27560, as JSON-LD. */
    public String receipt(UUID person, UUID grant) {
        return receipts.of(person, grant).asJsonLd().toString();
    }

    /** The names of deputies, by their ids; of acts that are newest first. */
    private static Map<String, String> deputies(List<RecordedAct> acts) {
        var names = new HashMap<String, String>();
        for (var act : acts) {
            var name = act.texts().map(it -> it.path("name").textValue());
            if (act.kind() == ConsentEvent.Kind.DEPUTY_NAMED && name.isPresent())
                names.putIfAbsent(act.text("deputy").orElseThrow(), name.get());
        }
        return names;
    }

    private static Done done(
            RecordedAct act, Map<NoticeUse.Wording, CatalogDocument.Notice> words, Map<String, String> deputies) {
        var by = act.body().path("by");
        var did = Optional.of(by.path("subject").asText())
                .filter(_ -> Caller.DEPUTY.equals(by.path("role").asText()));
        return new Done(
                act.id(),
                act.kind().text(),
                act.made(),
                act.scope(),
                act.body().has("services"),
                act.notice().flatMap(it -> Optional.ofNullable(words.get(it.wording()))),
                act.text("deputy").or(() -> did).map(deputies::get));
    }
}

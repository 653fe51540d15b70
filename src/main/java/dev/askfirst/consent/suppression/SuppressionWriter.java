package dev.askfirst.consent.suppression;

import static dev.askfirst.outbound.feed.Change.Type.SUPPRESSION_ADDED;

import dev.askfirst.audit.Entry;
import dev.askfirst.audit.Page;
import dev.askfirst.consent.event.Evidence;
import dev.askfirst.consent.suppression.Suppressions.Suppress;
import dev.askfirst.outbound.feed.Change;
import dev.askfirst.person.key.ContactKeys.ContactKey;
import dev.askfirst.person.key.LiveKeys;
import dev.askfirst.person.key.Strangers;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.PgArray;
import dev.askfirst.platform.postgres.RowType;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Adds suppressions in one transaction. One that the same owner ordered before for the same reason adds nothing. */
final class SuppressionWriter {

    private static final RowType SUPPRESSION = RowType.of(
            "suppression",
            1,
            "contact_key",
            "id",
            "key_version",
            "controller",
            "reason",
            "at",
            "by",
            "page_id",
            "slot");
    private static final RowType PROOF = RowType.of("suppression_evidence", 1, "event", "evidence");

    private record Order(UUID contactKey, String controller, Suppressions.Reason reason, String owner) {}

    private record NewSuppression(Suppress order, ContactKey key, UUID id, Instant at, String by, short slot) {}

    /**
     * Texts whose hash is in the entry; stored under the id of the suppression, or of the page if many suppressions
     * share them.
     */
    private record Proof(UUID event, Evidence.Sealed texts) {}

    private final Connection connection;
    private final Strangers.Names strangers;
    private final Instant now;
    private final Page page;
    private final LiveKeys filing;
    private final List<NewSuppression> rows = new ArrayList<>();
    private final List<Proof> proofs = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private final Map<Object, SuppressionSource> owners = new HashMap<>();
    private Map<UUID, KnownContact> known = Map.of();
    private Optional<Evidence.Sealed> shared = Optional.empty();
    private final SuppressedAddressees subjects = new SuppressedAddressees();

    SuppressionWriter(Connection connection, Strangers.Names strangers, Instant now, Page page, LiveKeys filing) {
        this.connection = connection;
        this.strangers = strangers;
        this.now = now;
        this.page = page;
        this.filing = filing;
    }

    /** Adds new suppressions to the page; {@link #insert} writes them. */
    List<Suppressions.Result> add(List<Suppress> orders, Map<String, String> texts) throws SQLException {
        var all = orders.stream()
                .flatMap(order -> order.keys().all().stream())
                .map(ContactKey::key)
                .toList();
        var standing = standing(all);
        known = KnownContact.by(connection, all);
        var results = new ArrayList<Suppressions.Result>(orders.size());
        for (var order : orders) results.add(add(order, texts, standing));
        return results;
    }

    /** The changes for subscribers. */
    List<Change> changes() {
        return changes;
    }

    void insert() throws SQLException {
        // In the order of their keys, so that writers cannot deadlock.
        rows.sort(Comparator.comparing(row -> row.key().key()));
        insertRows();
        subjects.insert(connection, page.id());
        if (!proofs.isEmpty()) insertProofs();
    }

    private Suppressions.Result add(Suppress order, Map<String, String> texts, Map<Order, UUID> standing) {
        if (order.at().filter(at -> at.isAfter(now.plus(Clock.SLACK))).isPresent()) {
            return new Suppressions.Result.Ahead();
        }
        var owner = owners.computeIfAbsent(order.by(), _ -> SuppressionSource.of(order.by()));
        for (var key : order.keys().all()) {
            var id = standing.get(new Order(key.key(), order.controller(), order.reason(), owner.id()));
            if (id != null) return new Suppressions.Result.Standing(id);
        }
        var id = Ids.at(now);
        var at = order.at().filter(it -> !it.isAfter(now)).orElse(now);
        var entry = entry(order, id, at, owner, evidence(order, id, texts));
        rows.add(
                new NewSuppression(order, filing.current(order.keys().usual()), id, at, owner.json(), page.add(entry)));
        for (var key : order.keys().all()) {
            standing.put(new Order(key.key(), order.controller(), order.reason(), owner.id()), id);
        }
        return new Suppressions.Result.Added(id);
    }

    private Optional<Evidence.Sealed> evidence(Suppress order, UUID id, Map<String, String> texts) {
        if (order.texts().isEmpty()) return shared(texts);
        var own = new HashMap<>(texts);
        own.putAll(order.texts());
        var sealedTexts = new Evidence(Evidence.Method.IMPORT, own).sealed();
        sealedTexts.ifPresent(it -> proofs.add(new Proof(id, it)));
        return sealedTexts;
    }

    private Optional<Evidence.Sealed> shared(Map<String, String> texts) {
        if (shared.isEmpty() && !texts.isEmpty()) {
            shared = new Evidence(Evidence.Method.IMPORT, texts).sealed();
            shared.ifPresent(it -> proofs.add(new Proof(page.id(), it)));
        }
        return shared;
    }

    private Entry entry(
            Suppress order, UUID id, Instant at, SuppressionSource owner, Optional<Evidence.Sealed> evidence) {
        var somebody = order.keys().all().stream()
                .map(key -> known.get(key.key()))
                .filter(it -> it != null)
                .findFirst();
        somebody.ifPresent(it -> changes.add(it.told(SUPPRESSION_ADDED, id, now, order.controller(), order.reason())));
        var entry = new Entry().written("by", owner.json()).text("controller", order.controller());
        evidence.ifPresent(it -> entry.text("evidence", it.hash()));
        entry.id("id", id)
                .text("kind", "suppression")
                .time("made", at)
                .id("point", somebody.map(KnownContact::point))
                .text("reason", Json.text(order.reason()));
        if (somebody.isPresent()) {
            subjects.point(somebody.get().point());
            return entry;
        }
        var stranger = strangers.of(filing.current(order.keys().usual()).key());
        subjects.stranger(stranger);
        return entry.id("stranger", stranger);
    }

    private Map<Order, UUID> standing(Collection<UUID> keys) throws SQLException {
        try (var select = connection.prepareStatement("""
                select contact_key, controller, reason, coalesce(by ->> 'sender', ''), id
                from unnest(?::uuid[]) wanted (key) join suppression on contact_key = key and lifted_at is null""")) {
            PgArray.ids(select, 1, keys);
            var standing = new HashMap<Order, UUID>();
            var row = select.executeQuery();
            while (row.next()) {
                var reason = Suppressions.Reason.of(row.getString(3));
                var order = new Order(row.getObject(1, UUID.class), row.getString(2), reason, row.getString(4));
                standing.put(order, row.getObject(5, UUID.class));
            }
            return standing;
        }
    }

    private void insertRows() throws SQLException {
        try (var insert = connection.prepareStatement(SUPPRESSION.insert())) {
            SUPPRESSION.bind(
                    insert,
                    1,
                    rows,
                    (row, columns) -> columns.id(row.key().key())
                            .id(row.id())
                            .int4Column(row.key().version())
                            .text(row.order().controller())
                            .text(Json.text(row.order().reason()))
                            .time(row.at())
                            .jsonb(row.by())
                            .id(page.id())
                            .int2Column(row.slot()));
            insert.executeUpdate();
        }
    }

    private void insertProofs() throws SQLException {
        try (var insert = connection.prepareStatement(Evidence.ROW.insert());
                var hashes = connection.prepareStatement(PROOF.insert())) {
            Evidence.ROW.bind(
                    insert,
                    1,
                    proofs,
                    (proof, columns) -> columns.id(proof.event())
                            .bytes(proof.texts().salt())
                            .jsonb(proof.texts().texts()));
            insert.executeUpdate();
            PROOF.bind(
                    hashes,
                    1,
                    proofs,
                    (proof, columns) -> columns.id(proof.event())
                            .bytes(HexFormat.of().parseHex(proof.texts().hash())));
            hashes.executeUpdate();
        }
    }
}

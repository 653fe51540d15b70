package dev.askfirst.decision.likeness;

import dev.askfirst.authorship.Fingerprint;
import dev.askfirst.authorship.Sample;
import dev.askfirst.platform.Sha256;
import dev.askfirst.platform.postgres.PgArray;
import dev.askfirst.platform.postgres.RowType;
import dev.askfirst.policy.term.Doubt;
import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** Texts that were told, as rows: read with the other facts of a batch, and written with its decisions. */
public final class TextRows {

    /** What stands in the first column of rows about texts, and of rows about authors. */
    public static final int TEXT = 5;

    public static final int AUTHOR = 6;

    private static final RowType TEXTS = RowType.of(
            "told_text", 1, "id", "controller", "sender", "campaign", "author", "words", "fingerprint", "at");
    private static final RowType BANDS = RowType.of("told_band", 1, "band", "text_id");
    private static final RowType COPIES = RowType.of("told_copy", 1, "text_id", "contact", "variant", "at");

    // Of copies 64 are enough to count, and of an author the newest texts: each has twenty words at least.
    private static final String SELECT = """

            union all
            select 5, null, t.id, t.words, concat_ws(' ', t.fingerprint, coalesce(c.others, 0), coalesce(c.variants, '-'), p.counted), null, null, null
            from told_text t
                cross join lateral (
                    select sum(v.n) filter (where v.variant is null) as others,
                        string_agg(v.variant || ':' || v.n, ',') as variants
                    from (
                        select n.variant, count(*) as n from (
                            select variant from told_copy where text_id = t.id and at > %1$s - make_interval(secs => %2$d) limit 64) n
                        group by n.variant) v) c
                cross join lateral (
                    select string_agg(contact::text, ' ') as counted from told_copy
                    where text_id = t.id and contact = any (?)) p
            where t.id = any (array(select text_id from told_band where band = any (?)))
            union all
            select 6, a.author, null, (
                select sum(least(n.words, %4$d)) from (
                    select words from told_text where author = a.author and at > %1$s - make_interval(secs => %3$d)
                    order by at desc limit 200) n), null, null, null, null
            from unnest(?::uuid[]) a (author)""";

    private static final String ON_CONFLICT = " order by text_id, contact on conflict do nothing";

    private TextRows() {}

    /** Reads what these tellings could be like, as a further part of a union. */
    public static String select(String now) {
        return SELECT.formatted(
                now, DoubtedTexts.WINDOW.toSeconds(), DoubtedTexts.HOUR.toSeconds(), Doubt.counted(Integer.MAX_VALUE));
    }

    /** Binds the parameters of {@link #select} from {@code index} on, and returns the index after them. */
    public static int bind(PreparedStatement select, int index, Collection<Telling> tellings) throws SQLException {
        var contacts = new ArrayList<UUID>();
        var bands = new ArrayList<Long>();
        for (var telling : tellings) {
            contacts.addAll(telling.contacts());
            bands.addAll(bands(telling));
        }
        PgArray.ids(select, index, contacts);
        PgArray.numbers(select, index + 1, bands.stream().distinct().toList());
        PgArray.ids(
                select,
                index + 2,
                tellings.stream().map(Telling::author).distinct().toList());
        return index + 3;
    }

    /** @param told its fingerprint, how many others there are, how many got each variant, and which contacts are counted already */
    public static void read(KnownTexts texts, UUID id, long words, String told) {
        var parts = told.split(" ");
        var counted = Arrays.stream(parts).skip(3).map(UUID::fromString).collect(Collectors.toSet());
        var variants = new HashMap<Long, Integer>();
        for (var variant : parts[2].equals("-") ? new String[0] : parts[2].split(",")) {
            var colon = variant.indexOf(':');
            variants.put(Long.valueOf(variant.substring(0, colon)), Integer.valueOf(variant.substring(colon + 1)));
        }
        var sample = new Sample(Fingerprint.stored(parts[0]), (int) words);
        texts.knows(new KnownText(id, sample, variants, Integer.parseInt(parts[1]), counted));
    }

    /** @param words within the last hour */
    public static void read(KnownTexts texts, UUID author, long words) {
        texts.wrote(author, (int) Math.min(words, Integer.MAX_VALUE));
    }

    /** The statements that write down what a batch told; none if that is nothing. */
    public static List<String> statements(KnownTexts texts) {
        var statements = new ArrayList<String>(3);
        if (!texts.added().isEmpty()) {
            statements.add(TEXTS.insert());
            statements.add(BANDS.insert());
        }
        if (!texts.copies().isEmpty()) statements.add(COPIES.insert() + ON_CONFLICT);
        return statements;
    }

    /** Binds the parameters of {@link #statements} from {@code index} on, and returns the index after them. */
    public static int bind(PreparedStatement insert, int index, KnownTexts texts) throws SQLException {
        var next = index;
        var added = texts.added();
        if (!added.isEmpty()) {
            TEXTS.bind(
                    insert,
                    next++,
                    added,
                    (row, columns) -> columns.id(row.source().decision())
                            .text(row.telling().controller())
                            .text(row.source().sender())
                            .text(row.source().campaign())
                            .id(row.telling().author())
                            .int4Column(row.telling().sample().words())
                            .text(row.telling().sample().fingerprint().text())
                            .time(row.source().at()));
            BANDS.bind(
                    insert,
                    next++,
                    bandRows(added),
                    (row, columns) -> columns.int8Column(row.band()).id(row.text()));
        }
        var copies = texts.copies();
        if (!copies.isEmpty())
            COPIES.bind(
                    insert,
                    next++,
                    copies,
                    (row, columns) -> columns.id(row.text())
                            .id(row.contact())
                            .number(row.variant())
                            .time(row.at()));
        return next;
    }

    private record BandRow(long band, UUID text) {}

    private static List<BandRow> bandRows(List<KnownTexts.NewText> added) {
        var rows = new ArrayList<BandRow>();
        for (var text : added) {
            var of = Space.of(text.telling());
            for (var band : text.bands())
                rows.add(new BandRow(of.key(band), text.source().decision()));
        }
        // Always in the same order, so that two batches do not wait for each other.
        rows.sort(Comparator.comparingLong(BandRow::band));
        return rows;
    }

    private static List<Long> bands(Telling telling) {
        var of = Space.of(telling);
        return Arrays.stream(telling.sample().fingerprint().bands())
                .mapToObj(of::key)
                .toList();
    }

    /** Bands of one controller and month: under other keys they are no bands of it. */
    private record Space(long salt) {

        private static final long GOLDEN = 0x9e3779b97f4a7c15L;

        static Space of(Telling telling) {
            var whose =
                    telling.controller() + "\n" + telling.sample().fingerprint().month();
            return new Space(ByteBuffer.wrap(Sha256.of(whose)).getLong());
        }

        /** The last steps of SplitMix64: spreads neighbours over all numbers. */
        long key(long band) {
            var mixed = (band ^ salt) * GOLDEN;
            mixed = (mixed ^ mixed >>> 30) * 0xbf58476d1ce4e5b9L;
            mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
            return mixed ^ mixed >>> 31;
        }
    }
}

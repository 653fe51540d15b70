package dev.askfirst.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.log.Merkle;
import dev.askfirst.log.Note;
import dev.askfirst.log.PublishedLog;
import dev.askfirst.log.Signer;
import dev.askfirst.log.Subtree;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Sql;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Writes the files of one export: every place of one contiguous range of the log, with its facts or with its hash alone and
 * why; the nodes of the tree beside it; the checkpoint; and a signed manifest of all of it.
 */
final class ExportRun {

    /** Is told how far it is, and throws when nobody wants the rest. */
    interface Progress {
        void at(long done, long entries) throws SQLException;
    }

    /** What it reads with, in a transaction; and what it writes with, each part at once. */
    record Connections(Connection read, Connection write) {}

    private static final int CHUNK = 20_000;
    private static final int TILE = 8;
    private static final HexFormat HEX = HexFormat.of();

    /** The leaves of pages of the time. */
    private static final Sql INSIDE = Sql.of("""
            select min(first_leaf) as first, max(first_leaf + n) as end from page
            where page_id >= first_uuid_of(:from::timestamptz) and page_id < first_uuid_of(:to::timestamptz)
                and first_leaf < :size""");

    private static final Sql EARLIER = Sql.of("""
            select coalesce(max(first_leaf + n), 0) as leaf from page
            where page_id < first_uuid_of(:from::timestamptz) and first_leaf < :size""");

    /** Whole pages: where the one before ends, and where the next one begins. */
    private static final Sql BEFORE =
            Sql.of("select first_leaf + n as leaf from page where first_leaf < :leaf order by first_leaf desc limit 1");

    private static final Sql AFTER = Sql.of("select min(first_leaf) as leaf from page where first_leaf >= :leaf");

    private record Inside(Optional<Long> first, Optional<Long> end) {}

    private final Connections connections;
    private final Export export;
    private final PublishedLog log;
    private final Filter filter;
    private final Optional<PersonalFile.Writing> personal;
    private final RowFormat format;
    private final long pieceSize;

    private final Map<String, Long> counts = new TreeMap<>();
    private final List<ObjectNode> files = new ArrayList<>();
    private long first;
    private long end;

    /**
     * Prepares an export.
     *
     * @param pieceSize about how many entries go into one file
     */
    ExportRun(
            Connections connections,
            Export export,
            PublishedLog log,
            Filter filter,
            Optional<PersonalFile.Writing> personal,
            long pieceSize) {
        this.connections = connections;
        this.export = export;
        this.log = log;
        this.filter = filter;
        this.personal = personal;
        this.format = export.isCsv() ? RowFormat.CSV : RowFormat.NDJSON;
        this.pieceSize = pieceSize;
    }

    void run(List<Signer> signers, Progress progress) throws SQLException {
        range();
        progress.at(0, end - first);
        entries(progress);
        tree();
        person(progress);
        file("checkpoint", log.checkpoint());
        var manifest = manifest().toPrettyString() + "\n";
        file("manifest.json", manifest);
        file("manifest.sig", Note.sign(manifest, signers).substring(manifest.length() + 1));
    }

    /**
     * From the first to the last page of the time, as far as they are in the checkpoint; without a page in it, where it would
     * stand. Up to the pages around it: places whose page is gone belong to it, or nobody would ask for them.
     */
    private void range() throws SQLException {
        var read = connections.read();
        var from = export.body().get("from").textValue();
        var inside = INSIDE.with("from", from)
                .with("to", export.body().get("to").textValue())
                .with("size", log.size())
                .first(read, row -> new Inside(row.optionalNumber("first"), row.optionalNumber("end")))
                .orElseThrow();
        long begin = inside.first().isPresent()
                ? inside.first().get()
                : EARLIER.with("from", from)
                        .with("size", log.size())
                        .first(read, row -> row.number("leaf"))
                        .orElseThrow();
        var before = BEFORE.with("leaf", begin).first(read, row -> row.number("leaf"));
        var after = AFTER.with("leaf", inside.end().orElse(begin)).first(read, row -> row.optionalNumber("leaf"));
        first = Math.min(before.orElse(0L), log.size());
        end = Math.min(after.flatMap(it -> it).orElse(log.size()), log.size());
    }

    private void entries(Progress progress) throws SQLException {
        var reader = new EntryReader(connections.read(), EntryReader.retired(connections.read()));
        var period = new Period(
                export.body().get("from").textValue(), export.body().get("to").textValue());
        for (var at = first; at < end; ) {
            var name = "entries-%05d.%s".formatted(files.size() + 1, format.ending());
            var file = new ExportFile(connections.write(), export.id(), name);
            file.write(format.header().getBytes(StandardCharsets.UTF_8));
            var start = at;
            while (at < end && at - start < pieceSize) {
                var chunk = Chunk.read(connections.read(), at, end, (int) Math.min(CHUNK, pieceSize - (at - start)));
                write(chunk, reader, period, file);
                at = chunk.end();
                progress.at(at - first, end - first);
            }
            entry(file).put("first", start).put("end", at);
        }
    }

    private void write(Chunk chunk, EntryReader reader, Period period, ExportFile file) throws SQLException {
        var leaves = log.leaves(chunk.first(), chunk.end());
        var found = reader.read(chunk, leaves);
        var text = new StringBuilder(chunk.size() * 700);
        for (var i = 0; i < found.length; i++) {
            var leaf = HEX.formatHex(leaves, i * Merkle.LENGTH, (i + 1) * Merkle.LENGTH);
            var inside = chunk.pageAt(i).filter(period::holds).isPresent();
            for (var entry : found[i].entries()) {
                var wanted = inside && filter.lets(entry);
                if (wanted) format.facts(text, chunk.first() + i, leaf, entry);
                else format.hash(text, chunk.first() + i, leaf, PlacedEntry.FILTERED);
                counts.merge(wanted ? "facts" : PlacedEntry.FILTERED, 1L, Long::sum);
            }
            if (!found[i].entries().isEmpty()) continue;
            format.hash(text, chunk.first() + i, leaf, found[i].why());
            counts.merge(found[i].why(), 1L, Long::sum);
        }
        file.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** What is beside the range, cut where the reader's own checkpoint ends; and inside it, tile by tile, to find damage by. */
    private void tree() throws SQLException {
        var cuts = new TreeSet<>(List.of(0L, first, end, log.size()));
        var since = export.body().path("since").asLong(0);
        if (since < log.size()) cuts.add(since);
        var file = new ExportFile(connections.write(), export.id(), "tree");
        file.write("askfirst tree 1\n".getBytes(StandardCharsets.UTF_8));
        var from = 0L;
        for (var to : cuts) {
            if (from < first || from >= end) for (var node : Subtree.over(from, to)) node(file, node);
            from = to;
        }
        for (var tile = -Math.floorDiv(-first, 1L << TILE); (tile + 1) << TILE <= end; tile++) {
            node(file, new Subtree(TILE, tile));
        }
        entry(file);
    }

    /** Beside the entries about one person, the same in a form that the person can read. */
    private void person(Progress progress) throws SQLException {
        if (personal.isEmpty()) return;
        var file = new ExportFile(connections.write(), export.id(), PersonalFile.NAME);
        try (var to = file.stream(() -> progress.at(Math.max(0, end - first - 1), end - first))) {
            personal.get().to(to);
        } catch (IOException e) {
            throw e.getCause() instanceof SQLException cause ? cause : new SQLException(e);
        }
        entry(file);
    }

    private void node(ExportFile file, Subtree node) throws SQLException {
        var line = "%d %d %s\n".formatted(node.height(), node.index(), HEX.formatHex(log.node(node)));
        file.write(line.getBytes(StandardCharsets.UTF_8));
    }

    private void file(String name, String content) throws SQLException {
        var file = new ExportFile(connections.write(), export.id(), name);
        file.write(content.getBytes(StandardCharsets.UTF_8));
        entry(file);
    }

    private ObjectNode entry(ExportFile file) throws SQLException {
        var hash = file.end(files.size());
        var entry = Json.MAPPER.createObjectNode().put("name", file.name()).put("sha256", HEX.formatHex(hash));
        files.add(entry);
        return entry;
    }

    private ObjectNode manifest() {
        var manifest = Json.MAPPER.createObjectNode();
        manifest.put("version", "askfirst export 1");
        manifest.put("export", export.id().toString());
        manifest.put("origin", log.origin());
        manifest.setAll(export.body());
        manifest.put("at", export.at().toString());
        manifest.set("by", export.by());
        manifest.putObject("range").put("first", first).put("end", end);
        var counted = manifest.putObject("counts");
        counts.forEach(counted::put);
        var listed = manifest.putArray("files");
        files.forEach(listed::add);
        return manifest;
    }

    /** Pages by the time in their ids. */
    private record Period(long from, long to) {
        Period(String from, String to) {
            this(Instant.parse(from).toEpochMilli(), Instant.parse(to).toEpochMilli());
        }

        boolean holds(UUID page) {
            var at = page.getMostSignificantBits() >>> 16;
            return at >= from && at < to;
        }
    }
}

package dev.askfirst.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.platform.StartRefused;
import dev.askfirst.platform.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The answered rows as far as they came, in files beside the one that is wanted, so that a command that ended goes on when it
 * is called again. The file that is wanted is there once it is whole.
 */
final class ScrubProgress implements AutoCloseable {

    private final Path out;
    private final Path part;
    private final Path state;
    private final String asked;
    private final Map<String, Long> outcomes = new TreeMap<>();
    private final Map<String, Long> reasons = new TreeMap<>();
    private String id = UUID.randomUUID().toString();
    private FileChannel written;
    private long read;

    private ScrubProgress(Path out, String asked) {
        this.out = out;
        this.part = out.resolveSibling(out.getFileName() + ".part");
        this.state = out.resolveSibling(out.getFileName() + ".progress");
        this.asked = asked;
    }

    /**
     * Begins, or goes on where the same was broken off.
     *
     * @param asked what is asked, about which rows
     */
    static ScrubProgress of(Path out, String asked) throws IOException {
        if (Files.exists(out)) throw new StartRefused(out + " is there already");
        var progress = new ScrubProgress(out, asked);
        progress.open();
        return progress;
    }

    private void open() throws IOException {
        var before = Files.exists(state) ? Json.MAPPER.readTree(Files.readAllBytes(state)) : null;
        if (before != null && !before.path("asked").asText().equals(asked))
            throw new StartRefused(
                    "%s is of another list, or of other questions: call the command as then, or delete it and %s"
                            .formatted(state, part));
        written = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (before != null) {
            id = before.path("id").asText();
            read = before.path("read").asLong();
            count(before.path("outcomes"), outcomes);
            count(before.path("reasons"), reasons);
        }
        written.truncate(before == null ? 0 : before.path("written").asLong());
        written.position(written.size());
        keep();
    }

    private static void count(JsonNode from, Map<String, Long> to) {
        from.properties().forEach(it -> to.put(it.getKey(), it.getValue().asLong()));
    }

    /** The same whenever it is gone on with. */
    String id() {
        return id;
    }

    /** Up to which byte of the list its rows are answered. */
    long read() {
        return read;
    }

    Map<String, Long> outcomes() {
        return outcomes;
    }

    Map<String, Long> reasons() {
        return reasons;
    }

    long rows() {
        return outcomes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Keeps the answers to one more piece, which ends at this byte of the list. */
    void add(byte[] text, List<ScrubReply.Row> rows, long end) throws IOException {
        var buffer = ByteBuffer.wrap(text);
        while (buffer.hasRemaining()) written.write(buffer);
        for (var row : rows) {
            outcomes.merge(row.outcome(), 1L, Long::sum);
            for (var reason : row.reasons()) reasons.merge(reason, 1L, Long::sum);
        }
        read = end;
        keep();
    }

    private void keep() throws IOException {
        var now = Json.MAPPER
                .createObjectNode()
                .put("asked", asked)
                .put("id", id)
                .put("read", read)
                .put("written", written.position());
        now.set("outcomes", Json.MAPPER.valueToTree(outcomes));
        now.set("reasons", Json.MAPPER.valueToTree(reasons));
        var next = state.resolveSibling(state.getFileName() + ".new");
        try (OutputStream to = Files.newOutputStream(next)) {
            to.write(Json.MAPPER.writeValueAsBytes(now));
        }
        Files.move(next, state, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** All rows are answered. */
    void done() throws IOException {
        written.force(true);
        written.close();
        Files.move(part, out, StandardCopyOption.ATOMIC_MOVE);
        Files.deleteIfExists(state);
    }

    @Override
    public void close() throws IOException {
        written.close();
    }
}

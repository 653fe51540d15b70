package dev.askfirst.log;

import dev.askfirst.platform.postgres.Sql;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Has checkpoints cosigned (C2SP tlog-witness): each witness is shown that the log goes on from what it cosigned last, and
 * its line is published below the checkpoint. Holds up neither sealing nor answers.
 */
@ApplicationScoped
class Witnesses {

    private static final Logger LOG = Logger.getLogger(Witnesses.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LONGEST_REPLY = 64 * 1024;

    private static final Sql INSERT =
            Sql.of("insert into witness values (:witness, 0, '-infinity') on conflict do nothing");

    private static final Sql TURN = Sql.of("""
            update witness set until = clock_timestamp() + make_interval(secs => :every)
            where vkey = :witness and until < clock_timestamp() returning size""");

    private static final Sql SEEN = Sql.of("""
            update witness set size = :size, until = coalesce(:until::timestamptz, until) where vkey = :witness""");

    private final DataSource dataSource;
    private final List<Witness> all;
    private final Duration every;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private record Reply(int status, String body) {}

    private record Shown(long seen, CheckpointRows.Stored checkpoint, String body) {}

    Witnesses(DataSource dataSource, LogConfig config) {
        this.dataSource = dataSource;
        this.all = config.witnesses().orElse(List.of()).stream()
                .map(Witness::parse)
                .toList();
        this.every = config.witnessEvery();
    }

    @Scheduled(every = "{askfirst.witnesses.every}", concurrentExecution = ConcurrentExecution.SKIP)
    void work() {
        for (var witness : all) {
            try {
                var shown = shown(witness);
                if (shown.isPresent())
                    heed(witness, shown.get(), send(witness, shown.get().body()));
            } catch (SQLException | IOException e) {
                LOG.warnf("%s has not cosigned: %s", witness.cosigner().name(), e.toString());
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** What it is to be shown now, if anything. No connection is held while it is shown. */
    private Optional<Shown> shown(Witness witness) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            var turn = turn(connection, witness);
            var checkpoint = CheckpointRows.published(connection);
            if (turn.isEmpty() || checkpoint.isEmpty()) return Optional.empty();
            var seen = turn.get();
            var size = checkpoint.get().size();
            if (seen > size) {
                LOG.errorf(
                        "%s has seen %d entries, and the log has %d",
                        witness.cosigner().name(), seen, size);
            }
            if (seen >= size) return Optional.empty();
            return Optional.of(new Shown(seen, checkpoint.get(), body(connection, seen, checkpoint.get())));
        }
    }

    /** What it has cosigned, if it is due and no other instance asks it. */
    private Optional<Long> turn(Connection connection, Witness witness) throws SQLException {
        INSERT.with("witness", witness.cosigner().text()).update(connection);
        return TURN.with("every", every)
                .with("witness", witness.cosigner().text())
                .first(connection, row -> row.number("size"));
    }

    private void heed(Witness witness, Shown shown, Reply reply) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            switch (reply.status()) {
                case 200 -> keep(connection, witness, shown.checkpoint(), reply.body());
                case 409 ->
                    correct(connection, witness, shown.seen(), reply.body().strip());
                default ->
                    LOG.warnf(
                            "%s has not cosigned: it answered %d",
                            witness.cosigner().name(), reply.status());
            }
        }
    }

    private static String body(Connection connection, long seen, CheckpointRows.Stored checkpoint) throws SQLException {
        var body = new StringBuilder("old ").append(seen).append('\n');
        if (seen > 0) {
            var tree = new StoredTree(connection, Head.read(connection).edge());
            for (var hash : Paths.consistency(seen, checkpoint.size(), tree))
                body.append(Base64.getEncoder().encodeToString(hash)).append('\n');
        }
        return body.append('\n').append(checkpoint.note()).toString();
    }

    private Reply send(Witness witness, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(witness.address())
                .timeout(PATIENCE)
                .header("Content-Type", "text/plain; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        var reply = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (var in = reply.body()) {
            return new Reply(reply.statusCode(), new String(in.readNBytes(LONGEST_REPLY), StandardCharsets.UTF_8));
        }
    }

    /** Only its own signature of this very checkpoint counts, whatever else it sends. */
    private static void keep(Connection connection, Witness witness, CheckpointRows.Stored checkpoint, String lines)
            throws SQLException {
        var text = Note.parse(checkpoint.note()).orElseThrow().text();
        var line = witness.cosigner().cosigned(text, lines);
        if (line.isEmpty()) {
            LOG.warnf(
                    "%s has not cosigned: what it sent is not its signature",
                    witness.cosigner().name());
            return;
        }
        Cosignatures.insert(connection, checkpoint.size(), witness.cosigner(), line.get());
        seen(connection, witness, checkpoint.size(), Optional.empty());
    }

    /** The witness has seen another size: it is asked again at once, with a proof from that size. */
    private static void correct(Connection connection, Witness witness, long seen, String theirs) throws SQLException {
        if (!theirs.matches("0|[1-9]\\d{0,17}") || Long.parseLong(theirs) == seen) {
            LOG.errorf(
                    "%s holds another log of %d entries under our name",
                    witness.cosigner().name(), seen);
            return;
        }
        seen(connection, witness, Long.parseLong(theirs), Optional.of("-infinity"));
    }

    private static void seen(Connection connection, Witness witness, long size, Optional<String> until)
            throws SQLException {
        SEEN.with("size", size)
                .with("until", until)
                .with("witness", witness.cosigner().text())
                .update(connection);
    }

    @PreDestroy
    void close() {
        http.shutdownNow();
    }
}

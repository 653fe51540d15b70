package dev.askfirst.log;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Passes published checkpoints on to the configured places: while others hold them, history cannot be rewritten
 * unnoticed.
 */
@ApplicationScoped
class CheckpointPush {

    private static final Logger LOG = Logger.getLogger(CheckpointPush.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final LogConfig config;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private volatile long posted = Long.MIN_VALUE;

    CheckpointPush(LogConfig config) {
        this.config = config;
    }

    /** Never holds up sealing for longer than a file takes; what fails is tried again with the next checkpoint. */
    void pass(String note) {
        config.pushFile().ifPresent(file -> write(file, note));
        config.pushUrl().filter(_ -> due()).ifPresent(url -> post(url, note));
    }

    private void write(Path file, String note) {
        try {
            var fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(fresh, note);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warnf("the checkpoint is not passed on: %s", e.toString());
        }
    }

    private boolean due() {
        return posted == Long.MIN_VALUE
                || System.nanoTime() - posted >= config.pushEvery().toNanos();
    }

    private void post(URI url, String note) {
        posted = System.nanoTime();
        var request = HttpRequest.newBuilder(url)
                .timeout(PATIENCE)
                .header("Content-Type", "text/plain; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(note))
                .build();
        http.sendAsync(request, HttpResponse.BodyHandlers.discarding()).whenComplete((reply, failure) -> {
            if (failure == null && reply.statusCode() / 100 == 2) return;
            LOG.warnf(
                    "the checkpoint is not passed on: %s",
                    failure == null ? "answered " + reply.statusCode() : failure);
            posted = Long.MIN_VALUE;
        });
    }

    @PreDestroy
    void close() {
        http.shutdownNow();
    }
}

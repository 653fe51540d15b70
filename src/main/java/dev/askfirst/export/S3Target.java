package dev.askfirst.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * A bucket of an S3-compatible store. Each file is one object that appears whole; the manifest comes last, so an export that
 * has one is complete.
 */
final class S3Target implements ExportTarget, AutoCloseable {

    private static final String LAST = "manifest.json";
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int MOST_OF_REPLY = 2_000;

    private final URI address;
    private final S3Signer signer;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    S3Target(URI address, S3Signer signer) {
        this.address = URI.create(address.toString().replaceFirst("/+$", ""));
        this.signer = signer;
    }

    @Override
    public void deliver(String name, List<Source> files) throws IOException, InterruptedException {
        for (var file : files) if (!file.name().equals(LAST)) put(name, file);
        for (var file : files) if (file.name().equals(LAST)) put(name, file);
    }

    private void put(String name, Source file) throws IOException, InterruptedException {
        var object = URI.create(address + "/" + name + "/" + file.name());
        var request = HttpRequest.newBuilder(object).timeout(PATIENCE).PUT(body(file));
        signer.headers("PUT", object, HexFormat.of().formatHex(file.sha256()), Instant.now())
                .forEach(request::header);
        var reply = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (var in = reply.body()) {
            var said = new String(in.readNBytes(MOST_OF_REPLY), StandardCharsets.UTF_8);
            if (reply.statusCode() / 100 == 2) return;
            throw new IOException(
                    "%s was answered %d: %s".formatted(file.name(), reply.statusCode(), said.replaceAll("\\s+", " ")));
        }
    }

    private static HttpRequest.BodyPublisher body(Source file) {
        var content = BodyPublishers.ofInputStream(() -> {
            try {
                return file.content().open();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return file.bytes() == 0 ? BodyPublishers.noBody() : BodyPublishers.fromPublisher(content, file.bytes());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}

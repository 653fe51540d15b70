package dev.askfirst.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The service under load, as a process of its own with its own database in a folder of its own. */
final class Service implements AutoCloseable {

    private final Process process;
    private final Path data;
    private final int port;

    private Service(Process process, Path data, int port) {
        this.process = process;
        this.data = data;
        this.port = port;
    }

    static Service start(Path jar, Path data, int port, List<String> options) throws IOException, InterruptedException {
        var log = data.resolveSibling("service.log");
        Files.createDirectories(log.getParent());
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of(
                "-Dquarkus.profile=local",
                "-Dquarkus.http.port=" + port,
                "-Daskfirst.data=" + data,
                "-Daskfirst.demo=true",
                "-jar",
                jar.toString()));
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        for (var i = 0; i < 600 && process.isAlive(); i++) {
            if (Files.readString(log).contains("ready on")) return new Service(process, data, port);
            Thread.sleep(100);
        }
        throw new IOException("the service did not start: " + Files.readString(log));
    }

    int port() {
        return port;
    }

    /** The service could not say that something was done: it is to be sent again. */
    static final class NoAnswer extends IOException {
        NoAnswer(String body) {
            super(body);
        }
    }

    long pid() {
        return process.pid();
    }

    Path data() {
        return data;
    }

    /** The database's first process. */
    ProcessHandle postmaster() throws IOException {
        var pid = Files.readAllLines(data.resolve("postgres/postmaster.pid")).getFirst();
        return ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
    }

    String post(String path, String token, String type, String body) throws IOException, InterruptedException {
        return send("POST", path, token, type, body);
    }

    void delete(String path, String token) throws IOException, InterruptedException {
        send("DELETE", path, token, "application/json", "");
    }

    private String send(String method, String path, String token, String type, String body)
            throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", type)
                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                    .build();
            var response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() == 503) throw new NoAnswer(response.body());
            if (response.statusCode() / 100 != 2) throw new IOException(response.statusCode() + " " + response.body());
            return response.body();
        }
    }

    /** What is public. */
    String get(String path) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) process.destroyForcibly();
    }
}

package dev.askfirst.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import dev.askfirst.platform.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointPushTest {

    private record Config(Optional<Path> pushFile, Optional<URI> pushUrl, Duration pushEvery) implements LogConfig {
        @Override
        public Optional<String> origin() {
            return Optional.empty();
        }

        @Override
        public Duration lease() {
            return Duration.ofSeconds(5);
        }

        @Override
        public Optional<List<String>> witnesses() {
            return Optional.empty();
        }

        @Override
        public Duration witnessEvery() {
            return Duration.ZERO;
        }
    }

    @TempDir
    Path folder;

    @Test
    void theFileHoldsTheLastOneAlone() throws IOException {
        var file = folder.resolve("checkpoint");
        var push = new CheckpointPush(new Config(Optional.of(file), Optional.empty(), Duration.ZERO));
        push.pass("first\n");
        push.pass("second\n");
        assertEquals("second\n", Files.readString(file));
        assertEquals(List.of("checkpoint"), files());
        push.close();
    }

    @Test
    void aFileThatCannotBeWrittenHoldsUpNothing() throws IOException {
        var push = new CheckpointPush(
                new Config(Optional.of(folder.resolve("not/there")), Optional.empty(), Duration.ZERO));
        push.pass("first\n");
        assertEquals(List.of(), files());
        push.close();
    }

    @Test
    void aReceiverGetsThemNoMoreOftenThanItMayAndAgainWhenItFailed() throws IOException {
        var received = new CopyOnWriteArrayList<String>();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(received.size() == 1 ? 500 : 200, -1);
            exchange.close();
        });
        server.start();
        var url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        var push = new CheckpointPush(new Config(Optional.empty(), Optional.of(url), Duration.ofHours(1)));
        push.pass("0\n");
        Await.until("a second attempt", Duration.ofSeconds(60), () -> {
            push.pass("1\n");
            return received.size() == 2;
        });
        push.pass("2\n");
        push.close();
        server.stop(0);
        assertEquals(List.of("0\n", "1\n"), received);
    }

    private List<String> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(it -> it.getFileName().toString()).toList();
        }
    }
}

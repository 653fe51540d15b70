package dev.askfirst.platform.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.Await;
import dev.askfirst.platform.OtherInstance;
import dev.askfirst.platform.RunningService;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** An instance that is asked to stop is left by its callers before it is gone: none of them meets a closed door. */
class StoppingIT {

    private static final String QUESTION = """
            {"to": "mailto:ana@test.example", "channel": "email", "topic": "offers"}""";
    private static final Duration LOOK = Duration.ofMillis(500);

    @Test
    void aRollingStopUnderLoadLosesNoRequest() throws Exception {
        try (var first = RunningService.fresh("stopping");
                var other = OtherInstance.of(first, "-Dquarkus.shutdown.delay=4S");
                var clock = Executors.newScheduledThreadPool(2);
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var token = first.senderToken("acme-mailer");
            // What is slow only the first time says nothing about stopping.
            for (var i = 0; i < 20; i++) {
                first.post("/v1/decisions", token, QUESTION);
                other.post("/v1/decisions", token, QUESTION);
            }
            var router = new Router(first.port(), other.port(), token);
            clock.scheduleAtFixedRate(router::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
            var asked = new ArrayList<Future<HttpResponse<String>>>();
            Callable<HttpResponse<String>> ask =
                    () -> RunningService.send(router.target(), "POST", "/v1/decisions", token, QUESTION);
            for (var i = 0; i < 1000; i++) {
                if (i == 200) other.askToStop();
                asked.add(callers.submit(ask));
                // A hundred a second, as far as a busy machine lets us.
                if (i % 2 == 0) Await.pause();
            }
            var parted = 0;
            for (var reply : asked) {
                assertEquals(200, reply.get().statusCode(), reply.get()::body);
                if (reply.get().headers().firstValue("Connection").equals(Optional.of("close"))) parted++;
            }
            assertTrue(router.left(), "the instance that stops said so");
            assertTrue(parted > 0, "kept-alive connections were parted with");
        }
    }

    /** What stands in front of instances: it sends to the one that stops for as long as that says it is ready. */
    private static final class Router {

        private final List<Integer> ports;
        private final String token;
        private volatile boolean left;
        private int next;

        Router(int first, int other, String token) {
            this.ports = List.of(first, other);
            this.token = token;
        }

        void look() {
            try {
                var ready = RunningService.send(ports.get(1), "GET", "/q/health/ready", token, "");
                if (ready.statusCode() == 503) left = true;
            } catch (IOException | InterruptedException _) {
                // It is gone: that it was not ready before is what the test demands.
            }
        }

        synchronized int target() {
            next++;
            return left ? ports.getFirst() : ports.get(next % 2);
        }

        boolean left() {
            return left;
        }
    }
}

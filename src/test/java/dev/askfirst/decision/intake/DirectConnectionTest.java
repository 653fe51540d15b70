package dev.askfirst.decision.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.Api;
import dev.askfirst.platform.Await;
import dev.askfirst.platform.BareRequest;
import dev.askfirst.platform.LogLines;
import dev.askfirst.platform.TestService;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Connections over which questions come directly behave as any others. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class DirectConnectionTest {

    /** Sees who sent each request, once it is answered, as an access log does. */
    @Singleton
    static class Seen {

        private final List<String> users = new CopyOnWriteArrayList<>();

        void watch(@Observes Filters filters) {
            filters.register(
                    request -> {
                        request.addEndHandler(_ -> users.add(user(request)));
                        request.next();
                    },
                    50);
        }

        private static String user(RoutingContext request) {
            return request.user() instanceof QuarkusHttpUser user
                    ? user.getSecurityIdentity().getPrincipal().getName()
                    : "nobody";
        }
    }

    @Inject
    MeterRegistry meters;

    @Inject
    Seen seen;

    @BeforeEach
    void theTokenIsKnown() throws IOException {
        assertEquals(200, asked("email", "application/json").send().status());
    }

    @Test
    void bothWaysTakeTurnsOnOneConnectionAndRepliesKeepTheOrder() throws IOException {
        var before = BothWays.direct(meters);
        var all = new ByteArrayOutputStream();
        for (var i = 0; i < 10; i++) {
            all.writeBytes(asked("direct-" + i, "application/json").bytes());
            all.writeBytes(asked("rest-" + i, "application/json;way=rest").bytes());
        }
        all.writeBytes(asked("the-end", "application/json").bytes("Connection: close"));
        try (var socket = BareRequest.connect()) {
            socket.getOutputStream().write(all.toByteArray());
            var replies = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var at = -1;
            for (var i = 0; i < 10; i++) {
                for (var channel : List.of("direct-" + i, "rest-" + i)) {
                    assertTrue(replies.indexOf(channel) > at, replies);
                    at = replies.indexOf(channel);
                }
            }
        }
        assertEquals(before + 11, BothWays.direct(meters));
    }

    @ParameterizedTest
    @CsvSource({"application/json, 1", "application/json;way=rest, 0"})
    void filtersLearnWhoAsked(String type, int direct) throws IOException {
        var before = BothWays.direct(meters);
        seen.users.clear();
        assertEquals(200, asked("email", type).send().status());
        Await.until("it is seen", Duration.ofSeconds(10), () -> !seen.users.isEmpty());
        assertEquals(List.of("acme-mailer"), seen.users);
        assertEquals(before + direct, BothWays.direct(meters));
    }

    /** There is nobody to answer, and nothing to mend. */
    @Test
    void whoGoesAwayBreaksNothing() throws IOException {
        var before = BothWays.direct(meters);
        var question = asked("email", "application/json");
        var bytes = question.bytes();
        try (var log = LogLines.ofAll()) {
            for (var i = 0; i < 20; i++) {
                leave(bytes, bytes.length);
                leave(bytes, bytes.length - 5);
            }
            Await.until("all have come", Duration.ofSeconds(10), () -> BothWays.direct(meters) == before + 40);
            assertEquals(200, question.send().status());
            assertEquals(List.of(), log.all());
        }
    }

    /** So much of it is sent; then the connection is cut without a farewell. */
    private static void leave(byte[] request, int sent) throws IOException {
        try (var socket = BareRequest.connect()) {
            socket.setSoLinger(true, 0);
            socket.getOutputStream().write(request, 0, sent);
            Await.pause();
        }
    }

    private static BareRequest asked(String channel, String type) {
        var question = "{\"to\": \"mailto:ana@test.example\", \"channel\": \"%s\", \"topic\": \"offers\"}";
        var headers = List.of("Content-Type: " + type, "Authorization: Bearer " + Api.senderToken("acme-mailer"));
        return new BareRequest("POST /v1/decisions HTTP/1.1", headers, question.formatted(channel));
    }
}

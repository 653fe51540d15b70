package dev.askfirst.client;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A service that says what it was told to, one reply after the other; a reply of null is a connection that breaks. */
final class Script implements Transport {

    record Request(String path, Map<String, String> headers, String body) {}

    final List<Request> requests = new ArrayList<>();
    private final Deque<Optional<Reply>> replies = new ArrayDeque<>();

    static Script of() {
        return new Script();
    }

    Script reply(int status, String body) {
        return reply(status, null, body);
    }

    Script reply(int status, Duration retryAfter, String body) {
        replies.add(Optional.of(new Reply(status, Optional.ofNullable(retryAfter), body)));
        return this;
    }

    Script breaks() {
        replies.add(Optional.empty());
        return this;
    }

    @Override
    public synchronized Reply post(String path, Map<String, String> headers, String body, Duration most)
            throws IOException {
        requests.add(new Request(path, headers, body));
        return replies.remove().orElseThrow(() -> new IOException("connection reset"));
    }
}

package dev.askfirst.client;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Carries one request to the service and its reply back. {@link FakeService} is one without a network. */
public interface Transport {

    /** @param retryAfter how long the service wants us to wait */
    record Reply(int status, Optional<Duration> retryAfter, String body) {}

    /** Fails with an {@link IOException} if there is no reply in this time. */
    Reply post(String path, Map<String, String> headers, String body, Duration most)
            throws IOException, InterruptedException;
}

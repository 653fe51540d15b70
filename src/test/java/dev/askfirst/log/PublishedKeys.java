package dev.askfirst.log;

import dev.askfirst.platform.Api;
import dev.askfirst.platform.Await;
import java.time.Duration;
import java.util.List;

/** The log's keys as anybody reads them. A service that has just started publishes them a moment later. */
public final class PublishedKeys {

    private PublishedKeys() {}

    public static List<String> lines() {
        Await.until(
                "the key is published before anything is signed",
                Duration.ofSeconds(60),
                () -> Api.anybody().get("/log/key").statusCode() == 200);
        return Api.anybody().get("/log/key").asString().lines().toList();
    }

    public static List<VerifierKey> all() {
        return lines().stream().map(it -> VerifierKey.parse(it).orElseThrow()).toList();
    }
}

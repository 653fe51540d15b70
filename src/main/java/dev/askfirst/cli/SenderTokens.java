package dev.askfirst.cli;

import dev.askfirst.platform.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The service that a long-running command asks, and a sender's token that does not run out meanwhile. */
final class SenderTokens {

    private static final Duration KEPT = Duration.ofSeconds(30);

    @Option(names = "--sender", required = true, description = "The sender in whose name it asks.")
    private String sender;

    @Option(
            names = "--token-file",
            description = "Where its token is, read again and again; else --token, else one of the local service's.")
    private Optional<Path> file = Optional.empty();

    @Mixin
    private ServiceOption service;

    private Instant made = Instant.MIN;
    private String token = "";

    String url() {
        return service.url();
    }

    picocli.CommandLine.ParameterException misused(String why) {
        return service.misused(why);
    }

    /** The token as it is now; that there is none is said at once. */
    Supplier<String> supplier() {
        current();
        return this::current;
    }

    private synchronized String current() {
        var now = Instant.now();
        if (made.plus(KEPT).isAfter(now)) return token;
        try {
            token = file.isPresent() ? Files.readString(file.get()).strip() : service.senderToken(sender);
        } catch (IOException _) {
            if (token.isEmpty()) throw new StartRefused("cannot read the token in " + file.orElseThrow());
            // The old one may still be good; the service knows.
        }
        made = now;
        return token;
    }
}

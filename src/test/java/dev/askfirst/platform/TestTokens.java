package dev.askfirst.platform;

import dev.askfirst.platform.local.LocalTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Tokens that callers use for many requests, as real ones do: to sign one costs more than most of what is asked with it. */
final class TestTokens {

    private static final Duration GOOD_FOR = Duration.ofHours(1);
    private static final Duration USED_FOR = Duration.ofMinutes(20);

    /** The keys that sign are part of who it is: another service in the same folder has others. */
    private record Caller(Path keys, FileTime made, String role, Optional<String> sender, Optional<String> person) {}

    private record Token(String text, Instant issued) {

        boolean good() {
            return Instant.now().isBefore(issued.plus(USED_FOR));
        }
    }

    private final Map<Caller, Token> tokens = new ConcurrentHashMap<>();

    String token(Path keys, String role, Optional<String> sender, Optional<String> person) {
        var caller = new Caller(keys, made(keys), role, sender, person);
        return tokens.compute(caller, (_, before) -> before != null && before.good() ? before : issue(caller))
                .text();
    }

    private static Token issue(Caller caller) {
        var text = LocalTokens.issue(caller.keys(), caller.role(), caller.sender(), caller.person(), GOOD_FOR);
        return new Token(text, Instant.now());
    }

    private static FileTime made(Path keys) {
        try {
            return Files.getLastModifiedTime(LocalTokens.publicKey(keys));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

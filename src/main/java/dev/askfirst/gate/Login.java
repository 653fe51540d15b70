package dev.askfirst.gate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** AUTH PLAIN and AUTH LOGIN (RFC 4954), as mailers speak them. */
final class Login {

    private final Wire wire;
    private final Users users;

    Login(Wire wire, Users users) {
        this.wire = wire;
        this.users = users;
    }

    /** The user whose password was right; else what the mailer is told. */
    Optional<String> of(String argument) throws IOException, Unreadable {
        var words = argument.split(" +");
        var first = words.length > 1 ? Optional.of(words[1]) : Optional.<String>empty();
        return switch (words[0].toUpperCase(Locale.ROOT)) {
            case "PLAIN" -> plain(first);
            case "LOGIN" -> login(first);
            default -> throw new Unreadable(504, "5.5.4 known are PLAIN and LOGIN");
        };
    }

    private Optional<String> plain(Optional<String> first) throws IOException, Unreadable {
        var parts = (first.isPresent() ? decoded(first.get()) : asked("")).split("\0", -1);
        if (parts.length != 3) throw new Unreadable(501, "5.5.2 that is not what PLAIN sends");
        return known(parts[1], parts[2]);
    }

    private Optional<String> login(Optional<String> first) throws IOException, Unreadable {
        var name = first.isPresent() ? decoded(first.get()) : asked("Username:");
        return known(name, asked("Password:"));
    }

    private Optional<String> known(String name, String password) {
        return users.know(name, password) ? Optional.of(name) : Optional.empty();
    }

    private String asked(String challenge) throws IOException, Unreadable {
        wire.write("334 " + Base64.getEncoder().encodeToString(challenge.getBytes(StandardCharsets.US_ASCII)));
        wire.flush();
        var line = wire.line().orElseThrow(() -> new IOException("the mailer hung up"));
        if (line.equals("*")) throw new Unreadable(501, "5.7.0 given up");
        return decoded(line);
    }

    private static String decoded(String text) throws Unreadable {
        try {
            return new String(Base64.getDecoder().decode(text.equals("=") ? "" : text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw new Unreadable(501, "5.5.2 that is not base64");
        }
    }
}

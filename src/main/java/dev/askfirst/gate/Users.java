package dev.askfirst.gate;

import dev.askfirst.platform.StartRefused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.codec.digest.Crypt;

/** Mailers that may use the gate, by name and password. */
public final class Users {

    private static final String NOBODY = "$6$nobodynobody$";

    private final Map<String, String> hashes = new HashMap<>();

    private Users() {}

    /** Lines of {@code name:hash}, as {@code openssl passwd -6} makes hashes (crypt with SHA-256 or SHA-512). */
    public static Users read(Path file) {
        var users = new Users();
        try {
            for (var line : Files.readAllLines(file)) {
                if (line.isBlank() || line.startsWith("#")) continue;
                var parts = line.strip().split(":", 2);
                if (parts.length != 2 || !parts[1].matches("\\$[56]\\$.+")) {
                    throw new StartRefused(
                            "%s: a line is a name, a colon and what `openssl passwd -6` makes of the password"
                                    .formatted(file));
                }
                users.hashes.put(parts[0], parts[1]);
            }
        } catch (IOException e) {
            throw new StartRefused("cannot read the users in " + file);
        }
        return users;
    }

    /** Takes as long for a name that nobody has. */
    boolean know(String name, String password) {
        var hash = hashes.getOrDefault(name, NOBODY);
        var made = Crypt.crypt(password.getBytes(StandardCharsets.UTF_8), hash);
        return MessageDigest.isEqual(made.getBytes(StandardCharsets.UTF_8), hash.getBytes(StandardCharsets.UTF_8));
    }
}

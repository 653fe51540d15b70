package dev.askfirst.platform.security;

import dev.askfirst.platform.json.Checks;
import jakarta.json.JsonString;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The claim {@code controllers}: a list of ids. One that is there and is anything else names no controller at all. */
final class ControllersClaim {

    private ControllersClaim() {}

    /** What it names; empty if the token does not have it. */
    static Optional<Set<String>> of(JsonWebToken token) {
        var names = token.getClaimNames();
        if (names == null || !names.contains(Caller.CONTROLLERS)) return Optional.empty();
        return Optional.of(ids(token.getClaim(Caller.CONTROLLERS)));
    }

    private static Set<String> ids(Object claim) {
        if (!(claim instanceof Collection<?> list)) return Set.of();
        var ids = new HashSet<String>();
        for (var one : list) {
            var id = one instanceof JsonString text ? text.getString() : one instanceof String text ? text : "";
            if (!Checks.isId(id)) return Set.of();
            ids.add(id);
        }
        return ids;
    }
}

package dev.askfirst.platform.security;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A token is known for as long as it is good, and only as it was sent. */
class KnownTokensTest {

    private final KnownTokens known = new KnownTokens();
    private final SecurityIdentity sender = QuarkusSecurityIdentity.builder()
            .setPrincipal(new Caller("issuer", "acme-mailer", Set.of("sender"), Optional.of("acme-mailer")))
            .addRole("sender")
            .build();

    @Test
    void aTokenIsKnownUntilItIsOver() {
        known.remember("Bearer good", sender, Instant.now().plusSeconds(60));
        known.remember("Bearer over", sender, Instant.now().minusSeconds(1));
        assertEquals(Optional.of(sender), known.identity("Bearer good"));
        assertEquals(Optional.empty(), known.identity("Bearer over"));
    }

    @Test
    void nothingLikeItIsKnown() {
        known.remember("Bearer good", sender, Instant.now().plusSeconds(60));
        for (var other : new String[] {"Bearer goo", "Bearer goodx", "bearer good", "Bearer good "}) {
            assertEquals(Optional.empty(), known.identity(other), other);
        }
    }
}

package dev.askfirst.console.oidc;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/** How staff sign in to the console. */
@ConfigMapping(prefix = "askfirst.console")
public interface ConsoleConfig {

    /** Whether a token may be pasted: for local services, where nobody else vouches for staff. */
    @WithDefault("false")
    boolean tokens();

    /** The identity provider's address (its issuer), under which {@code /.well-known/openid-configuration} stands; https. */
    Optional<URI> provider();

    /** What the provider knows the console as. */
    Optional<String> clientId();

    /** The secret it shares with the provider; left out for a public client. */
    Optional<String> clientSecret();

    /** What is asked of the provider, so that the access token it gives names roles in {@code groups} and this service as audience. */
    @WithDefault("openid")
    String scope();
}

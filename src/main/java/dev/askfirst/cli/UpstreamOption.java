package dev.askfirst.cli;

import dev.askfirst.gate.Encryption;
import dev.askfirst.gate.UpstreamSettings;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The mail server behind the gate, as the command line names it. */
final class UpstreamOption {

    enum Tls {
        none,
        starttls,
        implicit
    }

    @Option(
            names = "--upstream",
            required = true,
            paramLabel = "HOST:PORT",
            converter = HostAndPort.Converter.class,
            description = "The mail server that takes what is permitted.")
    private HostAndPort upstream;

    @Option(
            names = "--upstream-tls",
            description = "One of ${COMPLETION-CANDIDATES} (default: none on this machine, else starttls).")
    private Optional<Tls> tls = Optional.empty();

    @Option(names = "--upstream-ca", description = "PEM of whom to trust there (default: whom Java trusts).")
    private Optional<Path> authorities = Optional.empty();

    @Option(
            names = "--upstream-user",
            description = "Whom to log in as there; the password is in ASKFIRST_UPSTREAM_PASSWORD.")
    private Optional<String> user = Optional.empty();

    /** @param name what the gate calls itself */
    UpstreamSettings settings(String name) {
        var chosen = tls.orElse(upstream.isLocal() ? Tls.none : Tls.starttls);
        var encryption = chosen == Tls.none
                ? Optional.<Encryption>empty()
                : Optional.of(Encryption.client(upstream.host(), authorities));
        var password =
                Optional.ofNullable(System.getenv("ASKFIRST_UPSTREAM_PASSWORD")).orElse("");
        return new UpstreamSettings(
                upstream.host(), upstream.port(), name, encryption, chosen == Tls.implicit, user, password);
    }
}

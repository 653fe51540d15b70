package dev.askfirst.cli;

import dev.askfirst.platform.local.LocalTokens;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which service a command calls, and as whom. */
final class ServiceOption {

    private static final Duration VALIDITY = Duration.ofHours(12);

    @Option(
            names = "--url",
            defaultValue = "${env:ASKFIRST_URL:-http://localhost:8080}",
            description = "The service (default: ${DEFAULT-VALUE}).")
    private String url;

    @Option(
            names = "--token",
            defaultValue = "${env:ASKFIRST_TOKEN}",
            description = "Who asks; without a token, staff of the local service.")
    private Optional<String> token = Optional.empty();

    @Mixin
    private DataOption data;

    /** The token given, or one of this role from the local service. */
    String token(String role) {
        return token.filter(it -> !it.isBlank())
                .orElseGet(() -> LocalTokens.issue(
                        TokenCommand.keys(data.folder()), role, Optional.empty(), Optional.empty(), VALIDITY));
    }

    /** The token given, or one of this sender's from the local service. */
    String senderToken(String sender) {
        return token.filter(it -> !it.isBlank())
                .orElseGet(() -> LocalTokens.issue(
                        TokenCommand.keys(data.folder()), "sender", Optional.of(sender), Optional.empty(), VALIDITY));
    }

    /** The token given, or one of the sender who was named, from the local service. */
    String senderToken(Optional<String> sender) {
        if (token.filter(it -> !it.isBlank()).isEmpty() && sender.isEmpty())
            throw misused("who asks? Give a token (ASKFIRST_TOKEN), or --sender for one of the local service");
        return senderToken(sender.orElse(""));
    }

    String url() {
        return url;
    }

    ParameterException misused(String why) {
        return data.misused(why);
    }

    ServiceClient client(String bearer) {
        return new ServiceClient(url, bearer);
    }
}

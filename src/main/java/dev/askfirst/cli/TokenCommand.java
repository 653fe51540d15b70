package dev.askfirst.cli;

import dev.askfirst.platform.local.LocalTokens;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints a token for the local service, alone on standard output. */
@Command(name = "token", mixinStandardHelpOptions = true, description = "Prints a token for the local service.")
final class TokenCommand implements Runnable {

    enum Role {
        sender,
        person,
        deputy,
        compliance,
        admin
    }

    @Option(names = "--role", required = true, description = "One of ${COMPLETION-CANDIDATES}.")
    private Role role;

    @Option(names = "--sender", description = "The sending system; role sender needs it.")
    private Optional<String> sender = Optional.empty();

    @Option(names = "--person", description = "The person's id, or the deputy's; roles person and deputy need it.")
    private Optional<String> person = Optional.empty();

    @Option(
            names = "--controllers",
            split = ",",
            description = "Controllers that staff are limited to; without it, all.")
    private List<String> controllers = List.of();

    @Option(
            names = "--valid",
            defaultValue = "P1D",
            description = "How long, as ISO 8601 (default, and longest: ${DEFAULT-VALUE}).")
    private Duration valid;

    @Mixin
    private DataOption data;

    @Override
    public void run() {
        if (role == Role.sender && sender.isEmpty()) throw data.misused("role sender needs --sender");
        if ((role == Role.person || role == Role.deputy) && person.isEmpty())
            throw data.misused("role " + role + " needs --person");
        if (!controllers.isEmpty() && role != Role.compliance && role != Role.admin)
            throw data.misused("--controllers is for role compliance or admin");
        System.out.println(LocalTokens.issue(keys(data.folder()), role.name(), sender, person, controllers, valid));
    }

    static Path keys(Path folder) {
        return folder.resolve("keys");
    }
}

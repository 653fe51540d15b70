package dev.askfirst.cli;

import dev.askfirst.gate.AskingService;
import dev.askfirst.gate.Encryption;
import dev.askfirst.gate.Gate;
import dev.askfirst.gate.GateSettings;
import dev.askfirst.gate.Users;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the SMTP gate until it is asked to end. */
@Command(
        name = "mailgate",
        mixinStandardHelpOptions = true,
        description = {
            "An SMTP server between a mailer and its mail server: it asks before each message,",
            "and hands on what is permitted. See docs/operations/mail.md."
        })
final class MailgateCommand implements Callable<Integer> {

    @Option(
            names = "--listen",
            required = true,
            paramLabel = "HOST:PORT",
            converter = HostAndPort.Converter.class,
            description = "Where mailers connect.")
    private HostAndPort listen;

    @Option(
            names = "--name",
            defaultValue = "localhost",
            description = "What it calls itself (default: ${DEFAULT-VALUE}).")
    private String name;

    @Option(
            names = "--max-size",
            defaultValue = "26214400",
            description = "The most bytes of a message (default: ${DEFAULT-VALUE}).")
    private int largest;

    @Option(names = "--tls-cert", description = "PEM of the certificate and those above it, for STARTTLS.")
    private Optional<Path> certificate = Optional.empty();

    @Option(names = "--tls-key", description = "PEM of its key.")
    private Optional<Path> key = Optional.empty();

    @Option(names = "--users", description = "Who may log in, `name:hash` a line with hashes of `openssl passwd -6`.")
    private Optional<Path> users = Optional.empty();

    @Option(names = "--open", description = "Whoever can connect may send: only where a network keeps others out.")
    private boolean open;

    @Mixin
    private UpstreamOption upstream;

    @Mixin
    private TopicOption topics;

    @Mixin
    private SenderTokens sender;

    @Override
    public Integer call() throws InterruptedException {
        if (certificate.isPresent() != key.isPresent()) throw sender.misused("--tls-cert and --tls-key go together");
        if (users.isEmpty() && !open && !listen.isLocal()) {
            throw sender.misused(
                    "others can connect to " + listen.host() + ": give --users, or --open if a network keeps them out");
        }
        if (users.isPresent() && certificate.isEmpty() && !listen.isLocal()) {
            throw sender.misused("passwords need encryption: give --tls-cert and --tls-key");
        }
        var settings = new GateSettings(
                name, largest, certificate.map(it -> Encryption.server(it, key.orElseThrow())), users.map(Users::read));
        var gate = new Gate(
                settings,
                upstream.settings(name),
                new AskingService(sender.url(), sender.supplier()),
                topics.topics(),
                topics.channel(),
                topics.metrics());
        return Serving.untilEnded(gate.open(listen.address()), "smtp://" + listen.host());
    }
}

package dev.askfirst.cli;

import dev.askfirst.gate.AskingService;
import dev.askfirst.gate.PolicyService;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the policy service for Postfix until it is asked to end. */
@Command(
        name = "policyd",
        mixinStandardHelpOptions = true,
        description = {
            "A policy service for Postfix: it refuses recipients and has them wait, and adds no unsubscribe link.",
            "Prefer the gate (mailgate) where mail can be sent through it. See docs/operations/mail.md."
        })
final class PolicydCommand implements Callable<Integer> {

    @Option(
            names = "--listen",
            required = true,
            paramLabel = "HOST:PORT",
            converter = HostAndPort.Converter.class,
            description = "Where Postfix connects.")
    private HostAndPort listen;

    @Option(names = "--open", description = "Whoever can connect may ask: only where a network keeps others out.")
    private boolean open;

    @Mixin
    private TopicOption topics;

    @Mixin
    private SenderTokens sender;

    @Override
    public Integer call() throws InterruptedException {
        if (!open && !listen.isLocal()) {
            throw sender.misused(
                    "others can connect to " + listen.host() + ": give --open if a network keeps them out");
        }
        var service = new PolicyService(
                new AskingService(sender.url(), sender.supplier()),
                topics.topics(),
                topics.channel(),
                topics.metrics());
        return Serving.untilEnded(service.open(listen.address()), "policy://" + listen.host());
    }
}

package dev.askfirst.gate;

import dev.askfirst.platform.Program;
import dev.askfirst.platform.RunningService;
import java.time.Duration;
import java.util.Map;

/** A gate or a policy service as a process of its own, as an operator starts it. */
final class RunningGate implements AutoCloseable {

    private final String command;
    private final RunningService service;
    private Program program;

    private RunningGate(String command, RunningService service) {
        this.command = command;
        this.service = service;
        start();
    }

    /** @param options besides where it listens and whom it asks as acme's mailer */
    static RunningGate start(String command, int port, RunningService service, String options) {
        return new RunningGate(
                "exec ./askfirst %s --listen 127.0.0.1:%d --sender acme-mailer %s".formatted(command, port, options),
                service);
    }

    /** @param command as a page tells to type it, for a service that is found by the environment */
    static RunningGate typed(String command, RunningService service) {
        return new RunningGate("exec " + command, service);
    }

    void start() {
        program = Program.shell(
                command,
                Map.of(
                        "ASKFIRST_DATA",
                        service.data().toString(),
                        "ASKFIRST_URL",
                        "http://127.0.0.1:" + service.port()));
        program.awaitLine("ready on", Duration.ofMinutes(2));
    }

    void kill() {
        program.process().destroyForcibly();
        program.awaitEnd(Duration.ofMinutes(1));
    }

    @Override
    public void close() {
        program.process().destroy();
        program.awaitEnd(Duration.ofMinutes(1));
    }
}

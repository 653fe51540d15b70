package dev.askfirst.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Compares what a sender really sent with the record, with a progress bar; the result of each row is written beside the
 * file.
 */
@Command(
        name = "reconcile",
        mixinStandardHelpOptions = true,
        description = {
            "Holds a delivery report against the record: was every message asked for, and permitted?",
            "Needs role compliance, or the sender's own."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every message went out on a permit",
            "1:some did not, or rows could not be read",
            "2:the report could not be handed in"
        })
final class ReconcileCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "FILE",
            description = "CSV with the columns contact, channel, at and maybe decision, or NDJSON (.ndjson, .jsonl).")
    private Path file;

    @Option(names = "--sender", required = true, description = "Whose messages these are.")
    private String sender;

    @Option(names = "--from", description = "From when on the file is complete (default: its first message).")
    private Optional<Instant> from = Optional.empty();

    @Option(names = "--to", description = "Until when (default: its last message).")
    private Optional<Instant> to = Optional.empty();

    @Mixin
    private ServiceOption service;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!Files.isReadable(file)) throw service.misused("cannot read " + file);
        try (var client = service.client(service.token("compliance"))) {
            var report = new DeliveryUpload(file, client);
            var counts = report.run(sender, from, to);
            tell(counts);
            System.err.println("rows: " + report.beside());
            return Stream.of("sentWithoutAsking", "sentAfterExpiry", "sentAgainstDeny", "rejected")
                            .allMatch(wrong -> counts.get(wrong).asLong() == 0)
                    ? 0
                    : 1;
        }
    }

    private static void tell(JsonNode counts) {
        System.err.printf(
                "%d with a permit, %d without asking, %d after expiry, %d against a deny; %d permits unused, %d rows rejected%n",
                counts.get("sentWithPermit").asLong(),
                counts.get("sentWithoutAsking").asLong(),
                counts.get("sentAfterExpiry").asLong(),
                counts.get("sentAgainstDeny").asLong(),
                counts.get("permitUnused").asLong(),
                counts.get("rejected").asLong());
    }
}

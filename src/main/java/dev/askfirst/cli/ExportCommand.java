package dev.askfirst.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.platform.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Orders an export, waits for it with a progress bar, and fetches its files; called again for the same folder it goes on. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description =
                "Fetches a piece of the record that ./askfirst verify can check; needs role compliance. If it breaks off, the same command goes on.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:it is there, whole", "2:it could not be made or fetched"})
final class ExportCommand implements Callable<Integer> {

    enum Format {
        ndjson,
        csv
    }

    @Option(names = "--out", required = true, description = "The folder that the files go to.")
    private Path out;

    @Option(
            names = "--from",
            defaultValue = "1970-01-01T00:00:00Z",
            description = "From when on (default: the beginning).")
    private Instant from;

    @Option(names = "--to", description = "Until before when (default: now).")
    private Optional<Instant> to = Optional.empty();

    @Option(names = "--format", defaultValue = "ndjson", description = "One of ${COMPLETION-CANDIDATES}.")
    private Format format;

    @Option(
            names = "--filter",
            description =
                    "Such as sender=acme-mailer; may be given several times. What does not match is told as hashes.")
    private Map<String, String> filters = new LinkedHashMap<>();

    @Option(
            names = "--checkpoint",
            description = "A file with an earlier checkpoint, so that verify can tell that the log goes on from it.")
    private Optional<Path> checkpoint = Optional.empty();

    @Mixin
    private ServiceOption service;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var order = order();
        var asked = order.deepCopy();
        if (to.isEmpty()) asked.remove("to");
        try (var client = service.client(service.token("compliance"))) {
            new ExportFetch(client, out).run(order.toString(), asked.toString());
        }
        System.err.println("exported to " + out);
        return 0;
    }

    private ObjectNode order() throws IOException {
        var order = Json.MAPPER.createObjectNode();
        order.put("from", from.toString());
        // A little in the future, so that entries recorded just now are included.
        order.put(
                "to",
                to.orElseGet(() -> Instant.now().plus(Duration.ofMinutes(1))).toString());
        order.put("format", format.name());
        if (!filters.isEmpty()) {
            var wanted = order.putObject("filters");
            filters.forEach(wanted::put);
        }
        if (checkpoint.isPresent()) order.put("since", size(checkpoint.get()));
        return order;
    }

    private long size(Path file) throws IOException {
        var lines = Files.readString(file).split("\n", 3);
        if (lines.length < 3 || !lines[1].matches("\\d{1,18}")) throw service.misused(file + " is no checkpoint");
        return Long.parseLong(lines[1]);
    }
}

package dev.askfirst.cli;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Imports a file with a progress bar; the rows that were rejected are written beside it, ready to be mended. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Imports a file of grants, withdrawals or suppressions. Repeating a file changes nothing.",
            "A row that is no more than a copy never lifts a no, whoever imports it.",
            "Needs role sender or admin."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:every row is recorded", "1:some rows were rejected", "2:the file could not be imported"})
final class ImportCommand implements Callable<Integer> {

    public enum Kind {
        grants,
        withdrawals,
        suppressions,
        both
    }

    enum Format {
        acts,
        listmonk,
        mailchimp,
        hubspot,
        klaviyo,
        brevo,
        activecampaign,
        ses,
        sendgrid,
        mailgun,
        mailman,
        onetrust,
        auto
    }

    @Parameters(paramLabel = "FILE", description = "CSV with a header row, or NDJSON (.ndjson, .jsonl).")
    private Path file;

    @Option(
            names = "--as",
            required = true,
            description = "What its rows are: ${COMPLETION-CANDIDATES}. Both: what each row of a tool's export says.")
    private Kind kind;

    @Option(
            names = "--format",
            defaultValue = "acts",
            description = "Whose export it is: ${COMPLETION-CANDIDATES}. Auto: as its columns tell.")
    private Format format;

    @Option(names = "--controller", description = "The controller of rows that name none.")
    private Optional<String> controller = Optional.empty();

    @Option(names = "--topic", description = "The topic of rows that name none.")
    private Optional<String> topic = Optional.empty();

    @Option(names = "--channel", description = "The channel of rows that name none.")
    private Optional<String> channel = Optional.empty();

    @Option(names = "--at", description = "The date of rows that have none, such as 2025-03-01T09:00:00Z.")
    private Optional<String> at = Optional.empty();

    @Option(names = "--country", description = "The country of telephone numbers that leave it out, such as FR.")
    private Optional<String> country = Optional.empty();

    @Option(names = "--reason", description = "The reason of suppressions that name none.")
    private Optional<String> reason = Optional.empty();

    @Option(names = "--hash", description = "The rows of suppressions hold hashes: sha256. With --form.")
    private Optional<String> hash = Optional.empty();

    @Option(names = "--form", description = "What was hashed: email-lower, e164 or e164-without-plus.")
    private Optional<String> form = Optional.empty();

    @Mixin
    private ServiceOption service;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!Files.isReadable(file)) throw service.misused("cannot read " + file);
        var bearer = service.token("admin");
        System.err.printf("importing as %s%n", new TokenHolder(bearer).shown());
        try (var client = service.client(bearer)) {
            return new Upload(file).run(client, path()) ? 0 : 1;
        }
    }

    private String path() {
        var query = new LinkedHashMap<String, String>();
        query.put("kind", kind.name());
        query.put("format", format.name());
        query.put("source", file.getFileName().toString());
        controller.ifPresent(it -> query.put("controller", it));
        topic.ifPresent(it -> query.put("topic", it));
        channel.ifPresent(it -> query.put("channel", it));
        at.ifPresent(it -> query.put("at", it));
        country.ifPresent(it -> query.put("country", it));
        reason.ifPresent(it -> query.put("reason", it));
        hash.ifPresent(it -> query.put("hash", it));
        form.ifPresent(it -> query.put("form", it));
        return "/v1/imports?"
                + query.entrySet().stream()
                        .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
    }
}

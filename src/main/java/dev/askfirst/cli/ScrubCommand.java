package dev.askfirst.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks about every row of a campaign list, with a progress bar, and writes the list back with the answers. */
@Command(
        name = "scrub",
        mixinStandardHelpOptions = true,
        description = {
            "Asks about every row of a campaign list and writes the list back, its own columns kept, with outcome, reasons, "
                    + "not before and the decision's id. A row without a permit must not be written to.",
            "What was broken off goes on when the command is called again, and takes no second place in any limit."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every row has its answer",
            "1:some rows have none: they say `error`, and why",
            "2:the list could not be asked about, or not to its end"
        })
final class ScrubCommand implements Callable<Integer> {

    enum Mode {
        check,
        reserve
    }

    enum Only {
        permit
    }

    @Parameters(paramLabel = "FILE", description = "CSV with a header row, or NDJSON (.ndjson, .jsonl).")
    private Path file;

    @Option(names = "--channel", required = true, description = "How they would be written to.")
    private String channel;

    @Option(names = "--topic", required = true, description = "What about.")
    private String topic;

    @Option(names = "--controller", description = "On whose behalf; may be left out by a sender that has one.")
    private Optional<String> controller = Optional.empty();

    @Option(
            names = "--mode",
            defaultValue = "check",
            description = "${COMPLETION-CANDIDATES}: only wants to know, or takes a place in every limit.")
    private Mode mode;

    @Option(names = "--only", description = "${COMPLETION-CANDIDATES}: leaves out every other row.")
    private Optional<Only> only = Optional.empty();

    @Option(names = "--campaign", description = "Which campaign it is.")
    private Optional<String> campaign = Optional.empty();

    @Option(names = "--country", description = "The country of telephone numbers that leave it out, such as FR.")
    private Optional<String> country = Optional.empty();

    @Option(names = "--out", description = "Where the rows go (default: FILE with .answered before its ending).")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--sender", description = "Who asks, at the local service; a token says it by itself.")
    private Optional<String> sender = Optional.empty();

    @Mixin
    private ServiceOption service;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!Files.isReadable(file)) throw service.misused("cannot read " + file);
        var bearer = service.senderToken(sender);
        var hash = hash();
        var asked = hash + only.map(it -> " only " + it).orElse("");
        var target = out.orElseGet(this::beside);
        try (var client = service.client(bearer);
                var progress = ScrubProgress.of(target, asked)) {
            // Whoever only wants to know wants to know it anew; a place in a limit is taken once.
            var key = mode == Mode.reserve ? hash : progress.id();
            new ScrubRun(client, path(), file, only.isPresent()).run(progress, key);
            progress.done();
            tell(progress, target);
            return progress.outcomes().containsKey("error") ? 1 : 0;
        }
    }

    private static void tell(ScrubProgress progress, Path target) {
        System.err.printf("%,d rows: %s%n", progress.rows(), counts(progress.outcomes()));
        if (!progress.reasons().isEmpty()) System.err.printf("reasons: %s%n", counts(progress.reasons()));
        System.err.println("written to " + target);
    }

    private static String counts(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(it -> "%,d %s".formatted(it.getValue(), it.getKey()))
                .collect(Collectors.joining(", "));
    }

    private Path beside() {
        var name = file.getFileName().toString();
        var dot = name.lastIndexOf('.');
        return file.resolveSibling(
                dot < 0 ? name + ".answered" : name.substring(0, dot) + ".answered" + name.substring(dot));
    }

    private String path() {
        var query = new LinkedHashMap<String, String>();
        query.put("channel", channel);
        query.put("topic", topic);
        query.put("mode", mode.name());
        controller.ifPresent(it -> query.put("controller", it));
        campaign.ifPresent(it -> query.put("campaign", it));
        country.ifPresent(it -> query.put("country", it));
        return "/v1/scrubs?"
                + query.entrySet().stream()
                        .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
    }

    /** Of the list and of what is asked about it: the same again is the same, and another list under its name is not. */
    private String hash() throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(path().getBytes(StandardCharsets.UTF_8));
            try (var in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

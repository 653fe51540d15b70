package dev.askfirst.scrub;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.catalog.Rights;
import dev.askfirst.catalog.SenderRights;
import dev.askfirst.decision.intake.TranslatedQuestion;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.http.IdempotencyKey;
import dev.askfirst.platform.json.Checks;
import dev.askfirst.platform.json.Json;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.QueryParam;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What the caller asks about every row of a list. */
public final class ScrubRequest {

    private static final int LONGEST_TEXT = 200;

    @QueryParam("channel")
    String channel;

    @QueryParam("topic")
    String topic;

    @QueryParam("controller")
    String controller;

    @QueryParam("mode")
    String mode;

    @QueryParam("only")
    String only;

    @QueryParam("campaign")
    String campaign;

    @QueryParam("authorship")
    String authorship;

    @QueryParam("country")
    String country;

    @HeaderParam("Idempotency-Key")
    String key;

    /**
     * The checked request.
     *
     * @param question about each row, but for its address
     * @param key names the list, so that asking again spends nothing twice
     * @param permitted only rows with a permit are wanted
     */
    record CheckedScrub(
            String sender,
            TranslatedQuestion question,
            ContactColumn column,
            Optional<String> key,
            boolean permitted) {}

    /** The request, after every check that needs no row: what no row could be asked about is refused as a whole. */
    CheckedScrub checked(Catalog catalog, String sender) {
        var checks = new Checks();
        checks.id("channel", channel);
        checks.id("topic", topic);
        checks.optionalId("controller", controller);
        oneOf(checks, "mode", mode, List.of("check", "reserve"));
        oneOf(checks, "only", only, List.of("permit"));
        oneOf(checks, "authorship", authorship, List.of("assisted", "automated"));
        checks.line("campaign", campaign, LONGEST_TEXT);
        var land = checks.country("country", country);
        if (key != null && (key.isBlank() || key.length() > IdempotencyKey.LONGEST)) {
            checks.error("Idempotency-Key", "has 1 to " + IdempotencyKey.LONGEST + " characters");
        }
        checks.done();
        var rights = SenderRights.of(catalog, sender);
        rights.requireController(Optional.ofNullable(controller)
                .or(() -> rights.own().flatMap(Rights::onlyController))
                .orElseThrow(() -> Fault.invalid("controller", "is missing: this sender acts for several")));
        rights.requireChannel(channel);
        rights.requireTopic(topic);
        var column = new ContactColumn(catalog.schemesOf(channel).orElseThrow(), land);
        return new CheckedScrub(sender, question(), column, Optional.ofNullable(key), only != null);
    }

    private TranslatedQuestion question() {
        var question = Json.MAPPER.createObjectNode();
        question.put("channel", channel).put("topic", topic).put("mode", mode == null ? "check" : mode);
        if (controller != null) question.put("controller", controller);
        var message = question.putObject("message");
        if (campaign != null) message.put("campaign", campaign);
        if (authorship != null) message.put("authorship", authorship);
        return TranslatedQuestion.read(Json.write(question).getBytes(StandardCharsets.UTF_8));
    }

    private static void oneOf(Checks checks, String field, String given, List<String> known) {
        if (given == null || known.contains(given)) return;
        checks.error(field, "must be one of `" + String.join("`, `", known) + "`");
    }
}

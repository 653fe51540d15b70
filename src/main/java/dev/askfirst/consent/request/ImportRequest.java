package dev.askfirst.consent.request;

import dev.askfirst.consent.suppression.Suppressions;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.platform.json.Checks;
import dev.askfirst.platform.json.Times;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the caller says about a file: what its rows are, and what applies to all of them. */
public final class ImportRequest {

    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9 ().\\-/\\u00A0\\u2010-\\u2015]+");

    public enum Kind {
        GRANTS,
        WITHDRAWALS,
        SUPPRESSIONS,
        /** As each row of a tool's export says: a yes, a no, or an address to suppress. */
        BOTH
    }

    public enum Format {
        ACTS,
        LISTMONK,
        MAILCHIMP,
        HUBSPOT,
        KLAVIYO,
        BREVO,
        ACTIVECAMPAIGN,
        SES,
        SENDGRID,
        MAILGUN,
        MAILMAN,
        ONETRUST,
        /** To be told from the columns. */
        AUTO
    }

    @QueryParam("kind")
    String kind;

    @QueryParam("format")
    String format;

    @QueryParam("controller")
    String controller;

    @QueryParam("topic")
    String topic;

    @QueryParam("channel")
    String channel;

    @QueryParam("at")
    String at;

    @QueryParam("source")
    String source;

    @QueryParam("reason")
    String reason;

    @QueryParam("hash")
    String hash;

    @QueryParam("form")
    String form;

    @QueryParam("country")
    String country;

    /** The checked request. */
    public record CheckedImport(
            Kind kind,
            Format format,
            String controller,
            String topic,
            String channel,
            Instant at,
            String source,
            Suppressions.Reason reason,
            Optional<HashForm> form,
            Optional<String> country) {

        /** A file whose rows are complete in themselves. */
        public static CheckedImport of(Kind kind) {
            return new CheckedImport(
                    kind, Format.ACTS, null, null, null, null, null, null, Optional.empty(), Optional.empty());
        }

        /** The same file, once its format is told; refused if the request lacks what that format needs. */
        public CheckedImport as(Format told) {
            var checks = new Checks();
            needs(checks, Optional.of(kind), told, controller, topic, channel);
            checks.done();
            return new CheckedImport(kind, told, controller, topic, channel, at, source, reason, form, country);
        }

        /** The contact for a value in the file; a number without a country code is one of the file's country. */
        public String contact(String given) {
            if (given == null || country.isEmpty()) return given;
            var uri = NUMBER.matcher(given).matches() ? "tel:" + given : given;
            return Contact.tryParse(uri, country)
                    .contact()
                    .filter(it -> it.scheme().equals("tel"))
                    .map(Contact::uri)
                    .orElse(given);
        }
    }

    public CheckedImport checked() {
        var checks = new Checks();
        var kindOf = constant(checks, "kind", kind, Kind.values());
        var formatOf = constant(checks, "format", format == null ? "acts" : format, Format.values());
        checks.optionalId("controller", controller);
        checks.optionalId("topic", topic);
        checks.optionalId("channel", channel);
        var date = Optional.ofNullable(at).flatMap(Times::parse);
        if (at != null && date.isEmpty()) checks.error("at", "must be a time such as `2026-11-22T10:00:00Z`");
        checks.text("source", source, 500);
        var why = reason == null ? Optional.<Suppressions.Reason>empty() : Suppressions.Reason.inFile(checks, reason);
        var formOf = form(checks, kindOf, formatOf);
        var countryOf = checks.country("country", country);
        formatOf.ifPresent(it -> needs(checks, kindOf, it, controller, topic, channel));
        checks.done();
        return new CheckedImport(
                kindOf.orElseThrow(),
                formatOf.orElseThrow(),
                controller,
                topic,
                channel,
                date.orElse(null),
                source,
                why.orElse(null),
                formOf,
                countryOf);
    }

    /** Only suppressions may be hashes; then the request says in which form addresses were hashed. */
    private Optional<HashForm> form(Checks checks, Optional<Kind> kindOf, Optional<Format> formatOf) {
        if (hash == null && form == null) return Optional.empty();
        if (!"sha256".equals(hash)) checks.error("hash", "must be `sha256`");
        var found = HashForm.parse(form);
        if (found.isEmpty()) checks.error("form", "must be one of " + HashForm.NAMES);
        if (!kindOf.equals(Optional.of(Kind.SUPPRESSIONS)) || !formatOf.equals(Optional.of(Format.ACTS))) {
            checks.error("hash", "goes with `kind=suppressions` and no other `format`");
        }
        return found;
    }

    /** A subscriber export does not say what people agreed to, so the caller must. Our own rows do not say what they are. */
    private static void needs(
            Checks checks, Optional<Kind> kindOf, Format format, String controller, String topic, String channel) {
        if (format == Format.AUTO) return;
        if (format != Format.ACTS) {
            checks.require("controller", controller);
            if (kindOf.filter(it -> it == Kind.GRANTS || it == Kind.BOTH).isPresent()) {
                checks.require("topic", topic);
                checks.require("channel", channel);
            }
        } else if (kindOf.equals(Optional.of(Kind.BOTH))) {
            checks.error(
                    "kind", "`both` goes with the export of a tool, whose rows say which they are: give its `format`");
        }
    }

    private static <E extends Enum<E>> Optional<E> constant(Checks checks, String field, String text, E[] all) {
        var found = Stream.of(all)
                .filter(it -> it.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst();
        if (found.isEmpty()) {
            checks.error(
                    field,
                    "must be one of "
                            + String.join(
                                    ", ",
                                    Stream.of(all)
                                            .map(it -> "`" + it.name().toLowerCase(Locale.ROOT) + "`")
                                            .toList()));
        }
        return found;
    }
}

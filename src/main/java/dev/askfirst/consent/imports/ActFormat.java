package dev.askfirst.consent.imports;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.consent.request.ActRules;
import dev.askfirst.consent.request.GrantRequest;
import dev.askfirst.consent.request.ImportRequest;
import dev.askfirst.consent.request.RefusalRequest;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.json.Json;
import dev.askfirst.policy.term.ConsentStatement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Rows in the service's own format: the members of acts, with dotted names in CSV. What a row leaves out is taken from
 * the request.
 */
final class ActFormat implements ImportFormat {

    private static final Set<String> NUMBERS = Set.of("notice.version");
    private static final Set<String> FLAGS = Set.of("contactOnly", "services");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final Pattern FLAG = Pattern.compile("true|false");
    private static final ObjectReader GRANT = Json.MAPPER.readerFor(GrantRequest.class);
    private static final ObjectReader NO = Json.MAPPER.readerFor(RefusalRequest.class);

    private final ImportRequest.CheckedImport file;
    private final ActRules rules;

    ActFormat(ImportRequest.CheckedImport file, ActRules rules) {
        this.file = file;
        this.rules = rules;
    }

    @Override
    public ImportReading read(ImportRow row) {
        var members = nested(row.members());
        return switch (file.kind()) {
            case GRANTS -> grant(members);
            case WITHDRAWALS -> withdrawal(members);
            case SUPPRESSIONS, BOTH -> throw new IllegalStateException("these have a format of their own");
        };
    }

    private ImportReading grant(ObjectNode members) {
        var confirmed = Optional.ofNullable(members.remove("confirmedAt"))
                .filter(it -> !it.isNull())
                .map(it -> time("confirmedAt", it.asText()));
        withDefaults(members);
        evidence(members);
        var request = Json.<GrantRequest>read(members, GRANT);
        if (request.at() == null && confirmed.isEmpty()) throw ImportFormat.dateless();
        return new ImportReading.Acts(List.of(rules.grant(request, true, confirmed)));
    }

    private ImportReading withdrawal(ObjectNode members) {
        withDefaults(members);
        evidence(members);
        var request = Json.<RefusalRequest>read(members, NO);
        if (request.at() == null) throw ImportFormat.dateless();
        return new ImportReading.Acts(rules.refusals(ConsentStatement.Refusal.Kind.WITHDRAWAL, request));
    }

    private void withDefaults(ObjectNode members) {
        if (members.path("contact").isTextual())
            members.put("contact", file.contact(members.get("contact").textValue()));
        if (file.controller() != null && !members.has("controller")) members.put("controller", file.controller());
        if (file.topic() != null && !members.has("topic")) members.put("topic", file.topic());
        if (file.channel() != null && !members.has("channel")) members.put("channel", file.channel());
        if (file.at() != null && !members.has("at")) members.put("at", file.at().toString());
    }

    private void evidence(ObjectNode members) {
        var evidence = object(members, "evidence");
        if (!evidence.has("method")) evidence.put("method", "import");
        if (!evidence.has("source") && file.source() != null) evidence.put("source", file.source());
    }

    /** Makes nested members of dotted columns, and turns text into the type of its member. */
    private static ObjectNode nested(ObjectNode columns) {
        var members = Json.MAPPER.createObjectNode();
        columns.properties().forEach(column -> {
            var path = column.getKey();
            var value = column.getValue();
            var parent = members;
            while (path.indexOf('.') > 0) {
                parent = object(parent, path.substring(0, path.indexOf('.')));
                path = path.substring(path.indexOf('.') + 1);
            }
            if (parent.has(path)) throw Fault.invalid(column.getKey(), "stands there twice");
            if (value.isTextual()
                    && NUMBERS.contains(column.getKey())
                    && NUMBER.matcher(value.asText()).matches()) {
                parent.put(path, Integer.parseInt(value.asText()));
            } else if (value.isTextual()
                    && FLAGS.contains(path)
                    && FLAG.matcher(value.asText()).matches()) {
                parent.put(path, Boolean.parseBoolean(value.asText()));
            } else {
                parent.set(path, value);
            }
        });
        return members;
    }

    /** The object of this name; created if it is missing. */
    private static ObjectNode object(ObjectNode parent, String name) {
        return switch (parent.get(name)) {
            case ObjectNode object -> object;
            case NullNode _ -> parent.putObject(name);
            case null -> parent.putObject(name);
            default -> throw Fault.invalid(name, "must be an object");
        };
    }
}

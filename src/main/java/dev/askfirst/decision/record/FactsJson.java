package dev.askfirst.decision.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.askfirst.audit.Entry;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.json.JsonText;
import dev.askfirst.policy.CapCount;
import dev.askfirst.policy.Reason;
import dev.askfirst.policy.Suppression;
import dev.askfirst.policy.term.IntentUse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** Facts of a decision as its entry has them: {@code facts} in docs/entry-format.md. */
final class FactsJson {

    private FactsJson() {}

    /** Canonical JSON of these facts, and of the details of reasons beyond their codes; empty if there are none. */
    static Optional<String> write(DecisionFacts known, List<Reason> reasons) {
        var detailed = reasons.stream()
                .anyMatch(
                        reason -> reason.until().isPresent() || reason.source().isPresent());
        if (!detailed && known.equals(DecisionFacts.NOTHING)) return Optional.empty();
        var facts = Json.MAPPER.createObjectNode();
        known.calendar().ifPresent(it -> facts.put("calendar", it));
        known.confirms().ifPresent(it -> it.write(facts.putObject("confirms")));
        if (!known.holidays().isEmpty()) known.holidays().forEach(facts.putArray("holidays")::add);
        if (!known.laws().isEmpty()) {
            var node = facts.putObject("laws");
            known.laws().forEach((law, zones) -> zones.forEach(node.withArrayProperty(law)::add));
        }
        if (detailed) {
            for (var reason : reasons) {
                var one = facts.withArrayProperty("reasons").addObject().put("code", Json.text(reason.code()));
                reason.source().ifPresent(it -> one.put("source", it));
                reason.until().ifPresent(it -> one.put("until", time(it)));
            }
        }
        known.instead().ifPresent(it -> facts.put("instead", it.toString()));
        known.intent()
                .ifPresent(it ->
                        facts.putObject("intent").put("id", it.id().toString()).put("left", it.left()));
        if (!known.registers().isEmpty()) registers(known.registers(), facts.putArray("registers"));
        known.told().ifPresent(it -> it.write(facts.putObject("told")));
        if (!known.usage().isEmpty()) usage(known.usage(), facts.putArray("usage"));
        known.useful().ifPresent(it -> it.write(facts.putObject("useful")));
        known.waits().ifPresent(it -> facts.put("waits", time(it)));
        known.zones().ifPresent(it -> facts.put("zones", it));
        return Optional.of(Entry.canonical(facts));
    }

    private static void registers(List<Suppression> registers, ArrayNode array) {
        for (var register : registers) {
            array.addObject()
                    .put("controller", register.controller())
                    .put("since", time(register.listed().orElseThrow()));
        }
    }

    private static void usage(List<CapCount> usage, ArrayNode array) {
        for (var spent : usage) {
            var one = array.addObject()
                    .put("kept", spent.kept())
                    .put("source", spent.source())
                    .put("used", spent.used());
            spent.free().ifPresent(it -> one.put("free", time(it)));
            if (spent.held() > 0) one.put("held", spent.held());
        }
    }

    private static CapCount spent(JsonNode one) {
        return new CapCount(
                one.get("source").textValue(),
                one.get("used").intValue(),
                one.get("kept").intValue(),
                Optional.ofNullable(one.get("free")).map(it -> Instant.parse(it.textValue())),
                one.path("held").intValue());
    }

    private static IntentUse intent(JsonNode one) {
        return new IntentUse(
                UUID.fromString(one.get("id").textValue()), one.get("left").intValue());
    }

    private static Suppression register(JsonNode one) {
        var since = Instant.parse(one.get("since").textValue());
        return new Suppression(one.get("controller").textValue(), Optional.of(since));
    }

    static DecisionFacts read(Optional<JsonNode> recorded) {
        if (recorded.isEmpty()) return DecisionFacts.NOTHING;
        var facts = recorded.get();
        var laws = new TreeMap<String, List<String>>();
        for (var law : facts.path("laws").properties()) laws.put(law.getKey(), texts(law.getValue()));
        return new DecisionFacts(
                Optional.ofNullable(facts.get("calendar")).map(JsonNode::textValue),
                texts(facts.path("holidays")),
                laws,
                facts.path("registers").valueStream().map(FactsJson::register).toList(),
                facts.path("usage").valueStream().map(FactsJson::spent).toList(),
                Optional.ofNullable(facts.get("instead")).map(it -> UUID.fromString(it.textValue())),
                Optional.ofNullable(facts.get("zones")).map(JsonNode::textValue),
                Optional.ofNullable(facts.get("confirms")).map(SaidStop::read),
                Optional.ofNullable(facts.get("useful")).map(UsedRatings::read),
                Optional.ofNullable(facts.get("intent")).map(FactsJson::intent),
                Optional.ofNullable(facts.get("told")).map(Told::read),
                Optional.ofNullable(facts.get("waits")).map(it -> Instant.parse(it.textValue())));
    }

    /** Reasons with their details; one without details is among the entry's codes alone. */
    static List<Reason> reasons(Optional<JsonNode> recorded, List<String> codes) {
        var told = recorded.map(it -> it.path("reasons")).filter(it -> !it.isEmpty());
        if (told.isEmpty()) {
            return codes.stream()
                    .map(code -> new Reason(code(code), Optional.empty(), Optional.empty()))
                    .toList();
        }
        var reasons = new ArrayList<Reason>();
        for (var one : told.get()) {
            reasons.add(new Reason(
                    code(one.get("code").textValue()),
                    Optional.ofNullable(one.get("until")).map(it -> Instant.parse(it.textValue())),
                    Optional.ofNullable(one.get("source")).map(JsonNode::textValue)));
        }
        return reasons;
    }

    static String time(Instant at) {
        var text = new StringBuilder();
        JsonText.time(at, text);
        return text.toString();
    }

    private static Reason.Code code(String text) {
        return Reason.Code.valueOf(text.toUpperCase(Locale.ROOT));
    }

    static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::textValue).toList();
    }
}

package dev.askfirst.decision.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.askfirst.audit.Entry;
import dev.askfirst.catalog.Catalog;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.json.JsonText;
import dev.askfirst.platform.time.Zones;
import dev.askfirst.policy.CapCount;
import dev.askfirst.policy.Clocks;
import dev.askfirst.policy.Facts;
import dev.askfirst.policy.Jurisdictions;
import dev.askfirst.policy.Reason;
import dev.askfirst.policy.Suppression;
import dev.askfirst.policy.term.IntentUse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What a decision depended on besides the versions of terms and catalog, so that it can be replayed.
 *
 * @param calendar of the holidays for the person's windows, if those depend on holidays
 * @param holidays the days that were looked up and are holidays, such as {@code FR 2026-05-14}, sorted
 * @param laws the rows of law that applied, as {@code id/version}, each with its zones
 * @param registers since when the address was on do-not-call registers, sorted
 * @param usage what was used up of each cap that bound the question, in the order of the caps
 * @param instead the permit under the same idempotency key whose slot this one takes
 * @param zones the edition of the time zone database, if any zone mattered
 * @param confirms the STOP that the question could confirm, where it says that it confirms one
 * @param useful what the person had said of such messages, where a floor was set
 * @param intent what the person looks for, if the permit relies on that
 * @param told what was known of a text that is called personal, where that is checked
 */
public record DecisionFacts(
        Optional<String> calendar,
        List<String> holidays,
        Map<String, List<String>> laws,
        List<Suppression> registers,
        List<CapCount> usage,
        Optional<UUID> instead,
        Optional<String> zones,
        Optional<SaidStop> confirms,
        Optional<UsedRatings> useful,
        Optional<IntentUse> intent,
        Optional<Told> told) {

    static final DecisionFacts NOTHING = new DecisionFacts(
            Optional.empty(), List.of(), Map.of(), List.of(), List.of(), Optional.empty(), Optional.empty());

    private static final Comparator<Suppression> ORDER = Comparator.comparing(Suppression::controller)
            .thenComparing(it -> it.listed().orElseThrow());

    public DecisionFacts {
        holidays = List.copyOf(holidays);
        registers = List.copyOf(registers);
        usage = List.copyOf(usage);
    }

    /** Facts of a question that confirms nothing, about messages that nobody rated, and of a text of which nothing is checked. */
    public DecisionFacts(
            Optional<String> calendar,
            List<String> holidays,
            Map<String, List<String>> laws,
            List<Suppression> registers,
            List<CapCount> usage,
            Optional<UUID> instead,
            Optional<String> zones) {
        this(
                calendar,
                holidays,
                laws,
                registers,
                usage,
                instead,
                zones,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public DecisionFacts with(List<CapCount> spent, Optional<UUID> replaced) {
        return spent.isEmpty() && replaced.isEmpty()
                ? this
                : new DecisionFacts(
                        calendar, holidays, laws, registers, spent, replaced, zones, confirms, useful, intent, told);
    }

    /** The same, with the STOP that the question could confirm. */
    public DecisionFacts confirming(Optional<SaidStop> stop) {
        return stop.isEmpty()
                ? this
                : new DecisionFacts(
                        calendar, holidays, laws, registers, usage, instead, zones, stop, useful, intent, told);
    }

    /** The same, with what the person had said of such messages. */
    public DecisionFacts useful(Optional<UsedRatings> said) {
        return said.isEmpty()
                ? this
                : new DecisionFacts(
                        calendar, holidays, laws, registers, usage, instead, zones, confirms, said, intent, told);
    }

    /** The same of a permit that relies on an intent. */
    public DecisionFacts relying(Optional<IntentUse> wanted) {
        return wanted.isEmpty()
                ? this
                : new DecisionFacts(
                        calendar, holidays, laws, registers, usage, instead, zones, confirms, useful, wanted, told);
    }

    /** The same, with what was known of the text. */
    public DecisionFacts telling(Optional<Told> text) {
        return text.isEmpty()
                ? this
                : new DecisionFacts(
                        calendar, holidays, laws, registers, usage, instead, zones, confirms, useful, intent, text);
    }

    /** These facts with those of the suppressions that come from a register. */
    public DecisionFacts listed(List<Suppression> suppressions) {
        var found = suppressions.stream()
                .filter(it -> it.listed().isPresent())
                .distinct()
                .sorted(ORDER)
                .toList();
        return found.isEmpty()
                ? this
                : new DecisionFacts(
                        calendar, holidays, laws, found, usage, instead, zones, confirms, useful, intent, told);
    }

    /** Canonical JSON of these facts, and of the details of reasons beyond their codes; empty if there are none. */
    Optional<String> text(List<Reason> reasons) {
        var detailed = reasons.stream()
                .anyMatch(
                        reason -> reason.until().isPresent() || reason.source().isPresent());
        if (!detailed && equals(NOTHING)) return Optional.empty();
        var facts = Json.MAPPER.createObjectNode();
        calendar.ifPresent(it -> facts.put("calendar", it));
        confirms.ifPresent(it -> it.write(facts.putObject("confirms")));
        if (!holidays.isEmpty()) holidays.forEach(facts.putArray("holidays")::add);
        if (!laws.isEmpty()) {
            var node = facts.putObject("laws");
            laws.forEach((law, zones) -> zones.forEach(node.withArrayProperty(law)::add));
        }
        if (detailed) {
            for (var reason : reasons) {
                var one = facts.withArrayProperty("reasons").addObject().put("code", Json.text(reason.code()));
                reason.source().ifPresent(it -> one.put("source", it));
                reason.until().ifPresent(it -> one.put("until", time(it)));
            }
        }
        instead.ifPresent(it -> facts.put("instead", it.toString()));
        intent.ifPresent(
                it -> facts.putObject("intent").put("id", it.id().toString()).put("left", it.left()));
        if (!registers.isEmpty()) writeRegisters(facts.putArray("registers"));
        told.ifPresent(it -> it.write(facts.putObject("told")));
        if (!usage.isEmpty()) write(facts.putArray("usage"));
        useful.ifPresent(it -> it.write(facts.putObject("useful")));
        zones.ifPresent(it -> facts.put("zones", it));
        return Optional.of(Entry.canonical(facts));
    }

    /** The facts of a decision, with what caps counted and the earlier permit whose slot it takes. */
    public static DecisionFacts of(
            Facts facts, Looked looked, Optional<SaidStop> stop, List<CapCount> spent, Optional<UUID> instead) {
        var derived = of(facts.jurisdictions(), looked).confirming(stop).listed(facts.suppressions());
        return spent.isEmpty() && instead.isEmpty() ? derived : derived.with(spent, instead);
    }

    /** The facts of a decision from its jurisdictions and what it looked up. */
    public static DecisionFacts of(Jurisdictions where, Looked looked) {
        var laws = new TreeMap<String, List<String>>();
        for (var bound : where.laws()) {
            laws.put(
                    bound.law().id() + "/" + bound.law().version(),
                    bound.zones().stream().map(Zones::name).toList());
        }
        return new DecisionFacts(
                where.calendar(),
                looked.holidays(),
                laws,
                List.of(),
                List.of(),
                Optional.empty(),
                looked.zones(!laws.isEmpty()));
    }

    /** The recorded jurisdictions, with the laws of the decision's catalog. */
    public Jurisdictions jurisdictions(Catalog catalog, Clocks clocks) {
        var bound = new ArrayList<Jurisdictions.Bound>();
        laws.forEach((key, zones) -> {
            var slash = key.indexOf('/');
            var law = catalog.law(key.substring(0, slash), Integer.parseInt(key.substring(slash + 1)));
            bound.add(new Jurisdictions.Bound(
                    law.orElseThrow(), zones.stream().map(clocks::of).toList()));
        });
        return new Jurisdictions(bound, calendar, (name, day) -> holidays.contains(Looked.name(name, day)), clocks);
    }

    private void writeRegisters(ArrayNode array) {
        for (var register : registers) {
            array.addObject()
                    .put("controller", register.controller())
                    .put("since", time(register.listed().orElseThrow()));
        }
    }

    private void write(ArrayNode array) {
        for (var spent : usage) {
            var one = array.addObject()
                    .put("kept", spent.kept())
                    .put("source", spent.source())
                    .put("used", spent.used());
            spent.free().ifPresent(it -> one.put("free", time(it)));
        }
    }

    private static CapCount spent(JsonNode one) {
        return new CapCount(
                one.get("source").textValue(),
                one.get("used").intValue(),
                one.get("kept").intValue(),
                Optional.ofNullable(one.get("free")).map(it -> Instant.parse(it.textValue())));
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
        if (recorded.isEmpty()) return NOTHING;
        var facts = recorded.get();
        var laws = new TreeMap<String, List<String>>();
        for (var law : facts.path("laws").properties()) laws.put(law.getKey(), texts(law.getValue()));
        return new DecisionFacts(
                Optional.ofNullable(facts.get("calendar")).map(JsonNode::textValue),
                texts(facts.path("holidays")),
                laws,
                facts.path("registers")
                        .valueStream()
                        .map(DecisionFacts::register)
                        .toList(),
                facts.path("usage").valueStream().map(DecisionFacts::spent).toList(),
                Optional.ofNullable(facts.get("instead")).map(it -> UUID.fromString(it.textValue())),
                Optional.ofNullable(facts.get("zones")).map(JsonNode::textValue),
                Optional.ofNullable(facts.get("confirms")).map(SaidStop::read),
                Optional.ofNullable(facts.get("useful")).map(UsedRatings::read),
                Optional.ofNullable(facts.get("intent")).map(DecisionFacts::intent),
                Optional.ofNullable(facts.get("told")).map(Told::read));
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

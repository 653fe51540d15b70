package dev.askfirst.person.point;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.platform.json.Json;
import dev.askfirst.policy.term.Attention;
import dev.askfirst.policy.term.Authorship;
import dev.askfirst.policy.term.Nearness;
import dev.askfirst.policy.term.Preferences;
import dev.askfirst.policy.term.Scope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Preferences as they stand in terms and in the API: members that say nothing are left out. */
public final class PreferencesJson {

    private PreferencesJson() {}

    public static ObjectNode write(Preferences preferences) {
        var node = Json.MAPPER.createObjectNode();
        preferences.locale().ifPresent(it -> node.put("locale", it));
        preferences.timeZone().ifPresent(it -> node.put("timeZone", it));
        preferences.country().ifPresent(it -> node.put("country", it));
        list(node, "windows", preferences.windows(), PreferencesJson::window);
        list(node, "caps", preferences.caps(), PreferencesJson::cap);
        list(node, "authorship", preferences.authorship(), PreferencesJson::authorship);
        if (!preferences.preferredChannels().isEmpty())
            texts(node, "preferredChannels", preferences.preferredChannels());
        if (preferences.neverOnHolidays()) node.put("neverOnHolidays", true);
        if (!preferences.nearness().equals(Nearness.ANY)) node.set("nearness", nearness(preferences.nearness()));
        preferences.usefulFloor().ifPresent(it -> node.put("usefulFloor", it));
        if (preferences.learnsHours()) node.put("learnsHours", true);
        preferences.attention().ifPresent(it -> node.set("attention", attention(it)));
        return node;
    }

    /** What {@link #write} wrote; an absent member says nothing. */
    public static Preferences read(JsonNode node) {
        return new Preferences(
                text(node, "locale"),
                text(node, "timeZone"),
                text(node, "country"),
                list(node, "windows", PreferencesJson::window),
                list(node, "caps", PreferencesJson::cap),
                list(node, "authorship", PreferencesJson::authorship),
                list(node, "preferredChannels", JsonNode::textValue),
                node.path("neverOnHolidays").booleanValue(),
                nearness(node.path("nearness")),
                Optional.ofNullable(node.get("usefulFloor")).map(JsonNode::intValue),
                node.path("learnsHours").booleanValue(),
                Optional.ofNullable(node.get("attention")).map(PreferencesJson::attention));
    }

    private static ObjectNode attention(Attention budget) {
        var node = Json.MAPPER.createObjectNode().put("perWeek", budget.perWeek());
        if (!budget.weights().isEmpty()) {
            var weights = node.putArray("weights");
            new TreeMap<>(budget.weights())
                    .forEach((channel, units) ->
                            weights.addObject().put("channel", channel).put("units", units));
        }
        list(node, "reserves", budget.reserves(), PreferencesJson::reserve);
        return node;
    }

    private static Attention attention(JsonNode node) {
        var weights = new HashMap<String, Integer>();
        for (var one : node.path("weights"))
            weights.put(one.get("channel").textValue(), one.get("units").intValue());
        return new Attention(node.get("perWeek").intValue(), weights, list(node, "reserves", PreferencesJson::reserve));
    }

    private static ObjectNode nearness(Nearness asked) {
        var node = Json.MAPPER.createObjectNode();
        if (asked.notAtHome()) node.put("notAtHome", true);
        if (asked.oncePerPlace()) node.put("oncePerPlace", true);
        if (asked.minDwellS() > 0) node.put("minDwellS", asked.minDwellS());
        return node;
    }

    private static Nearness nearness(JsonNode node) {
        return new Nearness(
                node.path("notAtHome").booleanValue(),
                node.path("oncePerPlace").booleanValue(),
                node.path("minDwellS").intValue());
    }

    /** Minutes of a day as {@code 09:30}; {@code 24:00} is its end. */
    public static String clock(int minutes) {
        return "%02d:%02d".formatted(minutes / 60, minutes % 60);
    }

    /** The minutes of {@code 09:30}; empty if it is no time of day up to {@code 24:00}. */
    public static Optional<Integer> minutes(String clock) {
        if (clock == null || !clock.matches("([01][0-9]|2[0-3]):[0-5][0-9]|24:00")) return Optional.empty();
        return Optional.of(Integer.parseInt(clock.substring(0, 2)) * 60 + Integer.parseInt(clock.substring(3)));
    }

    private static ObjectNode window(Preferences.Window window) {
        var node = scope(window.channel(), Scope.ALL, window.topic());
        if (!window.days().isEmpty())
            texts(node, "days", window.days().stream().sorted().map(Enum::name).toList());
        return node.put("from", clock(window.from())).put("to", clock(window.to()));
    }

    private static Preferences.Window window(JsonNode node) {
        var days = list(node, "days", it -> Preferences.Day.valueOf(it.textValue()));
        return new Preferences.Window(
                part(node, "channel"),
                part(node, "topic"),
                Set.copyOf(days),
                minutes(node.get("from").textValue()).orElseThrow(),
                minutes(node.get("to").textValue()).orElseThrow());
    }

    private static ObjectNode cap(Preferences.Cap cap) {
        var node = scope(cap.channel(), cap.controller(), cap.topic());
        node.put("max", cap.max()).put("per", cap.per());
        cap.reserve().ifPresent(reserve -> node.set("reserve", reserve(reserve)));
        return node;
    }

    private static ObjectNode reserve(Preferences.Reserve reserve) {
        return Json.MAPPER.createObjectNode().put("topic", reserve.topic()).put("n", reserve.n());
    }

    private static Preferences.Reserve reserve(JsonNode node) {
        return new Preferences.Reserve(
                node.get("topic").textValue(), node.get("n").intValue());
    }

    private static Preferences.Cap cap(JsonNode node) {
        var reserve = Optional.ofNullable(node.get("reserve")).map(PreferencesJson::reserve);
        return new Preferences.Cap(
                part(node, "channel"),
                part(node, "controller"),
                part(node, "topic"),
                node.get("max").intValue(),
                node.get("per").textValue(),
                reserve);
    }

    private static ObjectNode authorship(Preferences.AuthorshipChoice choice) {
        var node = scope(choice.channel(), Scope.ALL, choice.topic());
        texts(
                node,
                "accepts",
                choice.accepts().stream().sorted().map(Json::text).toList());
        return node;
    }

    private static Preferences.AuthorshipChoice authorship(JsonNode node) {
        var accepts =
                list(node, "accepts", it -> Authorship.valueOf(it.textValue().toUpperCase(Locale.ROOT)));
        return new Preferences.AuthorshipChoice(
                part(node, "channel"), part(node, "topic"), accepts.stream().collect(Collectors.toSet()));
    }

    private static ObjectNode scope(String channel, String controller, String topic) {
        var node = Json.MAPPER.createObjectNode();
        if (!channel.equals(Scope.ALL)) node.put("channel", channel);
        if (!controller.equals(Scope.ALL)) node.put("controller", controller);
        if (!topic.equals(Scope.ALL)) node.put("topic", topic);
        return node;
    }

    private static String part(JsonNode node, String name) {
        return text(node, name).orElse(Scope.ALL);
    }

    private static Optional<String> text(JsonNode node, String name) {
        return Optional.ofNullable(node.get(name)).map(JsonNode::textValue);
    }

    private static void texts(ObjectNode node, String name, Collection<String> texts) {
        var array = node.putArray(name);
        texts.forEach(array::add);
    }

    private static <T> void list(ObjectNode node, String name, List<T> items, Function<T, ObjectNode> write) {
        if (items.isEmpty()) return;
        var array = node.putArray(name);
        for (var item : items) array.add(write.apply(item));
    }

    private static <T> List<T> list(JsonNode node, String name, Function<JsonNode, T> read) {
        if (!(node.get(name) instanceof ArrayNode array)) return new ArrayList<>();
        return StreamSupport.stream(array.spliterator(), false).map(read).collect(Collectors.toList());
    }
}

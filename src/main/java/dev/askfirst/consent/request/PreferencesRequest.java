package dev.askfirst.consent.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.askfirst.person.point.PreferencesJson;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.json.Checks;
import dev.askfirst.platform.json.Json;
import dev.askfirst.policy.Per;
import dev.askfirst.policy.term.Attention;
import dev.askfirst.policy.term.Authorship;
import dev.askfirst.policy.term.Nearness;
import dev.askfirst.policy.term.Preferences;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.policy.term.UsefulFloor;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Preferences in a request. A member that is left out, or {@code null}, sets nothing. */
public record PreferencesRequest(
        String locale,
        String timeZone,
        String country,
        List<WindowRequest> windows,
        List<CapRequest> caps,
        List<AuthorshipRequest> authorship,
        List<String> preferredChannels,
        Boolean neverOnHolidays,
        NearnessRequest nearness,
        Integer usefulFloor,
        Boolean learnsHours,
        AttentionRequest attention) {

    private static final int MOST_WINDOWS = 50;
    private static final int MOST_OTHERS = 20;
    private static final int MOST_MESSAGES = 1000;
    private static final int END_OF_DAY = 24 * 60;
    private static final ObjectReader READER = Json.MAPPER.readerFor(PreferencesRequest.class);

    record WindowRequest(String channel, String topic, List<String> days, String from, String to) {
        private Preferences.Window checked(String path, Checks checks) {
            var start = minutes(path + ".from", from, checks);
            var end = minutes(path + ".to", to, checks);
            if (start == END_OF_DAY) checks.error(path + ".from", "must be before `24:00`");
            if (from != null && from.equals(to)) {
                checks.error(path + ".to", "is the same as `from`; a whole day is `00:00` to `24:00`");
            }
            return new Preferences.Window(
                    part(path + ".channel", channel, checks),
                    part(path + ".topic", topic, checks),
                    days(path, checks),
                    start,
                    end);
        }

        private Set<Preferences.Day> days(String path, Checks checks) {
            var all = EnumSet.noneOf(Preferences.Day.class);
            items(path + ".days", days, Preferences.Day.values().length, checks, (at, name) -> {
                var day = EnumSet.allOf(Preferences.Day.class).stream()
                        .filter(it -> it.name().equals(name))
                        .findFirst();
                if (day.isEmpty()) checks.error(at, "is none of `MON` to `SUN`, `HOLIDAY`, `PRE_HOLIDAY`");
                return day.map(all::add);
            });
            return all;
        }

        private static int minutes(String path, String time, Checks checks) {
            var minutes = PreferencesJson.minutes(time);
            if (minutes.isEmpty()) checks.error(path, "is not a time of day such as `09:30`, up to `24:00`");
            return minutes.orElse(0);
        }
    }

    record CapRequest(
            String channel, String controller, String topic, Integer max, String per, ReserveRequest reserve) {
        private Preferences.Cap checked(String path, Checks checks) {
            var most = count(path + ".max", max, MOST_MESSAGES, checks);
            if (Per.parse(per).isEmpty()) {
                checks.error(
                        path + ".per", "is not `day`, `week`, `month`, or whole hours or days from `PT1H` to `P366D`");
            }
            return new Preferences.Cap(
                    part(path + ".channel", channel, checks),
                    part(path + ".controller", controller, checks),
                    part(path + ".topic", topic, checks),
                    most,
                    per,
                    Optional.ofNullable(reserve).map(it -> it.checked(path + ".reserve", topic, most, checks)));
        }
    }

    record ReserveRequest(String topic, Integer n) {
        private Preferences.Reserve checked(String path, String capTopic, int max, Checks checks) {
            checks.id(path + ".topic", topic);
            if (topic != null && capTopic != null && !Scope.covers(capTopic, topic)) {
                checks.error(path + ".topic", "does not lie under the cap's topic `" + capTopic + "`");
            }
            return new Preferences.Reserve(topic, count(path + ".n", n, max, checks));
        }
    }

    record AuthorshipRequest(String channel, String topic, List<Authorship> accepts) {
        private Preferences.AuthorshipChoice checked(String path, Checks checks) {
            if (accepts == null || accepts.isEmpty()) {
                checks.error(path + ".accepts", "names at least one; who wants none of them says no to the topic");
            }
            var all = items(path + ".accepts", accepts, Authorship.values().length, checks, (_, it) -> Optional.of(it));
            return new Preferences.AuthorshipChoice(
                    part(path + ".channel", channel, checks), part(path + ".topic", topic, checks), Set.copyOf(all));
        }
    }

    record NearnessRequest(Boolean notAtHome, Boolean oncePerPlace, Integer minDwellS) {
        private Nearness checked(Checks checks) {
            var dwell = minDwellS == null ? 0 : count("nearness.minDwellS", minDwellS, Nearness.LONGEST_DWELL, checks);
            return new Nearness(
                    Boolean.TRUE.equals(notAtHome),
                    Boolean.TRUE.equals(oncePerPlace),
                    Math.clamp(dwell, 0, Nearness.LONGEST_DWELL));
        }
    }

    record AttentionRequest(Integer perWeek, List<WeightRequest> weights, List<ReserveRequest> reserves) {
        private Attention checked(Checks checks) {
            var most = Math.clamp(count("attention.perWeek", perWeek, Attention.MOST, checks), 0, Attention.MOST);
            var own = new HashMap<String, Integer>();
            items("attention.weights", weights, MOST_OTHERS, checks, (path, it) -> {
                checks.id(path + ".channel", it.channel());
                var units = count(path + ".units", it.units(), Attention.HEAVIEST, checks);
                if (it.channel() != null && own.putIfAbsent(it.channel(), units) != null)
                    checks.error(path + ".channel", "stands there twice");
                return Optional.of(units);
            });
            var kept = items(
                    "attention.reserves",
                    reserves,
                    MOST_OTHERS,
                    checks,
                    (path, it) -> Optional.of(it.checked(path, null, most, checks)));
            return new Attention(most, own, kept);
        }
    }

    record WeightRequest(String channel, Integer units) {}

    /** The request in a JSON value, read as strictly as a body. */
    public static PreferencesRequest of(JsonNode whole) {
        if (!whole.isObject()) throw Fault.invalid("body", "is not a JSON object");
        return Json.read(whole, READER);
    }

    /** Checks everything that needs no catalog. */
    public Preferences checked() {
        var checks = new Checks();
        var checked = new Preferences(
                checks.language("locale", locale),
                checks.zone("timeZone", timeZone),
                checks.country("country", country),
                items("windows", windows, MOST_WINDOWS, checks, (path, it) -> Optional.of(it.checked(path, checks))),
                items("caps", caps, MOST_OTHERS, checks, (path, it) -> Optional.of(it.checked(path, checks))),
                items(
                        "authorship",
                        authorship,
                        MOST_OTHERS,
                        checks,
                        (path, it) -> Optional.of(it.checked(path, checks))),
                preferred(checks),
                Boolean.TRUE.equals(neverOnHolidays),
                nearness == null ? Nearness.ANY : nearness.checked(checks),
                Optional.ofNullable(usefulFloor),
                Boolean.TRUE.equals(learnsHours),
                Optional.ofNullable(attention).map(it -> it.checked(checks)));
        if (usefulFloor != null && (usefulFloor < UsefulFloor.LEAST || usefulFloor > UsefulFloor.MOST))
            checks.error("usefulFloor", "is not from %d to %d".formatted(UsefulFloor.LEAST, UsefulFloor.MOST));
        checks.done();
        return checked;
    }

    private List<String> preferred(Checks checks) {
        var seen = new HashSet<String>();
        return items("preferredChannels", preferredChannels, MOST_OTHERS, checks, (path, channel) -> {
            if (!seen.add(channel)) checks.error(path, "stands there twice");
            return Optional.of(checks.id(path, channel));
        });
    }

    private static String part(String path, String id, Checks checks) {
        return checks.optionalId(path, id).orElse(Scope.ALL);
    }

    private static int count(String path, Integer number, int most, Checks checks) {
        if (number == null || number < 0 || number > most) checks.error(path, "is not a number from 0 to " + most);
        return number == null ? 0 : number;
    }

    private static <T, R> List<R> items(
            String path, List<T> all, int most, Checks checks, BiFunction<String, T, Optional<R>> check) {
        if (all == null) return List.of();
        if (all.size() > most) {
            checks.error(path, "has more than " + most + " items");
            return List.of();
        }
        var checked = new ArrayList<R>(all.size());
        for (var i = 0; i < all.size(); i++) {
            var at = path + "." + i;
            if (all.get(i) == null) checks.error(at, "is missing");
            else check.apply(at, all.get(i)).ifPresent(checked::add);
        }
        return checked;
    }
}

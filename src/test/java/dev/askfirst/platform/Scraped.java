package dev.askfirst.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.restassured.RestAssured;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What a scrape of the service under test yields, in Prometheus' text form. */
public record Scraped(String text) {

    /** One series: its name, its labels, its value. */
    public record Series(String name, Map<String, String> labels, double value) {}

    private static final Pattern LINE = Pattern.compile("(?m)^([a-z_]+)(?:\\{(.*)})? (\\S+)$");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (askfirst_\\S+) (\\S+)$");

    public static Scraped now() {
        var reply = RestAssured.given().get("/q/metrics");
        assertEquals(200, reply.statusCode());
        return new Scraped(reply.asString());
    }

    /** The service's own metrics, with their types. */
    public Map<String, String> types() {
        var types = new TreeMap<String, String>();
        TYPE.matcher(text).results().forEach(it -> types.put(it.group(1), it.group(2)));
        return types;
    }

    /** All series of the service's own metrics. */
    public List<Series> series() {
        return LINE.matcher(text)
                .results()
                .filter(it -> it.group(1).startsWith("askfirst_"))
                .map(it -> new Series(it.group(1), labels(it.group(2)), Double.parseDouble(number(it.group(3)))))
                .toList();
    }

    private static Map<String, String> labels(String text) {
        var labels = new TreeMap<String, String>();
        if (text != null) LABEL.matcher(text).results().forEach(it -> labels.put(it.group(1), it.group(2)));
        return labels;
    }

    private static String number(String text) {
        return text.replace("+Inf", "Infinity").replace("-Inf", "-Infinity");
    }

    /** The sum of all series of this name that have these labels, written as {@code name="value"}. */
    public double sum(String name, String... labels) {
        var wanted = LABEL.matcher(String.join(",", labels)).results().toList();
        return series().stream()
                .filter(it -> it.name().equals(name))
                .filter(it -> wanted.stream()
                        .allMatch(label -> label.group(2).equals(it.labels().get(label.group(1)))))
                .mapToDouble(Series::value)
                .sum();
    }
}

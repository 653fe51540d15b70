package dev.askfirst.catalog.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.askfirst.platform.json.Checks;
import dev.askfirst.platform.json.Json;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds what is wrong with the tools that noes are pushed into.
 *
 * @param topics, controllers, channels all that there are
 */
public record PushTargetCheck(Checks checks, Set<String> topics, Set<String> controllers, Set<String> channels) {

    /** What placeholders stand for, beside the target's settings. */
    static final Set<String> KNOWN = Set.of(
            "contact",
            "contact.uri",
            "contact.md5",
            "channel",
            "topic",
            "controller",
            "reason",
            "at",
            "secret",
            "secret.base64");

    private static final Set<String> METHODS = Set.of("POST", "PUT", "PATCH", "DELETE", "GET");

    /** An address may hold letters of any script, which have no place in a header. */
    private static final Set<String> NOT_IN_HEADERS = Set.of("contact", "contact.uri");

    private static final int LONGEST_URL = 1000;
    private static final int LONGEST_HEADER = 500;
    private static final int LONGEST_BODY = 4000;
    private static final int MOST = 20;
    private static final String SETTING = "[a-zA-Z0-9][a-zA-Z0-9._-]{0,99}";

    public void one(PushTarget target) {
        var field = "pushes." + target.id();
        known(field + ".controller", target.controller(), controllers);
        known(field + ".channel", target.channel(), channels);
        for (var topic : target.topics()) known(field + ".topics", topic, topics);
        if (target.topics().stream().distinct().count() < target.topics().size())
            checks.error(field + ".topics", "names a topic twice");
        if (target.secret().filter(it -> !it.isPossible()).isPresent())
            checks.error(
                    field + ".secret",
                    "is either `env`, a variable that begins with `%s`, or `file`, a name in the folder of secrets"
                            .formatted(Connection.Reference.PREFIX));
        target.url().ifPresent(it -> url(field + ".url", it, Set.of()));
        if (Tool.TEMPLATE.equals(target.tool())) template(field, target);
        else tool(field, target);
    }

    private void tool(String field, PushTarget target) {
        var tool = target.tool() == null ? null : Tool.all().get(target.tool());
        if (tool == null) {
            var names = new TreeSet<>(Tool.all().keySet());
            names.add(Tool.TEMPLATE);
            checks.error(field + ".tool", "is none of " + String.join(", ", names));
            return;
        }
        if (target.secret().isEmpty()) checks.error(field + ".secret", "is missing");
        if (target.template().isPresent()) checks.error(field + ".template", "is for the tool `template` alone");
        for (var name : tool.settings())
            if (!target.settings().containsKey(name)) checks.error(field + ".settings." + name, "is missing");
        settings(field + ".settings", target.settings(), Optional.of(Set.copyOf(tool.settings())));
    }

    private void settings(String field, Map<String, String> settings, Optional<Set<String>> names) {
        if (settings.size() > MOST) checks.error(field, "are more than " + MOST);
        settings.forEach((name, value) -> {
            if (names.filter(it -> !it.contains(name)).isPresent())
                checks.error(field, "has `" + name + "`, which the tool does not know");
            if (!name.matches("[a-z][a-zA-Z0-9]{0,39}") || KNOWN.contains(name))
                checks.error(field, "has a name that is not one word such as `region`, or means something else");
            if (value == null || !value.matches(SETTING))
                checks.error(field + "." + name, "is not letters, digits, `.`, `_` and `-`");
        });
    }

    private void template(String field, PushTarget target) {
        settings(field + ".settings", target.settings(), Optional.empty());
        if (target.url().isPresent())
            checks.error(field + ".url", "is none of the tool `template`: its requests have whole addresses");
        var template = target.template();
        if (template.isEmpty() || template.get().no() == null) {
            checks.error(field + ".template.no", "is missing");
            return;
        }
        var names = new TreeSet<>(KNOWN);
        names.addAll(target.settings().keySet());
        request(field + ".template.no", template.get().no(), names);
        template.get().yes().ifPresent(it -> request(field + ".template.yes", it, names));
        template.get().erased().ifPresent(it -> request(field + ".template.erased", it, names));
        if (target.alsoYes() && template.get().yes().isEmpty())
            checks.error(field + ".template.yes", "is missing: `alsoYes` needs it");
    }

    private void request(String field, PushTemplate.Request request, Set<String> names) {
        if (request.method() == null || !METHODS.contains(request.method()))
            checks.error(field + ".method", "is none of " + String.join(", ", new TreeSet<>(METHODS)));
        if (request.url() == null) checks.error(field + ".url", "is missing");
        else url(field + ".url", request.url(), names);
        headers(field + ".headers", request.headers(), names);
        request.body().ifPresent(it -> body(field, request, it, names));
        if (request.expect().size() > MOST) checks.error(field + ".expect", "are more than " + MOST);
        request.expect().forEach((pointer, text) -> {
            if (!pointer.matches("(/[^/~]{1,100}){1,10}") || text == null || text.length() > LONGEST_HEADER)
                checks.error(field + ".expect", "is not texts by JSON pointers such as `/status`");
        });
        if (request.alsoDone().stream().anyMatch(it -> it == null || it < 400 || it > 499))
            checks.error(field + ".alsoDone", "are not statuses from 400 to 499");
    }

    private void url(String field, String text, Set<String> names) {
        placeholders(field, text, names, Set.of("secret", "secret.base64"));
        var path = text.indexOf('/', Math.min(text.length(), "https://".length()));
        var host = path < 0 ? text : text.substring(0, path);
        if (text.length() > LONGEST_URL || !Placeholders.in(host).isEmpty() || !isUrl(fill(text)))
            checks.error(
                    field,
                    "is not a URL such as `https://api.example.org/lists`, with placeholders only behind its host");
    }

    private void headers(String field, Map<String, String> headers, Set<String> names) {
        if (headers.size() > MOST) checks.error(field, "are more than " + MOST);
        headers.forEach((name, value) -> {
            if (!name.matches("[A-Za-z0-9-]{1,60}")
                    || List.of("host", "content-length", "connection", "transfer-encoding")
                            .contains(name.toLowerCase(Locale.ROOT)))
                checks.error(field, "has a name that is none of a header, or that the connection itself sets");
            if (value == null || value.length() > LONGEST_HEADER || !value.matches("[\\x20-\\x7e]+"))
                checks.error(field + "." + name, "is not one line of ASCII");
            else placeholders(field + "." + name, value, names, NOT_IN_HEADERS);
        });
    }

    private void body(String field, PushTemplate.Request request, String body, Set<String> names) {
        checks.words(field + ".body", body, LONGEST_BODY);
        placeholders(field + ".body", body, names, Set.of());
        var type = request.headers().entrySet().stream()
                .filter(it -> it.getKey().equalsIgnoreCase("content-type"))
                .map(Map.Entry::getValue)
                .findFirst();
        if (type.isEmpty())
            checks.error(field + ".headers", "has no `Content-Type`, which says how values are escaped in the body");
        else if (type.get() != null && type.get().split(";")[0].strip().endsWith("json") && !isJson(fill(body)))
            checks.error(field + ".body", "is not JSON once its placeholders are filled in");
    }

    private void placeholders(String field, String text, Set<String> names, Set<String> but) {
        for (var name : new TreeSet<>(Placeholders.in(text))) {
            if (but.contains(name)) checks.error(field, "has `{" + name + "}`, which has no place there");
            else if (!names.contains(name)) checks.error(field, "has the unknown placeholder `{" + name + "}`");
        }
    }

    private static String fill(String text) {
        var filled = text;
        for (var name : Placeholders.in(text)) filled = Placeholders.fill(filled, Map.of(name, "x"), it -> it);
        return filled;
    }

    private void known(String field, String id, Set<String> known) {
        if (id == null) checks.error(field, "is missing");
        else if (!known.contains(id)) checks.error(field, "names `" + id + "`, which is not in the catalog");
    }

    private static boolean isUrl(String text) {
        try {
            var url = new URI(text);
            return url.getScheme() != null
                    && url.getScheme().matches("(?i)https?")
                    && url.getHost() != null
                    && url.getRawUserInfo() == null
                    && url.getRawFragment() == null;
        } catch (URISyntaxException _) {
            return false;
        }
    }

    private static boolean isJson(String text) {
        try {
            return Json.MAPPER.readTree(text) != null;
        } catch (JsonProcessingException _) {
            return false;
        }
    }
}

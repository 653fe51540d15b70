package dev.askfirst.outbound.push;

import dev.askfirst.catalog.connection.Placeholders;
import dev.askfirst.catalog.connection.PushTarget;
import dev.askfirst.catalog.connection.PushTemplate;
import dev.askfirst.catalog.connection.Tool;
import dev.askfirst.outbound.push.PushQueue.Taken;
import dev.askfirst.outbound.push.Standing.Says;
import dev.askfirst.outbound.webhook.GuardedRequests;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.platform.security.AwsSignature;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes the requests that one tool understands.
 *
 * @param secret of the target, empty if it has none
 */
record PushRequests(PushTarget target, Tool tool, String secret) {

    /** What tells the tool: the request by which it is asked, or by which what became of that is. */
    GuardedRequests.Request of(Taken taken, Contact contact) {
        var values = values(taken, contact);
        if (taken.job().isPresent()) {
            var job = tool.job().orElseThrow();
            var path = taken.says() == Says.NO ? job.no() : job.yes();
            return signed(taken, "GET", path, Map.of(), "", values);
        }
        var asked = asked(taken);
        var type = asked.headers().entrySet().stream()
                .filter(it -> it.getKey().equalsIgnoreCase("content-type"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
        var body = asked.body()
                .map(it -> Placeholders.fill(it, values, Placeholders.escapeOf(type)))
                .orElse("");
        return signed(taken, asked.method(), asked.url(), asked.headers(), body, values);
    }

    /** As the tool's description has it. */
    PushTemplate.Request asked(Taken taken) {
        if (taken.says() == Says.YES) return tool.yes().orElseThrow();
        return taken.erased() ? tool.erased().orElse(tool.no()) : tool.no();
    }

    private GuardedRequests.Request signed(
            Taken taken, String method, String path, Map<String, String> own, String body, Map<String, String> values) {
        var begin = target.url().map(it -> it.replaceAll("/+$", "")).orElse(tool.url());
        var url = Placeholders.fill(target.template().isPresent() ? path : begin + path, values, Placeholders::inUrl);
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        headers.put("User-Agent", "askfirst");
        tool.headers().forEach((name, value) -> headers.put(name, Placeholders.fill(value, values, it -> it)));
        own.forEach((name, value) -> headers.put(name, Placeholders.fill(value, values, it -> it)));
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        var request = new GuardedRequests.Request(method, url, headers, bytes);
        if (tool.signed().isEmpty()) return request;
        var signature = AwsSignature.of(
                secret, target.settings().get("region"), tool.signed().get());
        return new GuardedRequests.Request(
                method,
                url,
                signature.sign(method, URI.create(url), request.host(), headers, bytes, taken.now()),
                bytes);
    }

    private Map<String, String> values(Taken taken, Contact contact) {
        var values = new HashMap<>(target.settings());
        values.put("contact", contact.entered());
        values.put("contact.uri", contact.uri());
        values.put("contact.md5", md5(contact.entered().toLowerCase(Locale.ROOT)));
        values.put("channel", target.channel());
        values.put("topic", taken.topic().orElse(""));
        values.put("controller", target.controller());
        values.put("reason", tool.reason(taken.reason()));
        values.put("at", taken.since().toString());
        values.put("secret", secret);
        values.put("secret.base64", Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
        taken.job().ifPresent(it -> values.put("job", it));
        return values;
    }

    /** Not to keep anything secret: some tools find an address by it. */
    private static String md5(String text) {
        try {
            var digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "requests to " + target.id();
    }
}

package dev.askfirst.outbound.push;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.askfirst.platform.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/**
 * A real server that speaks as the tools' documentation says they do, and keeps their lists: each under a path of its own, as the
 * base address of its target. It refuses what is not asked as documented.
 */
final class ToolServer implements AutoCloseable {

    /** One request. */
    record Asked(String method, String path, Map<String, String> headers, String body) {}

    /** What it answers the next time, whatever it is asked. */
    record Answer(int status, Map<String, String> headers, String body) {}

    private record Reply(int status, String body) {}

    private final HttpServer server;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final Queue<Answer> next = new ConcurrentLinkedQueue<>();
    private final Map<String, String> suppressed = new ConcurrentHashMap<>();
    private final Map<String, String> members = new ConcurrentHashMap<>();
    private final Map<String, String> jobs = new ConcurrentHashMap<>();
    private volatile String jobStatus = "complete";
    private volatile Optional<CountDownLatch> slow = Optional.empty();

    ToolServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    String url(String tool) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + tool;
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    /** Those about this address. */
    List<Asked> about(String address) {
        return asked.stream()
                .filter(it -> it.body().contains(address) || decoded(it.path()).contains(address))
                .toList();
    }

    /** Reasons by tool and address, such as {@code ses/ana@test.example}. */
    Map<String, String> suppressed() {
        return Map.copyOf(suppressed);
    }

    /** Statuses of the audience's members by their address. */
    Map<String, String> members() {
        return Map.copyOf(members);
    }

    void answerNext(int status, Map<String, String> headers, String body) {
        next.add(new Answer(status, headers, body));
    }

    void jobsAre(String status) {
        jobStatus = status;
    }

    /** From now on it answers only once this is counted down, under one path. */
    void slow(CountDownLatch until) {
        slow = Optional.of(until);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var one =
                new Asked(exchange.getRequestMethod(), exchange.getRequestURI().getRawPath(), headers, body);
        asked.add(one);
        var wanted = Optional.ofNullable(next.poll());
        wanted.ifPresent(it -> it.headers()
                .forEach((name, value) -> exchange.getResponseHeaders().set(name, value)));
        var reply = wanted.map(it -> new Reply(it.status(), it.body())).orElseGet(() -> reply(one));
        var bytes = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private Reply reply(Asked it) {
        var tool = it.path().split("/")[1];
        var path = it.path().substring(tool.length() + 1);
        try {
            return switch (tool) {
                case "ses" -> ses(it, path);
                case "sendgrid" -> sendGrid(it, path);
                case "mailchimp" -> mailchimp(it, path);
                case "klaviyo" -> klaviyo(it, path);
                case "slow" -> slowly();
                default -> new Reply(200, "{}");
            };
        } catch (IOException e) {
            return new Reply(400, "{\"message\":\"no JSON\"}");
        }
    }

    private Reply slowly() {
        try {
            slow.orElseThrow().await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new Reply(200, "{}");
    }

    private Reply ses(Asked it, String path) throws IOException {
        var authorization = it.headers().getOrDefault("Authorization", "");
        if (!authorization.matches("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/[0-9]{8}/eu-west-1/ses/aws4_request,"
                + "SignedHeaders=(content-type;)?host;x-amz-date,Signature=[0-9a-f]{64}"))
            return new Reply(403, "{\"message\":\"The request signature we calculated does not match\"}");
        if (it.method().equals("DELETE")) {
            var address = decoded(path.replaceFirst("^/v2/email/suppression/addresses/", ""));
            return suppressed.remove("ses/" + address) == null
                    ? new Reply(404, "{\"message\":\"Email address is not on the suppression list\"}")
                    : new Reply(200, "{}");
        }
        if (!it.method().equals("PUT") || !path.equals("/v2/email/suppression/addresses")) return notFound();
        var body = json(it);
        if (!List.of("BOUNCE", "COMPLAINT").contains(body.path("Reason").asText()))
            return new Reply(400, "{\"message\":\"Reason\"}");
        suppressed.put(
                "ses/" + body.path("EmailAddress").asText(), body.path("Reason").asText());
        return new Reply(200, "");
    }

    private Reply sendGrid(Asked it, String path) throws IOException {
        if (!"Bearer SG.made-up".equals(it.headers().get("Authorization")))
            return new Reply(401, "{\"errors\":[{\"message\":\"authorization required\"}]}");
        if (it.method().equals("DELETE")) {
            suppressed.remove("sendgrid/" + decoded(path.replaceFirst("^/v3/asm/suppressions/global/", "")));
            return new Reply(204, "");
        }
        if (!it.method().equals("POST") || !path.equals("/v3/asm/suppressions/global")) return notFound();
        for (var address : json(it).path("recipient_emails")) suppressed.put("sendgrid/" + address.asText(), "global");
        return new Reply(201, it.body());
    }

    private Reply mailchimp(Asked it, String path) throws IOException {
        if (!"Bearer made-up-us6".equals(it.headers().get("Authorization")))
            return new Reply(401, "{\"title\":\"API Key Invalid\"}");
        if (path.matches("/3\\.0/lists/a1b2c3/members/[0-9a-f]{32}/actions/delete-permanent")) {
            var hash = path.split("/")[5];
            return members.keySet().removeIf(address -> md5(address).equals(hash)) ? new Reply(204, "") : notFound();
        }
        if (!it.method().equals("PUT") || !path.matches("/3\\.0/lists/a1b2c3/members/[0-9a-f]{32}")) return notFound();
        var address = json(it).path("email_address").asText();
        if (!path.endsWith(md5(address))) return notFound();
        members.put(address, json(it).path("status").asText());
        return new Reply(200, "{\"email_address\":\"%s\",\"status\":\"%s\"}".formatted(address, members.get(address)));
    }

    private Reply klaviyo(Asked it, String path) throws IOException {
        if (!"Klaviyo-API-Key pk_made_up".equals(it.headers().get("Authorization"))
                || it.headers().get("revision") == null)
            return new Reply(401, "{\"errors\":[{\"code\":\"not_authenticated\"}]}");
        var kind = path.contains("delete") ? "delete" : "create";
        if (it.method().equals("GET")) {
            var id = path.substring(path.lastIndexOf('/') + 1);
            if (!jobs.containsKey(id)) return notFound();
            if (jobStatus.equals("complete")) {
                if (kind.equals("create")) suppressed.put("klaviyo/" + jobs.get(id), "suppressed");
                else suppressed.remove("klaviyo/" + jobs.get(id));
            }
            return new Reply(200, job(kind, id, jobStatus));
        }
        if (!path.equals("/api/profile-suppression-bulk-" + kind + "-jobs")) return notFound();
        var profile = json(it).at("/data/attributes/profiles/data/0");
        if (!profile.path("type").asText().equals("profile")) return new Reply(400, "{\"errors\":[]}");
        var id = UUID.randomUUID().toString();
        jobs.put(id, profile.at("/attributes/email").asText());
        return new Reply(202, job(kind, id, "queued"));
    }

    private static String job(String kind, String id, String status) {
        return """
                {"data":{"type":"profile-suppression-bulk-%s-job","id":"%s","attributes":{"status":"%s","total_count":1}}}""".formatted(kind, id, status);
    }

    private static Reply notFound() {
        return new Reply(404, "{\"title\":\"Resource Not Found\"}");
    }

    private static JsonNode json(Asked it) throws IOException {
        return Json.MAPPER.readTree(it.body());
    }

    private static String decoded(String path) {
        return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String md5(String address) {
        try {
            var digest = MessageDigest.getInstance("MD5")
                    .digest(address.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

package dev.askfirst.export;

import static dev.askfirst.platform.Api.staff;

import dev.askfirst.log.PublishedKeys;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Await;
import dev.askfirst.verify.Key;
import dev.askfirst.verify.Report;
import dev.askfirst.verify.Tampered;
import dev.askfirst.verify.Unreadable;
import dev.askfirst.verify.Verification;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Orders exports as compliance staff do, brings their files home, and checks them as an auditor does. */
public final class Exporting {

    private static final Duration LONG = Duration.ofMinutes(2);

    private Exporting() {}

    /** Everything recorded so far, in a folder. */
    public static void all(Path folder, String format) {
        order(folder, """
                {"from": "2000-01-01T00:00:00Z", "to": "9000-01-01T00:00:00Z", "format": "%s"}""".formatted(format));
    }

    public static void order(Path folder, String order) {
        var done = await(start(order));
        for (var name : done.<String>getList("files.name")) {
            try {
                Files.write(folder.resolve(name), file(done.getString("id"), name));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static String start(String order) {
        var reply = staff("compliance").body(order).post("/v1/audit/exports");
        reply.then().statusCode(202);
        return reply.jsonPath().getString("id");
    }

    static JsonPath await(String id) {
        Await.until(
                "the export is done",
                LONG,
                () -> !List.of("waiting", "running").contains(status(id).getString("state")));
        return status(id);
    }

    static JsonPath status(String id) {
        return staff("compliance").get("/v1/audit/exports/" + id).jsonPath();
    }

    static byte[] file(String id, String name) {
        var reply = staff("compliance").get("/v1/audit/exports/" + id + "/files/" + name);
        reply.then().statusCode(200);
        return reply.asByteArray();
    }

    public static String checkpoint() {
        return Api.anybody().get("/log/checkpoint").asString();
    }

    public static List<Key> keys() throws Unreadable {
        var keys = new ArrayList<Key>();
        for (var line : PublishedKeys.lines()) keys.add(Key.parse(line));
        return keys;
    }

    public static Report verify(Path folder) throws Tampered, Unreadable {
        return new Verification(folder, keys(), Optional.empty(), _ -> {}).run();
    }

    public static Report verify(Path folder, String earlier) throws Tampered, Unreadable {
        return new Verification(folder, keys(), Optional.of(earlier), _ -> {}).run();
    }
}

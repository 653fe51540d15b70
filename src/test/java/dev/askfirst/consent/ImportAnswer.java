package dev.askfirst.consent;

import static dev.askfirst.platform.Api.staff;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.Caller;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Sends files to {@code POST /v1/imports} and puts the answer into lines that stand well in a test. */
public final class ImportAnswer {

    private static final Path FILES = Path.of("src/test/resources/imports");

    private ImportAnswer() {}

    /** Imports a file of the test's resources as an admin. */
    public static List<String> ofFile(String file, String query) {
        return of(staff(Caller.ADMIN), type(file), query, read(file));
    }

    public static List<String> of(RequestSpecification caller, String type, String query, String body) {
        return lines(send(caller, type, query, body.getBytes(StandardCharsets.UTF_8)));
    }

    public static Response send(RequestSpecification caller, String type, String query, byte[] body) {
        for (var parameter : query.split("&")) {
            var parts = parameter.split("=", 2);
            caller.queryParam(parts[0], parts[1]);
        }
        return caller.contentType(type).body(body).post("/v1/imports");
    }

    static String type(String file) {
        return file.endsWith(".csv") ? "text/csv" : "application/x-ndjson";
    }

    public static String read(String file) {
        try {
            return Files.readString(FILES.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code 2 created}, {@code 3 rejected standing-no the person said no …}, and the summary last. */
    static List<String> lines(Response answer) {
        answer.then().statusCode(200);
        return answer.asString().lines().map(ImportAnswer::line).toList();
    }

    private static String line(String json) {
        try {
            var line = Json.MAPPER.readTree(json);
            if (line.has("summary")) return line.get("summary").toString();
            var error = line.path("error");
            return Stream.of(
                            line.get("line").asText(),
                            line.get("status").asText(),
                            error.path("type").asText().replace("/problems/", ""),
                            error.path("detail").asText())
                    .reduce("", (text, part) -> (text + " " + part).strip());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(json, e);
        }
    }
}

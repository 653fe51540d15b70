package dev.askfirst.catalog;

import static dev.askfirst.platform.Api.staff;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.platform.json.Json;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Named;

/** What tests of single parts of the catalog send and read. */
final class PartCalls {

    private PartCalls() {}

    static Map.Entry<String, JsonNode> part(JsonNode refused) {
        return refused.properties().stream()
                .filter(it -> it.getValue().isObject())
                .findFirst()
                .orElseThrow();
    }

    static Optional<String> id(Named<JsonNode> refused) {
        return Optional.ofNullable(part(refused.getPayload()).getValue().get("id"))
                .map(JsonNode::textValue);
    }

    static String id(String path) {
        return path.split("/")[1];
    }

    static String etag(long version) {
        return "\"" + version + "\"";
    }

    static ObjectNode read(String body) {
        return Json.read(body.getBytes(StandardCharsets.UTF_8), Json.MAPPER.readerFor(ObjectNode.class));
    }

    static Response put(String path, String body) {
        return staff("admin").body(body).put("/v1/catalog/" + path);
    }

    static Response get(String path) {
        return staff("compliance").get("/v1/catalog/" + path);
    }

    static CatalogDocument.Topic nameless(CatalogDocument.Topic topic) {
        return new CatalogDocument.Topic(
                topic.id(),
                topic.purpose(),
                "",
                null,
                topic.needsConsent(),
                topic.doubleOptIn(),
                topic.criticalAllowed(),
                null,
                topic.saleOrSharing());
    }
}

package dev.askfirst.platform.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Kinds that operators of the cluster bring, by the schemas in {@code src/test/resources/kubernetes}. */
final class CustomResources {

    private static final Path SCHEMAS = Path.of("src/test/resources/kubernetes");
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final Map<String, String> FILES = Map.of(
            "postgresql.cnpg.io", "cloudnative-pg.yaml",
            "barmancloud.cnpg.io", "cloudnative-pg.yaml",
            "external-secrets.io", "external-secrets.yaml");

    private CustomResources() {}

    /** @throws IOException if a field is unknown, or not of its type */
    static void validate(JsonNode object) throws IOException {
        var version = object.path("apiVersion").asText();
        var kind = object.path("kind").asText();
        var file = FILES.get(version.replaceAll("/.*", ""));
        var schema =
                file == null ? null : (ObjectNode) Manifests.STRICT.readTree(Files.readString(SCHEMAS.resolve(file)));
        if (schema == null || !schema.path("$defs").has(kind))
            throw new IOException("no type for " + version + "/" + kind);
        schema.put("$ref", "#/$defs/" + kind);
        var wrong = FACTORY.getSchema(schema).validate(object);
        if (!wrong.isEmpty()) throw new IOException(kind + ": " + wrong);
    }
}

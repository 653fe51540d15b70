package dev.askfirst.consent.view;

import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people keep about a consent conforms to what it says it is. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class ReceiptTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path KANTARA = Path.of("../shared/vectors/kantara/kantara-consent-receipt-v1_1-schema.json");

    static Stream<Path> examples() throws IOException {
        try (var files = Files.list(Path.of("docs/receipts"))) {
            return files.filter(it -> it.toString().endsWith(".json")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void goodExamplesConformAndBadOnesDoNot(Path example) throws IOException {
        var good = example.getFileName().toString().startsWith("good-");
        var errors = errors(ours(), JSON.readTree(Files.readString(example)));
        assertEquals(good, errors.isEmpty(), errors);
    }

    @Test
    void theReceiptOfAYesConforms() throws IOException {
        var ana = Acts.newcomer();
        var grant = Acts.grant(ana, "offers").jsonPath().getString("id");
        var receipt = JSON.readTree(staff("admin")
                .get("/v1/persons/%s/receipts/%s".formatted(Persons.idOf(ana), grant))
                .then()
                .statusCode(200)
                .contentType("application/ld+json")
                .extract()
                .asString());
        assertEquals("", errors(ours(), receipt));
        var record = receipt.at("/records/0");
        assertTrue(record.at("/processing/privacy_notice/words").asText().startsWith("Yes, Acme Shoes may write"));
        assertEquals("ConsentGiven", record.at("/events/0/event_state").asText());
        assertFalse(receipt.toString().contains(ana), "a receipt holds no address");
    }

    @Test
    void namesAreInTheLanguageInWhichSomebodyWasAsked() {
        var ana = Acts.newcomer();
        var grant = staff("admin")
                .body("""
                        {"contact": "%s", "controller": "acme", "topic": "offers", "channel": "email",
                         "notice": {"id": "acme-marketing", "version": 1, "language": "de"},
                         "evidence": {"method": "form"}}""".formatted(ana))
                .post("/v1/grants")
                .jsonPath()
                .getString("id");
        var path = "/v1/persons/%s/receipts/%s".formatted(Persons.idOf(ana), grant);
        staff("admin")
                .get(path)
                .then()
                .body("records[0].processing.purpose", is("Angebote"), "records[0].processing.language", is("de"))
                .body("records[0].parties[0].name", is("Acme Shoes"));
        staff("admin")
                .accept("application/json")
                .get(path)
                .then()
                .body("services[0].service", is("Angebote"), "language", is("de"));
    }

    @Test
    void theReceiptOfANoShowsTheYesItTookBack() throws IOException {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        var no = Acts.withdraw(ana, "offers").jsonPath().getString("id");
        var receipt = JSON.readTree(staff("compliance")
                .get("/v1/persons/%s/receipts/%s".formatted(Persons.idOf(ana), no))
                .then()
                .statusCode(200)
                .extract()
                .asString());
        assertEquals("", errors(ours(), receipt));
        assertEquals(
                List.of("ConsentGiven", "ConsentWithdrawn"),
                Stream.of(receipt.at("/records/0/events"))
                        .flatMap(events -> Stream.of(events.get(0), events.get(1)))
                        .map(event -> event.get("event_state").asText())
                        .toList());
    }

    @Test
    void plainJsonIsAKantaraReceipt() throws IOException {
        var ana = Acts.newcomer();
        var grant = Acts.grant(ana, "offers").jsonPath().getString("id");
        var receipt = staff("admin")
                .accept("application/json")
                .get("/v1/persons/%s/receipts/%s".formatted(Persons.idOf(ana), grant))
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("version", is("KI-CR-v1.1.0"), "jurisdiction", is("DE"))
                .body("piiControllers[0].email", is("people@acme.example"))
                .body("services[0].purposes[0].consentType", is("EXPLICIT"))
                .extract()
                .asString();
        assumeTrue(Files.exists(KANTARA), "the published schema is not beside this checkout");
        var text =
                Files.readString(KANTARA).lines().filter(line -> !line.strip().startsWith("//"));
        var schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
                .getSchema(text.collect(Collectors.joining("\n")));
        assertEquals("", errors(schema, JSON.readTree(receipt)));
        var broken = (com.fasterxml.jackson.databind.node.ObjectNode) JSON.readTree(receipt);
        broken.remove("policyUrl");
        assertFalse(errors(schema, broken).isEmpty(), "the schema does not look");
    }

    @Test
    void ofSomebodyElsesConsentThereIsNone() {
        var ana = Acts.newcomer();
        var bob = Acts.newcomer();
        var grant = Acts.grant(ana, "offers").jsonPath().getString("id");
        Acts.grant(bob, "offers");
        staff("admin")
                .get("/v1/persons/%s/receipts/%s".formatted(Persons.idOf(bob), grant))
                .then()
                .statusCode(404);
    }

    @Test
    void theSchemaIsPublished() throws IOException {
        var published = RestAssured.get("/schemas/consent-receipt-27560.json");
        published.then().statusCode(200);
        assertEquals(
                "",
                errors(
                        schema(published.asString()),
                        JSON.readTree(Files.readString(examples()
                                .filter(it -> it.toString().contains("good-given"))
                                .findFirst()
                                .orElseThrow()))));
    }

    private static JsonSchema ours() throws IOException {
        return schema(
                Files.readString(Path.of("src/main/resources/META-INF/resources/schemas/consent-receipt-27560.json")));
    }

    private static JsonSchema schema(String text) {
        var strict =
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(text, strict);
    }

    private static String errors(JsonSchema schema, JsonNode document) {
        return schema.validate(document).stream().map(Object::toString).collect(Collectors.joining("\n"));
    }
}

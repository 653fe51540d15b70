package dev.askfirst.platform;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.askfirst.platform.json.Json;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the contract promises, that of pages included, is what is served: no more, no less. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class OpenApiTest {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");

    private static final Set<String> EXAMPLES = Set.of("example", "examples");

    private static final String FORM = "/application/x-www-form-urlencoded/";

    /** Objects whose members somebody else rules: of what AuthZEN's callers send, everything unknown must be passed over. */
    private static final String OPEN =
            "/components/schemas/Evaluation(Subject|Action|Resource|Context|Request|sRequest)(/.*)?";

    @Test
    void everyRouteIsInTheContractAndTheOtherWayRound() throws IOException {
        var routes = Routes.all().map(Routes.Route::toString).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(promised(), routes);
    }

    @Test
    void theContractItselfIsServed() throws IOException {
        var published = Files.readString(Contract.BUNDLE);
        for (var path : List.of("/q/openapi", "/q/openapi?format=yaml", "/q/openapi.yaml", "/q/openapi.yml")) {
            var served = given().get(path).then().statusCode(200).contentType("application/yaml");
            assertEquals(published, served.extract().asString(), path);
        }
        var tree = new YAMLMapper().readTree(published);
        for (var path : List.of("/q/openapi?format=JSON", "/q/openapi.json")) {
            var served = given().get(path).then().statusCode(200).contentType("application/json");
            assertEquals(tree, Json.MAPPER.readTree(served.extract().asString()), path);
        }
        given().accept("application/json").get("/q/openapi").then().contentType("application/json");
        given().get("/q/openapi/").then().statusCode(200);
        given().get("/q/swagger-ui/")
                .then()
                .statusCode(200)
                .header("Content-Security-Policy", containsString("frame-ancestors 'none'"))
                .header("X-Frame-Options", "DENY")
                .body(containsString("swagger"));
    }

    @Test
    void everyOperationShowsAReply() throws IOException {
        for (var path : contract().get("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                if (!METHODS.contains(operation.getKey())) continue;
                for (var content :
                        operation.getValue().at("/responses/200/content").properties()) {
                    var page = content.getKey().equals("text/html");
                    var example = content.getValue().has("example")
                            || content.getValue().has("examples");
                    assertTrue(page || example, operation.getKey() + " " + path.getKey() + " shows no reply");
                }
            }
        }
    }

    /** So that clients know every member by its name and type. */
    @Test
    void everyObjectNamesItsMembers() throws IOException {
        var open = new ArrayList<String>();
        collectOpen("", contract(), open);
        open.removeIf(path -> path.matches(OPEN));
        assertEquals(List.of(), open);
    }

    /** A map says what its values are; a form says what it has, as browsers send what else a page holds. */
    private static void collectOpen(String path, JsonNode node, List<String> open) {
        var more = node.path("additionalProperties");
        var named = node.has("properties") && (path.contains(FORM) || more.isMissingNode() || !more.asBoolean(true));
        var map = !node.has("properties") && more.isObject() && !more.isEmpty();
        var object = node.path("type").asText().equals("object") || node.has("properties") || !more.isMissingNode();
        if (object && !named && !map) open.add(path);
        for (var member : node.properties()) {
            var below = path + "/" + member.getKey();
            if (member.getKey().equals("properties")) collectOpenMembers(below, member.getValue(), open);
            else if (!EXAMPLES.contains(member.getKey())) collectOpen(below, member.getValue(), open);
        }
        for (var i = 0; i < node.size() && node.isArray(); i++) collectOpen(path + "/" + i, node.get(i), open);
    }

    /** By their names: one of them may be called `properties` itself. */
    private static void collectOpenMembers(String path, JsonNode members, List<String> open) {
        for (var member : members.properties()) collectOpen(path + "/" + member.getKey(), member.getValue(), open);
    }

    private static Set<String> promised() throws IOException {
        var promised = new TreeSet<String>();
        for (var path : contract().get("paths").properties()) {
            path.getValue().fieldNames().forEachRemaining(method -> {
                // JAX-RS answers HEAD by GET.
                if (METHODS.contains(method) && !method.equals("head"))
                    promised.add(method.toUpperCase() + " " + path.getKey());
            });
        }
        return promised;
    }

    private static JsonNode contract() throws IOException {
        return new YAMLMapper().readTree(Contract.whole());
    }
}

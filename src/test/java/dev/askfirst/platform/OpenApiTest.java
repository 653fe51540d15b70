package dev.askfirst.platform;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What {@code openapi.yaml} promises is what is served: no more, no less. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class OpenApiTest {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");

    @Test
    void everyRouteIsInTheContractAndTheOtherWayRound() throws IOException {
        var routes = Routes.all().map(Routes.Route::toString).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(promised(), routes);
    }

    @Test
    void theContractItselfIsServed() throws IOException {
        var served = given().accept("application/yaml").get("/q/openapi").then().statusCode(200);
        var paths = new YAMLMapper().readTree(served.extract().asString()).get("paths");
        assertEquals(contract().get("paths").size(), paths.size());
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
        return new YAMLMapper().readTree(Files.newInputStream(Path.of("openapi.yaml")));
    }
}

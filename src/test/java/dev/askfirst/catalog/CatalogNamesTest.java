package dev.askfirst.catalog;

import static dev.askfirst.catalog.PartCalls.get;
import static dev.askfirst.catalog.PartCalls.put;
import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.token;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.language.Languages;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names by language are parts of the catalog like all others: put, shown, kept. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class CatalogNamesTest {

    @Inject
    DemoCatalog catalog;

    @Inject
    CatalogService catalogs;

    @Inject
    Database database;

    @Inject
    DataSource dataSource;

    @AfterEach
    void theDemoAgain() {
        catalog.again();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            controllers/acme     | "contact":"mailto:people@acme.example","language":"en"
            senders/acme-mailer  | "controllers":["acme"],"channels":["email"]
            channels/email       | "schemes":["mailto"]
            purposes/marketing   | "kind":"marketing"
            topics/offers        | "purpose":"marketing"
            """)
    void everyPartThatHasANameTakesNamesAndForgetsThemWhenTheyAreLeftOut(String path, String members) {
        var body = "{\"name\":\"Plain\",%s,\"names\":{\"pt-BR\":\"Simples\",\"ar\":\"بسيط\"}}";
        put(path, body.formatted(members)).then().statusCode(200).body("names.ar", is("بسيط"));
        get(path).then().body("names", is(Map.of("ar", "بسيط", "pt-BR", "Simples")), "name", is("Plain"));
        var kind = path.substring(0, path.indexOf('/'));
        sender("acme-mailer").get("/v1/catalog").then().body(kind + "[0].names.ar", is("بسيط"));
        put(path, "{\"name\":\"Plain\",%s}".formatted(members)).then().statusCode(200);
        get(path).then().body("names", anEmptyMap());
    }

    /** As after a restart: read from the database by somebody who remembers nothing. */
    @Test
    void namesAreKeptWithTheVersionThatTheyAreOf() throws SQLException {
        put("purposes/research", "{\"name\":\"Research\",\"names\":{\"it\":\"Ricerca\",\"de\":\"Forschung\"}}")
                .then()
                .statusCode(201);
        var version = catalogs.newest().version();
        put("purposes/research", "{\"name\":\"Research\",\"names\":{\"de\":\"Umfragen\"}}");
        try (var connection = dataSource.getConnection()) {
            var before = CatalogSnapshots.read(connection, version)
                    .document()
                    .purposes()
                    .getLast();
            var after = CatalogSnapshots.read(connection, version + 1)
                    .document()
                    .purposes()
                    .getLast();
            assertEquals(Map.of("de", "Forschung", "it", "Ricerca"), before.names());
            assertEquals(Map.of("de", "Umfragen"), after.names());
        }
        assertEquals(
                "Umfragen",
                database.value("select body #>> '{names,de}' from catalog_item where id = 'research'")
                        .orElseThrow());
    }

    @Test
    void theSameNamesInAnotherOrderAreNoChange() {
        put("purposes/research", "{\"name\":\"R\",\"names\":{\"it\":\"Ricerca\",\"de\":\"Forschung\"}}");
        var version = catalogs.newest().version();
        put("purposes/research", "{\"name\":\"R\",\"names\":{\"de\":\"Forschung\",\"it\":\"Ricerca\"}}")
                .then()
                .statusCode(200);
        assertEquals(version, catalogs.newest().version());
    }

    @Test
    void aNameIsNoLongerInOneLanguageThanInAnother() {
        refused("{\"de\":\"" + "x".repeat(10_000) + "\"}", "names.de", "is longer than 200 characters");
        put("topics/offers", topic("{\"de\":\"" + "x".repeat(200) + "\"}"))
                .then()
                .statusCode(200);
    }

    @Test
    void noPartHasMoreNamesThanThereAreLanguagesThatPeopleRead() {
        var names = Stream.of(Locale.getISOLanguages())
                .map(Locale::forLanguageTag)
                .map(Locale::toLanguageTag)
                .distinct()
                .limit(101)
                .collect(Collectors.toMap(it -> it, _ -> "Offers"));
        refused(Json.write(names), "names", "are more than 100");
    }

    /** Whoever reads the demo reads it in one language. */
    @Test
    void theDemoHasEveryNameAndEveryNoticeInEveryLanguage() {
        var missing = new ArrayList<String>();
        var demo = catalog.document();
        for (var language : Languages.ALL.subList(1, Languages.ALL.size())) {
            Stream.of(demo.senders(), demo.channels(), demo.purposes(), demo.topics())
                    .flatMap(java.util.List::stream)
                    .filter(it -> !it.names().containsKey(language))
                    .forEach(it -> missing.add(language + " " + it.name()));
            for (var notice : java.util.List.of("acme-marketing", "globex-marketing"))
                if (catalogs.newest()
                        .notice(notice, 1, java.util.Optional.of(language))
                        .isEmpty()) missing.add(language + " " + notice);
        }
        assertEquals(java.util.List.of(), missing);
    }

    private static String topic(String names) {
        return "{\"name\":\"Offers\",\"purpose\":\"marketing\",\"needsConsent\":true,\"names\":" + names + "}";
    }

    private static void refused(String names, String field, String message) {
        careless(token("admin"))
                .contentType("application/json")
                .body(topic(names))
                .put("/v1/catalog/topics/offers")
                .then()
                .statusCode(400)
                .body("errors.field", contains(field), "errors.message", contains(message));
    }
}

package dev.askfirst.catalog;

import static dev.askfirst.decision.Questions.answer;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestService.class)
class CatalogTest {

    @Inject
    CatalogService catalogs;

    @Inject
    DemoCatalog catalog;

    @Inject
    DataSource dataSource;

    @Inject
    Database database;

    @AfterEach
    void theDemoAgain() {
        catalog.again();
    }

    @Test
    void staffSeeTheWholeDemo() {
        staff("compliance")
                .get("/v1/catalog")
                .then()
                .statusCode(200)
                .body("controllers.id", contains("acme", "globex"))
                .body("senders", hasSize(6), "channels", hasSize(9), "topics", hasSize(9), "notices", hasSize(30))
                .body("bases.lasts", contains("P2Y", "P2Y", "P6M"), "retention", hasSize(3));
    }

    @Test
    void aSenderSeesWhatConcernsIt() {
        sender("acme-dialler")
                .get("/v1/catalog")
                .then()
                .statusCode(200)
                .body("controllers.id", contains("acme"))
                .body("senders.id", contains("acme-dialler"), "channels.id", contains("voice"))
                .body("notices.controller.unique()", contains("acme"));
    }

    @Test
    void aChangeIsInForceAtTheNextQuestion() {
        var ana = Acts.newcomer();
        assertEquals("deny consent_unknown", answer(ana));
        catalog.replace(catalog.document().withTopics(offersThatNeedNoConsent()));
        assertEquals("permit", answer(ana));
    }

    @Test
    void aChangeMadeByAnotherInstanceIsInForceAtTheNextQuestion() {
        var ana = Acts.newcomer();
        assertEquals("deny consent_unknown", answer(ana));
        catalog.writtenElsewhere(catalog.document().withTopics(offersThatNeedNoConsent()));
        assertEquals("permit", answer(ana));
    }

    @Test
    void everyVersionIsKeptAsItWas() throws SQLException {
        catalog.replace(catalog.document().withTopics(offersThatNeedNoConsent()));
        var versions = database.count("select count(*) from catalog_snapshot");
        assertEquals(versions, database.count("select max(version) from catalog_snapshot"));
        try (var connection = dataSource.getConnection()) {
            assertEquals(catalog.document(), catalogs.at(connection, 1).document());
        }
        assertTrue(database.count("select count(*) from catalog_item") > 30);
    }

    @Test
    void aCatalogThatContradictsItselfIsRefusedWithAllThatIsWrong() {
        var broken = new CatalogDocument(
                List.of(new CatalogDocument.Controller(
                        "acme", "", null, null, null, "en", null, null, null, null, null, null, null, null, null, null,
                        null, null, null, false)),
                List.of(new CatalogDocument.Sender(
                        "s",
                        "S",
                        null,
                        List.of("nobody"),
                        List.of("pigeon"),
                        null,
                        false,
                        false,
                        false,
                        null,
                        null,
                        null,
                        null,
                        null)),
                null,
                null,
                List.of(new CatalogDocument.Topic("Offers!", "none", "Offers", null, true, false, false, null, false)),
                null,
                null,
                null,
                null,
                null,
                null);
        var fault = Assertions.assertThrows(Fault.class, () -> catalog.replace(broken));
        assertTrue(fault.errors().size() >= 5, () -> "found only " + fault.errors());
        staff("admin").get("/v1/catalog").then().body("controllers[0].name", is("Acme Shoes"));
    }

    private List<CatalogDocument.Topic> offersThatNeedNoConsent() {
        return catalog.document().topics().stream()
                .map(topic -> new CatalogDocument.Topic(
                        topic.id(),
                        topic.purpose(),
                        topic.name(),
                        topic.names(),
                        false,
                        false,
                        topic.criticalAllowed(),
                        null,
                        false))
                .toList();
    }
}

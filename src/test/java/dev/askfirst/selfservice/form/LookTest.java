package dev.askfirst.selfservice.form;

import static dev.askfirst.platform.Api.anybody;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.platform.TestService;
import dev.askfirst.selfservice.Permits;
import dev.askfirst.selfservice.Visiting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A controller's colour and picture, on the pages that are about it alone. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class LookTest {

    private static final String PIXEL =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    @Inject
    DemoCatalog catalog;

    @AfterEach
    void asItWas() {
        catalog.again();
    }

    @Test
    void thePageOfALinkHasThemAndTheServiceItselfServesThem() {
        var link = Permits.link(Visiting.somebody(), "/p/");
        anybody().get(link).then().body(not(containsString("/looks/")));
        put("#7a1fa2", PIXEL).then().statusCode(200).body("accent", is("#7a1fa2"));
        var page = anybody().get(link).asString();
        var style = page.replaceAll("(?s).*href=\"(/looks/acme/[0-9a-f]+\\.css)\".*", "$1");
        anybody()
                .get(style)
                .then()
                .statusCode(200)
                .contentType(containsString("text/css"))
                .body(containsString("--accent:#7a1fa2"), containsString("prefers-color-scheme:dark"));
        var logo = page.replaceAll("(?s).*src=\"(/looks/acme/[0-9a-f]+\\.png)\".*", "$1");
        var picture = anybody().get(logo);
        picture.then().statusCode(200).contentType("image/png").header("X-Content-Type-Options", "nosniff");
        assertArrayEquals(Base64.getDecoder().decode(PIXEL), picture.asByteArray());
        put("#123456", PIXEL).then().statusCode(200);
        anybody().get(style).then().statusCode(404);
    }

    @Test
    void onesOwnPageShowsThePictureAndKeepsItsColour() {
        var visit = Visiting.byLink(Visiting.somebody());
        put("#7a1fa2", PIXEL).then().statusCode(200);
        var page = visit.get("/me").asString();
        assertTrue(page.matches("(?s).*/looks/acme/[0-9a-f]+\\.png.*"), page);
        assertFalse(page.matches("(?s).*/looks/[^\"]*\\.css.*"), page);
    }

    /** Who stops something has to see whose messages they stop. */
    @Test
    void thePageOfOneClickShowsWhoseMessagesItStops() {
        var link = Permits.link(Visiting.somebody(), "/u/");
        put("#7a1fa2", PIXEL).then().statusCode(200);
        anybody().get(link).then().statusCode(200).body(containsString("/looks/acme/"), containsString("Acme Shoes"));
    }

    @Test
    void whatCannotBeReadOrIsNoPictureIsRefusedAndSaysWhatWouldDo() {
        put("#ffd400", PIXEL).then().statusCode(400).body("errors.message[0]", containsString("would do"));
        put("#123456", "PHN2Zy8+").then().statusCode(400).body("errors.message[0]", containsString("PNG"));
        for (var path : List.of("/looks/acme/x.css", "/looks/nobody/x.png"))
            anybody().get(path).then().statusCode(404);
    }

    private static Response put(String accent, String logo) {
        return staff("admin").body("""
                        {"name": "Acme Shoes", "address": "1 Cobbler's Lane, 10115 Example",
                         "contact": "mailto:people@acme.example", "language": "en", "accent": "%s", "logo": "%s"}""".formatted(accent, logo)).put("/v1/catalog/controllers/acme");
    }
}

package dev.askfirst.selfservice;

import static dev.askfirst.platform.Api.anybody;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first page, which in a demonstration leads further in; and what pages are made of. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class HomeTest {

    @Test
    void theDemonstrationLeadsToSomebodysPageAndShowsHowTokensAreMade() {
        var home = anybody().get("/");
        home.then().statusCode(200).body(containsString("./askfirst token --role sender --sender acme-mailer"));
        var link = Pattern.compile("href=\"(/p/[^\"]+)\"").matcher(home.asString());
        assertTrue(link.find(), home::asString);
        anybody().get(link.group(1)).then().statusCode(200).body(containsString("What may Acme Shoes send you?"));
        var visit = Visiting.by(link.group(1));
        visit.get("/me").then().statusCode(200).body(containsString("Acme Shoes"), not(containsString("nadia.zeman")));
        assertEquals(303, Visiting.press(link.group(1), Map.of("open", "yes")).statusCode());
    }

    @ParameterizedTest
    @CsvSource({
        "/assets/askfirst.css, gzip, true",
        "/assets/askfirst.css, 'deflate, GZIP;q=0.5', true",
        "/assets/askfirst.css, *, true",
        "/assets/askfirst.css, gzip;q=0, false",
        "/assets/askfirst.css, identity, false",
        "/assets/console.js, gzip, true",
        "/assets/uplot/uPlot.iife.min.js, gzip, true",
        "/assets/askfirst.svg, gzip, false",
        "/enter, gzip, false"
    })
    void styleAndScriptsComeCompressedAndPagesNever(String path, String accepts, boolean compressed) {
        var config = RestAssured.config()
                .decoderConfig(
                        io.restassured.config.DecoderConfig.decoderConfig().noContentDecoders());
        var reply = RestAssured.given()
                .config(config)
                .header("Accept-Encoding", accepts)
                .get(path);
        reply.then().statusCode(200);
        assertEquals(compressed ? "gzip" : null, reply.header("Content-Encoding"));
        if (!compressed) return;
        assertTrue(reply.header("Content-Type").matches("text/(css|javascript).*"), reply.header("Content-Type"));
        assertTrue(reply.header("Cache-Control").contains("max-age"), "it is kept");
        var plain = RestAssured.given().header("Accept-Encoding", "identity").get(path);
        assertTrue(reply.asByteArray().length < plain.asByteArray().length / 2, "it is smaller");
        RestAssured.given().header("Accept-Encoding", accepts).get(path).then().body(is(plain.asString()));
        RestAssured.given()
                .config(config)
                .header("Accept-Encoding", accepts)
                .head(path)
                .then()
                .statusCode(200)
                .header("Content-Length", is(Integer.toString(reply.asByteArray().length)));
    }

    @ParameterizedTest
    @CsvSource({"/assets/nothing.css", "/assets/..%2fapplication.properties", "/assets/uplot/../askfirst.cs"})
    void whatIsNoAssetIsNotThere(String path) {
        RestAssured.given()
                .urlEncodingEnabled(false)
                .header("Accept-Encoding", "gzip")
                .get(path)
                .then()
                .statusCode(404);
    }
}

package dev.askfirst.consent.request;

import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.Api.senderToken;
import static dev.askfirst.platform.Api.token;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.consent.ImportAnswer;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.security.Caller;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the caller says about a file is checked before the file is. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class ImportRequestTest {

    private static final String CSV = "text/csv";
    private static final String QUERY =
            "kind=grants&controller=acme&topic=offers&channel=email&at=2024-01-01T00:00:00Z";
    private static final String FILE = "contact\nmailto:file@request.example";

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        # who         | query                                             | status | problem             | field or detail
        admin         |                                                   | 400    | invalid-request     | `kind` must be one of `grants`, `withdrawals`, `suppressions`, `both`
        admin         | kind=grant                                        | 400    | invalid-request     | `kind` must be one of `grants`, `withdrawals`, `suppressions`, `both`
        admin         | kind=grants&format=excel                          | 400    | invalid-request     | `format` must be one of `acts`, `listmonk`, `mailchimp`, `hubspot`, `klaviyo`, `brevo`, `activecampaign`, `ses`, `sendgrid`, `mailgun`, `mailman`, `onetrust`, `auto`
        admin         | kind=both                                         | 400    | invalid-request     | `kind` `both` goes with the export of a tool, whose rows say which they are: give its `format`
        admin         | kind=both&format=mailchimp&controller=acme        | 400    | invalid-request     | `topic` is missing
        admin         | kind=grants&at=yesterday                          | 400    | invalid-request     | `at` must be a time such as `2026-11-22T10:00:00Z`
        admin         | kind=grants&controller=Acme%20Inc                 | 400    | invalid-request     | `controller` is not an id such as `offers.shoes`
        admin         | kind=suppressions&reason=spite                    | 400    | invalid-request     | `reason` must be one of `bounce`, `complaint`, `do_not_call`, `wrong_recipient`, `legal`
        admin         | kind=grants&format=listmonk                       | 400    | invalid-request     | `controller` is missing
        admin         | kind=grants&format=mailchimp&controller=acme      | 400    | invalid-request     | `topic` is missing
        admin         | kind=grants&controller=initech                    | 422    | unknown-controller  | no controller `initech`
        admin         | kind=grants&topic=hats                            | 422    | unknown-topic       | no topic `hats`
        admin         | kind=grants&channel=pigeon                        | 422    | unknown-channel     | no channel `pigeon`
        acme-mailer   | kind=grants&controller=globex                     | 403    | forbidden           | `globex` is not a controller of this sender
        acme-mailer   | kind=grants&channel=sms                           | 403    | forbidden           | `sms` is not a channel of this sender
        nobody-mailer | kind=grants                                       | 403    | forbidden           | `nobody-mailer` is not a sender of the catalog
        compliance    | kind=grants                                       | 403    | forbidden           | the token's `groups` name none of the roles that may do this: `sender`, `admin`
        """)
    void whatIsWrongIsNamed(String who, String query, int status, String problem, String detail) {
        var token = who.endsWith("mailer") ? senderToken(who) : token(who);
        var request = careless(token).contentType(CSV).body(FILE);
        request.urlEncodingEnabled(false)
                .post("/v1/imports" + (query == null ? "" : "?" + query))
                .then()
                .statusCode(status)
                .body("type", is("/problems/" + problem), "detail", is(detail));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/plain", "application/octet-stream", "multipart/form-data"})
    void anotherMediaTypeIsRefused(String type) {
        ImportAnswer.send(careless(token(Caller.ADMIN)).config(RestAssured.config()), type, QUERY, FILE.getBytes(UTF_8))
                .then()
                .statusCode(415)
                .body("type", is("/problems/unsupported-media-type"));
    }

    @Test
    void aFileWithoutAMediaTypeIsRefused() throws IOException, InterruptedException {
        var port = RestAssured.port;
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/v1/imports?" + QUERY))
                .header("Authorization", "Bearer " + token(Caller.ADMIN))
                .POST(HttpRequest.BodyPublishers.ofString(FILE))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            assertEquals(
                    415,
                    client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/csv; charset=utf-8", "TEXT/CSV", "text/csv;header=yes"})
    void theMediaTypeMayBeWrittenInOtherWays(String type) {
        var csv = "contact\nmailto:type%d@request.example".formatted(type.length());
        assertEquals(
                "2 created",
                ImportAnswer.of(careless(token(Caller.ADMIN)), type, QUERY, csv).getFirst());
    }
}

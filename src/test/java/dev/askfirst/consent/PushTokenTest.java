package dev.askfirst.consent;

import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.sender;
import static org.hamcrest.Matchers.is;

import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A push token of any service is an address, and the same one however it is encoded. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class PushTokenTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "ExponentPushToken[*], ExponentPushToken%5B*%5D",
        "cX1:APA91b-_*, cX1%3AAPA91b-_*",
        "0aF3bC4d0aF3bC4d0aF3bC4d0aF3bC4d*, 0AF3bC4d0aF3bC4d0aF3bC4d0aF3bC4d*",
        "https://push.example/wpush/v2/gAAA%2B*, HTTPS://Push.example/wpush/v2/gAAA+*"
    })
    void isAnAddress(String token, String spelledOtherwise) {
        var unique = UUID.randomUUID().toString().replace("-", "");
        sender("acme-mailer")
                .body("""
                        {"contact": "push:acme-app/%s", "controller": "acme", "topic": "offers", "channel": "push",
                         "notice": {"id": "acme-marketing", "version": 1, "language": "en"},
                         "evidence": {"method": "form", "source": "https://acme.example/join"}}""".formatted(token.replace("*", unique)))
                .post("/v1/grants")
                .then()
                .statusCode(201);
        ask("acme-mailer", """
                {"to": "push:Acme-App/%s", "channel": "push", "topic": "offers"}""".formatted(spelledOtherwise.replace("*", unique)))
                .then()
                .body("outcome", is("permit"));
    }
}

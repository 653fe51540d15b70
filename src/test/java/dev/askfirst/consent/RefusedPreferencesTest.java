package dev.askfirst.consent;

import static dev.askfirst.platform.Api.careless;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import dev.askfirst.platform.Api;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.json.MergePatch;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Preferences that cannot be kept are refused with the member that is wrong, whole or patched, and leave nothing. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class RefusedPreferencesTest {

    private static UUID ana;

    @Inject
    Database database;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # body                                                        | status | field
            []                                                            | 400 | body
            "x"                                                           | 400 | body
            null                                                          | 400 | body
            {"colour":"red"}                                              | 400 | colour
            {"locale":"x"}                                                | 400 | locale
            {"locale":7}                                                  | 400 | locale
            {"timeZone":"Paris"}                                          | 400 | timeZone
            {"country":"fr"}                                              | 400 | country
            {"windows":{}}                                                | 400 | windows
            {"windows":[null]}                                            | 400 | windows.0
            {"windows":[{}]}                                              | 400 | windows.0.from
            {"windows":[{"from":"09:00"}]}                                | 400 | windows.0.to
            {"windows":[{"from":"9:00","to":"18:00"}]}                    | 400 | windows.0.from
            {"windows":[{"from":"24:00","to":"18:00"}]}                   | 400 | windows.0.from
            {"windows":[{"from":"09:00","to":"24:01"}]}                   | 400 | windows.0.to
            {"windows":[{"from":"09:00","to":"18:60"}]}                   | 400 | windows.0.to
            {"windows":[{"from":"09:00","to":"09:00"}]}                   | 400 | windows.0.to
            {"windows":[{"from":"09:00","to":"10:00","day":"MON"}]}       | 400 | windows.0.day
            {"windows":[{"from":"09:00","to":"10:00","days":"MON"}]}      | 400 | windows.0.days
            {"windows":[{"from":"09:00","to":"10:00","days":["mon"]}]}    | 400 | windows.0.days.0
            {"windows":[{"from":"09:00","to":"10:00","days":[null]}]}     | 400 | windows.0.days.0
            {"windows":[{"from":"09:00","to":"10:00","channel":""}]}      | 400 | windows.0.channel
            {"windows":[{"from":"09:00","to":"10:00","channel":"telex"}]} | 422 | windows.0.channel
            {"windows":[{"from":"09:00","to":"10:00","topic":"gossip"}]}  | 422 | windows.0.topic
            {"windows":[{"from":"09:00","to":"10:00"}]}                   | 422 | timeZone
            {"caps":[{"max":1}]}                                          | 400 | caps.0.per
            {"caps":[{"per":"P1D"}]}                                      | 400 | caps.0.max
            {"caps":[{"max":-1,"per":"P1D"}]}                             | 400 | caps.0.max
            {"caps":[{"max":1001,"per":"P1D"}]}                           | 400 | caps.0.max
            {"caps":[{"max":1.5,"per":"P1D"}]}                            | 400 | caps.0.max
            {"caps":[{"max":"1","per":"P1D"}]}                            | 400 | caps.0.max
            {"caps":[{"max":9999999999,"per":"P1D"}]}                     | 400 | caps.0.max
            {"caps":[{"max":1,"per":"year"}]}                             | 400 | caps.0.per
            {"caps":[{"max":1,"per":"PT0H"}]}                             | 400 | caps.0.per
            {"caps":[{"max":1,"per":"PT90M"}]}                            | 400 | caps.0.per
            {"caps":[{"max":1,"per":"P367D"}]}                            | 400 | caps.0.per
            {"caps":[{"max":1,"per":"PT8785H"}]}                          | 400 | caps.0.per
            {"caps":[{"max":1,"per":"P1M"}]}                              | 400 | caps.0.per
            {"caps":[{"max":1,"per":"P1D","controller":"initech"}]}       | 422 | caps.0.controller
            {"caps":[{"max":1,"per":"day"}]}                              | 422 | timeZone
            {"caps":[{"max":1,"per":"P1D","reserve":{}}]}                 | 400 | caps.0.reserve.topic
            {"caps":[{"max":1,"per":"P1D","reserve":{"topic":"offers","n":2}}]}                   | 400 | caps.0.reserve.n
            {"caps":[{"max":1,"per":"P1D","topic":"offers","reserve":{"topic":"events","n":1}}]}  | 400 | caps.0.reserve.topic
            {"caps":[{"max":1,"per":"P1D","topic":"offers.shoes","reserve":{"topic":"offers","n":1}}]} | 400 | caps.0.reserve.topic
            {"caps":[{"max":1,"per":"P1D","topic":"offers","reserve":{"topic":"offers.hats","n":1}}]} | 422 | caps.0.reserve.topic
            {"authorship":[{}]}                                           | 400 | authorship.0.accepts
            {"authorship":[{"accepts":[]}]}                               | 400 | authorship.0.accepts
            {"authorship":[{"accepts":["robots"]}]}                       | 400 | authorship.0.accepts.0
            {"authorship":[{"accepts":[null]}]}                           | 400 | authorship.0.accepts.0
            {"authorship":[{"accepts":["personal"],"topic":"gossip"}]}    | 422 | authorship.0.topic
            {"preferredChannels":["email","email"]}                       | 400 | preferredChannels.1
            {"preferredChannels":[null]}                                  | 400 | preferredChannels.0
            {"preferredChannels":["E-mail"]}                              | 400 | preferredChannels.0
            {"preferredChannels":["telex"]}                               | 422 | preferredChannels.0
            """)
    void whatCannotBeKept(String body, int status, String field) {
        refused("PUT", "application/json", body, status, field);
        refused("PATCH", MergePatch.MEDIA_TYPE, body, status, field);
        Assertions.assertEquals(
                "1",
                database.value("select version from terms where person_id = ?", ana())
                        .orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "windows:51:{\"from\":\"09:00\",\"to\":\"10:00\"}",
                "caps:21:{\"max\":1,\"per\":\"P1D\"}",
                "authorship:21:{\"accepts\":[\"personal\"]}",
                "preferredChannels:21:\"email\""
            })
    void tooMany(String many) {
        var parts = many.split(":", 3);
        var items = String.join(",", java.util.Collections.nCopies(Integer.parseInt(parts[1]), parts[2]));
        refused("PUT", "application/json", "{\"%s\":[%s]}".formatted(parts[0], items), 400, parts[0]);
    }

    @Test
    void whatIsNotJson() {
        for (var body : new String[] {"", "{", "{\"a\":1,\"a\":2}", "{} {}", "[".repeat(40), "1e999999999"}) {
            refused("PATCH", MergePatch.MEDIA_TYPE, body, 400, null);
        }
        refused("PATCH", MergePatch.MEDIA_TYPE, "{\"locale\":\"" + "x".repeat(70_000) + "\"}", 413, null);
    }

    private void refused(String method, String mediaType, String body, int status, String field) {
        var reply = careless(Api.personToken(ana()))
                .contentType(mediaType)
                .header("If-Match", "*")
                .body(body)
                .request(method, "/v1/persons/" + ana() + "/preferences")
                .then()
                .statusCode(status)
                .body("status", is(status));
        if (field != null) reply.body("errors.field", hasItem(field));
    }

    private static synchronized UUID ana() {
        if (ana == null) ana = Persons.who(Acts.newcomer());
        return ana;
    }
}

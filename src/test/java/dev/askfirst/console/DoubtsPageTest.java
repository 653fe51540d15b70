package dev.askfirst.console;

import static dev.askfirst.platform.Api.sender;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.authorship.Letters;
import dev.askfirst.catalog.CheckedAuthors;
import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.consent.Acts;
import dev.askfirst.platform.Scraped;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.json.Json;
import dev.askfirst.policy.term.AuthorshipCheck;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Staff see which campaigns that are called personal went to many, before that binds anybody. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class DoubtsPageTest {

    private static final String PATH = "/console/doubts";

    @Inject
    DemoCatalog catalog;

    @AfterEach
    void nobodyIsChecked() {
        catalog.again();
    }

    @Test
    void campaignsThatWentToManyAreShownBySender() {
        var staff = Staff.signedIn("compliance");
        staff.get(PATH).then().body(containsString("No sender is checked."));
        CheckedAuthors.everybody(catalog, AuthorshipCheck.SHADOW);
        var spring = "spring <i>" + UUID.randomUUID();
        var few = "few " + UUID.randomUUID();
        CopiedLetters.told(spring, 12);
        CopiedLetters.told(few, 9);
        staff.get(PATH)
                .then()
                .statusCode(200)
                .body(allOf(
                        containsString("On trial"),
                        containsString(spring.replace("<i>", "&lt;i&gt;")),
                        containsString("12 addresses reached"),
                        not(containsString(few))));
        staff.get("/console").then().body(containsString(PATH));
    }

    @Test
    void operatorsSeeHowManyAreDoubtedByWhomOnceThatBinds() {
        String[] mailer = {"sender=\"acme-mailer\""};
        CheckedAuthors.everybody(catalog, AuthorshipCheck.SHADOW);
        CopiedLetters.told("on trial " + UUID.randomUUID(), 11);
        var before = Scraped.now().sum("askfirst_doubted_messages_total", mailer);
        CheckedAuthors.everybody(catalog, AuthorshipCheck.ON);
        CopiedLetters.told("in earnest " + UUID.randomUUID(), 11);
        assertEquals(before + 2, Scraped.now().sum("askfirst_doubted_messages_total", mailer));
    }

    @Test
    void whoWritesFasterThanAnybodyIsShown() {
        CheckedAuthors.everybody(catalog, AuthorshipCheck.SHADOW);
        var author = UUID.randomUUID().toString();
        for (var i = 0; i < 5; i++) {
            var made = sender("acme-mailer")
                    .body(Json.write(Map.of("text", Letters.of(author + i, 60))))
                    .post("/v1/fingerprints")
                    .jsonPath();
            CopiedLetters.told(Acts.newcomer(), author, 997, made.getString("fingerprint"));
        }
        Staff.signedIn("compliance").get(PATH).then().body(containsString("4,985 words within an hour for Acme Shoes"));
    }
}

package dev.askfirst.selfservice;

import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.catalog.CheckedAuthors;
import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import dev.askfirst.policy.term.AuthorshipCheck;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Somebody pastes a message that they got, and sees what its sender said of it before it went out. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class ComparedTextTest {

    private static final String MATCHES = "It matches what this sender stated:";
    private static final String JO = "According to the sender, Jo Berg wrote it.";

    /** Those that the service may read; partitions are read by what they are part of. */
    private static final String TABLES = """
            select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
                and not relispartition and has_table_privilege(oid, 'select')""";

    @Inject
    Database database;

    @Inject
    TestClock clock;

    @Inject
    DemoCatalog catalog;

    @AfterEach
    void itIsNow() {
        clock.reset();
        catalog.again();
    }

    @Test
    void theMessageThatWasToldIsFound() {
        var ana = Visiting.somebody();
        ToldTexts.personal(ana, ToldTexts.LETTER);
        var received = ToldTexts.LETTER.replace("Ana", "ANA") + "\n\n-- \nJo Berg, Acme Shoes";
        compared(ana, received, allOf(containsString(MATCHES), containsString(JO), containsString("Answer: yes")));
    }

    @Test
    void sentToOthersWithOtherNamesItIsStillTheSame() {
        var ana = Visiting.somebody();
        ToldTexts.personal(ana, ToldTexts.LETTER);
        var merged = ToldTexts.LETTER.replace("Ana", "Bert").replace("39", "43").replace("blue", "red");
        compared(ana, merged, containsString(MATCHES));
    }

    @Test
    void whatWentToManyIsToldBesideIt() {
        CheckedAuthors.everybody(catalog, AuthorshipCheck.ON);
        for (var i = 0; i < 9; i++) ToldTexts.personal("mailto:reader%d@many.example".formatted(i), ToldTexts.LETTER);
        var ana = Visiting.somebody();
        ToldTexts.personal(ana, ToldTexts.LETTER);
        var many = containsString("went to at least 10 addresses, so it counts as written by a machine.");
        compared(ana, ToldTexts.LETTER, allOf(containsString(MATCHES), containsString(JO), many));
        Visiting.byLink(ana).proven(database).get("/me/asked").then().body(many);
    }

    @Test
    void anotherMessageIsNot() {
        var ana = Visiting.somebody();
        ToldTexts.personal(ana, ToldTexts.LETTER);
        var other = """
                Dear Mr Singh, your repair is finished: we have replaced both zips and the left strap of the bag, and cleaned the
                leather. The bill is attached; you can fetch it on any weekday between ten and six.""";
        compared(
                ana,
                other,
                allOf(
                        containsString("It is not like the one message whose sender stated what it is like."),
                        not(containsString(JO))));
    }

    @Test
    void aShortTextIsNotJudged() {
        var ana = Visiting.somebody();
        ToldTexts.personal(ana, ToldTexts.LETTER);
        compared(ana, "Hello Ana, see you on Friday!", containsString("This is too short to compare"));
        compared(ana, "", containsString("This is too short to compare"));
    }

    @Test
    void withoutAnythingToldNothingIsSaid() {
        var ana = Visiting.somebody();
        Permits.outcome(ana, "offers.shoes");
        compared(
                ana, ToldTexts.LETTER, containsString("No sender has stated so far what its messages to you are like"));
    }

    @Test
    void whatOthersWereSentIsNotCompared() {
        ToldTexts.personal(Visiting.somebody(), ToldTexts.LETTER);
        compared(Visiting.somebody(), ToldTexts.LETTER, not(containsString(MATCHES)));
    }

    /** The clock goes back, not ahead: codes of people's visits are told apart by when they were asked for. */
    @Test
    void theKeyOfTheMonthOfTheMessageCounts() {
        clock.advance(Duration.ofDays(-31));
        var ana = Visiting.somebody();
        ToldTexts.personal(ana, ToldTexts.LETTER);
        clock.reset();
        compared(ana, ToldTexts.LETTER, containsString(MATCHES));
    }

    @Test
    void withoutTheKeyOfItsMonthNoMessageIsLikeAnything() {
        var ana = Visiting.somebody();
        ToldTexts.personal(ana, 60, "2020-01." + "A".repeat(171));
        compared(ana, ToldTexts.LETTER, containsString("It is not like the one message"));
    }

    @Test
    void withoutACodeNothingIsComparedAndTheTextIsKeptNowhere() {
        var ana = Visiting.somebody();
        ToldTexts.personal(ana, ToldTexts.LETTER);
        Visiting.byLink(ana)
                .post("/me/asked", Map.of("text", ToldTexts.LETTER))
                .then()
                .statusCode(303)
                .header("Location", containsString("/me/asked"));
        for (var table : database.rows(TABLES)) {
            var name = table.getFirst();
            var found =
                    database.count("select count(*) from \"%s\" x where x::text like '%%wider last%%'".formatted(name));
            assertEquals(0, found, name);
        }
    }

    @Test
    void aFormOfAnotherSiteIsRefused() {
        var ana = Visiting.somebody();
        var visit = Visiting.byLink(ana).proven(database);
        Visiting.press("/me/asked", Map.of("text", ToldTexts.LETTER)).then().statusCode(is(303));
        var old = Visiting.with(visit.cookie()).post("/me/asked", Map.of("text", ToldTexts.LETTER));
        old.then().statusCode(409);
    }

    private void compared(String contact, String text, Matcher<String> says) {
        Visiting.byLink(contact)
                .proven(database)
                .post("/me/asked", Map.of("text", text))
                .then()
                .statusCode(200)
                .body(says);
    }
}

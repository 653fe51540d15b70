package dev.askfirst.outbound.mail;

import static dev.askfirst.platform.Api.staff;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Persons;
import dev.askfirst.consent.deputy.Named;
import dev.askfirst.outbound.Confirmed;
import dev.askfirst.outbound.Mailing;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.language.Languages;
import dev.askfirst.platform.language.Texts;
import dev.askfirst.selfservice.Visiting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** People are told by letter who may act for them, where they did not say so themselves on their own page. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class DeputyLettersTest {

    private static final String SIGNED = ", \"evidence\": {\"method\": \"paper\", \"source\": \"contracts/117\"}";

    @Inject
    Mailing mailing;

    @Inject
    Database database;

    @Inject
    TestClock clock;

    private Confirmed ana;

    static Stream<String> languages() {
        return Languages.ALL.stream();
    }

    @BeforeEach
    void somebody() {
        ana = Confirmed.somebody();
    }

    @Test
    void whomStaffNamedIsToldWithWhatTheyMayAndWhereItEnds() throws Exception {
        var until = ", \"until\": \"2099-07-01T00:00:00Z\"";
        named(UUID.randomUUID(), "Rosa <b>Lind", SIGNED + until, "no", "see");
        var letters = letters();
        assertEquals(1, letters.size());
        assertEquals("sent", mailing.result(letters.getFirst()));
        var received = mailing.received(letters.getFirst());
        assertEquals(ana.address(), received.header("To"));
        assertEquals("auto-generated", received.header("Auto-Submitted"));
        assertTrue(received.header("Subject").startsWith("Someone may act for you on localhost"));
        for (var part :
                List.of(received.text(), received.html().replace("&lt;", "<").replace("&gt;", ">"))) {
            for (var said : List.of(
                    "Rosa <b>Lind may do this for you:",
                    "Say no and stop messages",
                    "See what is switched on and who asked",
                    "Until 30 June 2099",
                    "Nobody can ever say yes for you",
                    "/me/deputies")) assertTrue(part.contains(said), () -> said + " is not in " + part);
            assertFalse(part.contains("Set hours"), part);
        }
        assertFalse(received.html().contains("<b>"), received::html);
        var row = database.value(
                "select l::text from letter l where id = ?", letters.getFirst().id());
        for (var never : List.of("Rosa", "@", "/me"))
            assertFalse(row.orElseThrow().contains(never), row::get);
    }

    @Test
    void everyChangeIsToldAndTheSameAgainIsNot() {
        var rosa = UUID.randomUUID();
        named(rosa, "Rosa Lind", SIGNED, "no");
        named(rosa, "Rosa Lind", SIGNED, "no");
        assertEquals(1, letters().size());
        named(rosa, "Rosa Lind", SIGNED, "no", "hours");
        assertEquals(2, letters().size());
        // A system of theirs may have it from the person, or not.
        Named.by(ana.person(), "see");
        assertEquals(3, letters().size());
    }

    @Test
    void whoSaidSoOnTheirOwnPageIsNotTold() {
        var visit = Visiting.byLink(ana.contact(), "orders").proven(database);
        visit.get("/me/deputies");
        visit.post("/me/deputies", Map.of("name", "Rosa Lind", "kind", "family", "may", "no", "until", ""))
                .then()
                .statusCode(303);
        assertEquals(1, database.count("select count(*) from deputy where person_id = ?", ana.person()));
        assertEquals(List.of(), letters());
    }

    @Test
    void anAddressThatIsNotKnownToBeTheirsIsToldNothing() {
        var contact = Visiting.somebody();
        Named.by(Persons.idOf(contact), "no");
        assertEquals(
                0,
                database.count(
                        "select count(*) from letter l join contact_point c using (point_id)"
                                + " where c.person_id = ? and l.kind = 'deputy'",
                        Persons.idOf(contact)));
    }

    @Test
    void whatWasEndedOrChangedMeanwhileIsNotToldAnyMore() throws Exception {
        var rosa = Named.by(ana.person(), "no");
        var first = act(rosa);
        Named.put(ana.person(), rosa, "", "no", "see").then().statusCode(201);
        assertEquals("dropped", sent(rosa, first, "en"));
        assertEquals("sent", sent(rosa, act(rosa), "en"));
        Api.person(ana.person())
                .delete("/v1/persons/" + ana.person() + "/deputies/" + rosa)
                .then()
                .statusCode(204);
        assertEquals("dropped", sent(rosa, act(rosa), "en"));
    }

    @ParameterizedTest
    @MethodSource("languages")
    void itIsWrittenInEveryLanguage(String language) throws Exception {
        var rosa = Named.by(ana.person(), "no", "see", "hours");
        var letter = mailing.send(letter(rosa, act(rosa), language));
        assertEquals("sent", mailing.result(letter));
        var received = mailing.received(letter);
        var texts = Texts.of("letter", language);
        var deputies = Texts.of("deputy", language);
        var said = List.of(
                texts.text("deputyNow", "Rosa Lind"),
                texts.text("deputyHow"),
                texts.text("deputyEnd"),
                deputies.text("no"),
                deputies.text("see"),
                deputies.text("hours"),
                deputies.text("open"));
        for (var it : said) {
            assertTrue(received.text().contains(it), () -> it + " is not in " + received.text());
            assertTrue(received.html().contains(it), () -> it + " is not in " + received.html());
        }
        assertTrue(received.html().contains(deputies.text("enter")), received::html);
    }

    private void named(UUID deputy, String name, String more, String... may) {
        staff("admin")
                .body(Named.body(more, may).replace("Rosa Lind", name))
                .put("/v1/persons/" + ana.person() + "/deputies/" + deputy)
                .then()
                .statusCode(org.hamcrest.Matchers.oneOf(200, 201));
    }

    private UUID act(UUID deputy) {
        return UUID.fromString(Api.person(ana.person())
                .get("/v1/persons/" + ana.person() + "/deputies/" + deputy)
                .path("act"));
    }

    private String sent(UUID deputy, UUID act, String language) throws Exception {
        return mailing.result(mailing.send(letter(deputy, act, language)));
    }

    private Letter letter(UUID deputy, UUID act, String language) throws Exception {
        return Letter.deputy(Ids.at(clock.read()), ana.point(), language, new Letter.Named(deputy, act));
    }

    /** Those about deputies that were queued for them. */
    private List<Letter> letters() {
        return database
                .rows("select id from letter where kind = 'deputy' and point_id = ? order by id", ana.point())
                .stream()
                .map(row -> UUID.fromString(row.getFirst()))
                .map(id -> new Letter(id, Letter.Kind.DEPUTY, ana.point(), "en", Map.of()))
                .toList();
    }
}

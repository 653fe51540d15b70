package dev.askfirst.selfservice.deputy;

import static dev.askfirst.platform.Api.anybody;
import static dev.askfirst.platform.Api.person;
import static dev.askfirst.platform.Api.staff;
import static dev.askfirst.selfservice.Visiting.press;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.consent.Persons;
import dev.askfirst.consent.deputy.Named;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import dev.askfirst.selfservice.Permits;
import dev.askfirst.selfservice.Visiting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People name and end their deputies on their page; deputies come in by a link that does what they may, and nothing else. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class DeputyPagesTest {

    private static final String PATH = "/me/deputies";

    @Inject
    Database database;

    private String contact;
    private UUID ana;

    @BeforeEach
    void somebody() {
        contact = Visiting.somebody();
        ana = Persons.idOf(contact);
    }

    @Test
    void aLinkAloneNamesAndShowsNobody() {
        var rosa = Named.by(ana, "no");
        var visit = Visiting.byLink(contact, "orders");
        visit.get(PATH).then().body(not(containsString("Rosa Lind")), not(containsString("/d/")));
        visit.looked();
        visit.post(PATH, named("Eve", "no")).then().body(not(containsString("Eve Adams")));
        visit.looked();
        visit.post(PATH, Map.of("end", rosa.toString()));
        assertEquals(1, database.count("select count(*) from deputy where person_id = ? and ended_at is null", ana));
    }

    /** As from the letter that tells them of a deputy. */
    @Test
    void whoComesWithoutAVisitIsThereAfterTheCode() {
        Named.by(ana, "no");
        var door = anybody().redirects().follow(false).get(PATH);
        door.then().statusCode(303).header("Location", endsWith("/enter?to=" + PATH));
        anybody().get("/enter?to=" + PATH).then().body(containsString("name=\"to\" value=\"" + PATH + "\""));
        anybody().get("/enter?to=//evil.example").then().body(not(containsString("evil")));
        var address = contact.replace("mailto:", "");
        var asked = press("/enter", Map.of("address", address, "to", PATH));
        asked.then().body(containsString("name=\"pending\" value=\"" + PATH + "\""));
        var visit = Visiting.with(asked.cookie(Visiting.COOKIE)).seen(asked);
        visit.post("/me/code", Map.of("code", Visiting.digits(database), "pending", PATH))
                .then()
                .statusCode(303)
                .header("Location", endsWith(PATH));
        visit.get(PATH).then().body(containsString("Rosa Lind"));
    }

    @Test
    void aPersonNamesSomebodyHandsOverTheLinkAndEndsIt() {
        var visit = Visiting.byLink(contact, "orders").proven(database);
        visit.get("/me/papers").then().body(containsString("href=\"" + PATH + "\""));
        visit.get(PATH).then().body(containsString("Nobody may act for you"));
        visit.post(PATH, named("Rosa <b>Lind", "no", "see")).then().statusCode(303);
        var page = visit.get(PATH);
        page.then().body(containsString("Rosa &lt;b&gt;Lind"), containsString("Say no and stop messages"));
        var link = found(page.asString(), "(/d/[A-Za-z0-9_-]+)\"");
        anybody()
                .get(link)
                .then()
                .statusCode(200)
                .body(containsString("Acme Shoes"), not(containsString(contact.replace("mailto:", ""))));
        press(link, Map.of("do", "company", "company", "acme"))
                .then()
                .statusCode(200)
                .body(containsString("recorded"));
        assertEquals("deny", Permits.outcome(contact, "offers"));
        staff("compliance")
                .get("/v1/persons/" + ana + "/history")
                .then()
                .body("acts.find { it.kind == 'withdrawal' }.by.role", is("deputy"))
                .body("acts.find { it.kind == 'withdrawal' }.by.issuer", is("askfirst"));
        visit.get("/me/asked")
                .then()
                .body(containsString("Allowed to act for me: Rosa"), containsString("Done by Rosa"));
        visit.post(PATH, Map.of("end", found(page.asString(), "name=\"end\" value=\"([0-9a-f-]+)\"")))
                .then()
                .statusCode(303);
        anybody().get(link).then().statusCode(404);
        press(link, Map.of("do", "stop")).then().statusCode(404);
        visit.get(PATH).then().body(not(containsString("Rosa")));
    }

    @Test
    void aPageThatIsNotFilledInSaysSoAndKeepsTheName() {
        var visit = Visiting.byLink(contact, "orders").proven(database);
        visit.get(PATH);
        visit.post(PATH, named("", "no")).then().statusCode(400).body(containsString("aria-invalid"));
        visit.post(PATH, named("Rosa Lind")).then().statusCode(400).body(containsString("value=\"Rosa Lind\""));
        visit.post(PATH, Map.of("name", "R", "kind", "family", "may", "no", "until", "2020-01-01"))
                .then()
                .statusCode(400);
        visit.post(PATH, Map.of("name", "R", "kind", "family", "may", "no", "until", "soon"))
                .then()
                .statusCode(400);
        visit.post(PATH, Map.of("name", "R", "kind", "boss", "may", "no"))
                .then()
                .statusCode(400);
        visit.post(PATH, Map.of("end", UUID.randomUUID().toString())).then().statusCode(400);
        assertEquals(0, database.count("select count(*) from deputy where person_id = ?", ana));
    }

    @Test
    void whoMayNotSeeIsShownNothingOfThePerson() {
        var link = Named.link(ana, Named.by(ana, "no"));
        anybody()
                .get(link)
                .then()
                .statusCode(200)
                .body(not(containsString("…@")), not(containsString("switched on and")), containsString("Globex"));
        press(link, Map.of("do", "pause", "for", "P7D")).then().statusCode(403);
        press(link, hours("09:00", "18:00")).then().statusCode(403);
        press(link, Map.of("do", "company", "company", "globex")).then().statusCode(200);
        press(link, Map.of("do", "company", "company", "nobody")).then().statusCode(400);
        press(link, Map.of("do", "yes")).then().statusCode(400);
        var seeing = Named.link(ana, Named.by(ana, "see"));
        anybody().get(seeing).then().body(containsString("Acme Shoes"), not(containsString("name=\"do\"")));
        press(seeing, Map.of("do", "stop")).then().statusCode(403);
        assertEquals("permit", Permits.outcome(contact, "offers"));
    }

    @Test
    void hoursAndPausesAreSetAsTheyStandThere() {
        var link = Named.link(ana, Named.by(ana, "hours"));
        press(link, hours("09:00", "18:00")).then().statusCode(400).body(containsString("time zone"));
        var path = "/v1/persons/" + ana + "/preferences";
        person(ana)
                .header("If-Match", person(ana).get(path).header("ETag"))
                .body(
                        "{\"timeZone\": \"Europe/Paris\", \"windows\": [{\"channel\": \"sms\", \"from\": \"10:00\", \"to\": \"11:00\"}]}")
                .put(path)
                .then()
                .statusCode(200);
        for (var wrong : List.of(hours("", "18:00"), hours("09:00", "09:00"), hours("x", "y")))
            press(link, wrong).then().statusCode(400);
        press(link, hours("09:00", "18:00")).then().statusCode(200);
        person(ana)
                .get(path)
                .then()
                .body(
                        "windows.size()",
                        is(2),
                        "windows.find { it.channel == null }.days",
                        is(List.of("MON", "TUE", "WED", "THU", "FRI")));
        press(link, Map.of("do", "pause", "for", "P7D")).then().statusCode(200);
        press(link, Map.of("do", "pause", "for", "P1D")).then().statusCode(409);
        press(link, Map.of("do", "pause", "for", "P99D")).then().statusCode(400);
        anybody().get("/d/nothing").then().statusCode(404);
    }

    @Test
    void theLastDayIsTheLastOnWhichTheyMay() {
        var visit = Visiting.byLink(contact, "orders").proven(database);
        visit.get(PATH);
        var day = LocalDate.now().plusDays(40);
        visit.post(PATH, Map.of("name", "Rosa Lind", "kind", "agent", "may", "no", "until", day.toString()))
                .then()
                .statusCode(303);
        person(ana)
                .get("/v1/persons/" + ana + "/deputies")
                .then()
                .body("deputies[0].until", containsString(day.plusDays(1) + "T00:00:00"));
    }

    private static Map<String, ?> hours(String from, String to) {
        return Map.of("do", "hours", "days", "weekdays", "from", from, "to", to);
    }

    private static Map<String, ?> named(String name, String... may) {
        return Map.of("name", name, "kind", "family", "may", List.of(may), "contact", "", "until", "");
    }

    private static String found(String text, String pattern) {
        var found = Pattern.compile(pattern).matcher(text);
        if (!found.find()) throw new AssertionError(pattern);
        return found.group(1);
    }
}

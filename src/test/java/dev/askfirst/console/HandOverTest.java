package dev.askfirst.console;

import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.sender;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.export.Exporting;
import dev.askfirst.log.Sealing;
import dev.askfirst.platform.Await;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import dev.askfirst.verify.ExportFolder;
import dev.askfirst.verify.ProofVerification;
import dev.askfirst.verify.Report;
import dev.askfirst.verify.Tampered;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Staff hand over a sender, a person, a month: counted first, made, taken away as one zip, and checked by whoever gets it. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class HandOverTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([a-z]+)\" value=\"([^\"]*)\">");

    @Inject
    TestClock clock;

    @Inject
    Database database;

    @Inject
    Sealing sealing;

    @TempDir
    Path folder;

    private Staff staff;

    @BeforeEach
    void someone() {
        staff = Staff.signedIn("compliance");
    }

    @AfterEach
    void present() {
        clock.reset();
    }

    @Test
    void aPersonIsHandedOverWithAllThatIsAboutThemAndNothingAboutOthers() throws Exception {
        var ana = Acts.newcomer();
        var other = Acts.newcomer();
        String yes = Acts.grant(ana, "offers").path("id");
        String permit = ask("acme-mailer", about(ana)).path("id");
        String theirs = Acts.grant(other, "offers").path("id");
        sender("acme-mailer").body("{\"outcome\": \"sent\"}").post("/v1/decisions/" + permit + "/outcome");
        var id = Persons.idOf(ana);
        var chosen = staff.post("/console/hand", Map.of("what", "person", "who", ana.replace("mailto:", "")));
        var counted =
                staff.get(path(chosen.statusCode(), chosen.header("Location"))).asString();
        assertTrue(counted.contains("everything about one person, to this day"), counted);
        assertTrue(counted.contains("person.json") && counted.contains("masked"), counted);
        assertFalse(counted.contains(ana.replace("mailto:", "")), "no address on the page");
        var before = exports(id);
        var zip = made(counted);
        assertEquals(before + 1, exports(id), "that it was made is on record as looking at the person");
        var report = verified(zip);
        assertTrue(report.facts() >= 3 && report.counts().get("filtered") > 0, report::toString);
        var entries = file(zip, "entries-00001.ndjson");
        for (var one : new String[] {yes, permit, "\"decision\":\"" + permit})
            assertTrue(entries.contains(one), "entry " + one);
        assertFalse(entries.contains(theirs), "nothing about others");
        var person = JsonPath.from(file(zip, "person.json"));
        assertEquals(id.toString(), person.getString("person"));
        assertTrue(file(zip, "person.json").contains(permit));
        assertFalse(file(zip, "person.json").contains(other.replace("mailto:", "")));
    }

    @Test
    void whatIsCountedBeforeIsWhatIsToldAfter() throws Exception {
        clock.advance(Duration.ofDays(1200));
        var day = LocalDate.ofInstant(clock.read(), ZoneOffset.UTC);
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        for (var i = 0; i < 3; i++) ask("acme-mailer", about(ana));
        ask("globex-mailer", about(ana));
        sealing.seal();
        clock.reset();
        var fields = new LinkedHashMap<>(Map.of("what", "sender", "sender", "acme-mailer"));
        fields.putAll(Map.of("from", day.toString(), "to", day.toString()));
        var chosen = staff.post("/console/hand", fields);
        var counted =
                staff.get(path(chosen.statusCode(), chosen.header("Location"))).asString();
        assertTrue(counted.contains("4 entries: everything that Acme newsletter system"), counted);
        assertTrue(counted.contains("both included"), counted);
        assertEquals(4, verified(made(counted)).facts());
        var month = staff.post(
                "/console/hand",
                Map.of("what", "everything", "month", day.toString().substring(0, 7)));
        var all = staff.get(path(month.statusCode(), month.header("Location"))).asString();
        assertTrue(all.contains("5 entries: everything on record"), all);
    }

    @Test
    void aFileThatWasChangedIsFound() throws Exception {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        var chosen = staff.post("/console/hand", Map.of("what", "person", "who", ana));
        var zip = made(
                staff.get(path(chosen.statusCode(), chosen.header("Location"))).asString());
        for (var name : new String[] {"person.json", "entries-00001.ndjson"}) {
            var forged = folder.resolve("forged.zip");
            Files.write(forged, changed(zip, name));
            assertThrows(Tampered.class, () -> verified(Files.readAllBytes(forged)), name);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sender     | acme-mailer |                     |          |            |            | 400 | Say of which days
            sender     |             |                     | 2026-11  |            |            | 400 | Choose a sender
            sender     | <b>         |                     | 2026-11  |            |            | 400 | Choose a sender
            sender     | acme-mailer |                     | November |            |            | 400 | That is no month
            sender     | acme-mailer |                     | 2026-11  | 2026-11-01 |            | 400 | not both
            sender     | acme-mailer |                     |          | 2026-11-02 |            | 400 | One of the two days is missing
            sender     | acme-mailer |                     |          | 2026-11-02 | 2026-11-01 | 400 | The last day is before the first
            sender     | acme-mailer |                     |          | yesterday  | 2026-11-01 | 400 | That is no day
            person     |             |                     |          |            |            | 400 | Write an address
            person     |             | <i>ana@test.example |          |            |            | 400 | That is no address
            person     |             | nobody@test.example |          |            |            | 404 | Nobody is known
            person     |             | 01a202b2-c57b-774b-9a55-0a4c7c1d2e3f |  |    |            | 404 | Nobody is known
            everything |             |                     |          |            |            | 400 | Say of which days
            all of it  |             |                     | 2026-11  |            |            | 400 | Choose what
            """)
    void whatIsWrongStaysInTheFormWithASentence(
            String what, String sender, String who, String month, String from, String to, int status, String said) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("what", what);
        put(fields, "sender", sender);
        put(fields, "who", who);
        put(fields, "month", month);
        put(fields, "from", from);
        put(fields, "to", to);
        var reply = staff.post("/console/hand", fields);
        reply.then().statusCode(status).body(containsString("role=\"alert\""), containsString(said));
        reply.then().body(not(containsString("value=\"<")), containsString("<h1>Hand over a sender"));
        if (month != null) reply.then().body(containsString("value=\"" + month + "\""));
        if (from != null) reply.then().body(containsString("value=\"" + from + "\""));
    }

    @Test
    void anAddressOfTheCountsThatCannotBeIsAFormToo() {
        for (var query :
                new String[] {"", "?sender=acme-mailer", "?person=x", "?from=2026-11-01&to=x", "?sender=%3Cb%3E"})
            staff.get("/console/hand/counted" + query).then().body(containsString("role=\"alert\""));
    }

    @Test
    void whatIsNotThereIsNotFound() {
        staff.get("/console/hand/" + UUID.randomUUID()).then().statusCode(404);
        staff.get("/console/hand/" + UUID.randomUUID() + "/hand-over.zip")
                .then()
                .statusCode(404);
        var id = Staff.signedIn("compliance")
                .post("/console/hand/made", Map.of("from", "1980-01-01", "to", "1980-01-01"))
                .header("Location");
        staff.get(path(303, id)).then().statusCode(200);
        staff.post("/console/exports/" + id.replaceFirst(".*/", "") + "/cancel", Map.of());
        staff.get(path(303, id) + "/hand-over.zip").then().statusCode(404).body(containsString("not made yet"));
        staff.get(path(303, id)).then().body(containsString("It was cancelled"));
    }

    /** Sends the form of the page with the counts, waits, and takes the zip. */
    private byte[] made(String counted) {
        var fields = new LinkedHashMap<String, String>();
        HIDDEN.matcher(counted.substring(counted.indexOf("action=\"/console/hand/made\"")))
                .results()
                .filter(it -> !it.group(1).equals("token"))
                .forEach(it -> fields.put(it.group(1), it.group(2)));
        var order = staff.post("/console/hand/made", fields);
        var page = path(order.statusCode(), order.header("Location"));
        Await.until("it is made", LONG, () -> staff.get(page).asString().contains("It is ready."));
        assertTrue(staff.get(page).asString().contains("Entries with their facts"));
        var zip = staff.get(page + "/hand-over.zip");
        assertEquals("application/zip", zip.contentType());
        return zip.asByteArray();
    }

    private Report verified(byte[] zip) throws Exception {
        var file = Files.write(folder.resolve("hand-over.zip"), zip);
        assertFalse(ProofVerification.isProof(file));
        try (var files = ExportFolder.open(file)) {
            return Exporting.verify(files.path());
        }
    }

    private static String file(byte[] zip, String name) throws Exception {
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry())
                if (entry.getName().equals(name)) return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        throw new AssertionError("no " + name);
    }

    /** The same zip, one file of it with another letter. */
    private static byte[] changed(byte[] zip, String changed) throws Exception {
        var bytes = new java.io.ByteArrayOutputStream();
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip));
                var out = new ZipOutputStream(bytes)) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write((entry.getName().equals(changed) ? text.replaceFirst("acme", "acmE") : text)
                        .getBytes(StandardCharsets.UTF_8));
                out.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private long exports(UUID person) {
        return database.count(
                "select count(*) from access where person_id = ?::uuid and what = 'export'", person.toString());
    }

    private static void put(Map<String, String> fields, String name, String value) {
        if (value != null) fields.put(name, value);
    }

    private static String path(int status, String location) {
        assertEquals(303, status);
        return location.replaceFirst("^https?://[^/]+", "");
    }
}

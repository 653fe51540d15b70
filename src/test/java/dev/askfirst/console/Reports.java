package dev.askfirst.console;

import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.platform.Api.ask;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import dev.askfirst.consent.Acts;
import dev.askfirst.platform.Await;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestClock;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/** Delivery reports that officers hand in at a browser. */
@ApplicationScoped
class Reports {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final TestClock clock;
    private final Database database;

    Reports(TestClock clock, Database database) {
        this.clock = clock;
        this.database = database;
    }

    /** A report over three weeks, in which most was asked about, and some was not. */
    private String report() throws SQLException {
        var now = clock.read();
        var text = new StringBuilder("contact,channel,at,decision\n");
        for (var i = 0; i < 9; i++) {
            var contact = Acts.newcomer();
            Acts.grant(contact, "offers").then().statusCode(201);
            String permit = ask("acme-mailer", about(contact)).path("id");
            text.append(row(contact, clock.read(), permit));
        }
        for (var week = 0; week < 3; week++) {
            for (var i = 0; i <= week; i++) {
                var contact = Acts.newcomer();
                Acts.grant(contact, "offers").then().statusCode(201);
                text.append(row(contact, now.minus(Duration.ofDays(7L * week + 1)), ""));
            }
        }
        var denied = Acts.newcomer();
        ask("acme-mailer", about(denied));
        return text.append(row(denied, clock.read(), ""))
                .append("ana,email,now,\n")
                .toString();
    }

    private static String row(String contact, Instant at, String decision) {
        return "%s,email,%s,%s\n".formatted(contact, at, decision);
    }

    /** Hands a report in, and is on its page once it is matched. */
    void handedIn(Page page) throws SQLException {
        page.navigate(url(page, "/console/unasked"));
        sent(page, report());
        page.waitForURL("**/console/unasked/reports/*");
        var id = page.url().replaceAll(".*/", "");
        Await.until(
                "the report is matched",
                LONG,
                () -> database.count(
                                "select count(*) from reconciliation_job where report_id = ?::uuid and state = 'done'",
                                id)
                        == 1);
        page.navigate(url(page, "/console/unasked/reports/" + id));
    }

    static void sent(Page page, String csv) {
        page.getByLabel("Whose messages").selectOption("acme-mailer");
        page.getByLabel("File")
                .setInputFiles(new FilePayload("sent.csv", "text/csv", csv.getBytes(StandardCharsets.UTF_8)));
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Hand in").setExact(true))
                .click();
    }

    private static String url(Page page, String path) {
        return URI.create(page.url()).resolve(path).toString();
    }
}

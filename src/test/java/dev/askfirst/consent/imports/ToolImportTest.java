package dev.askfirst.consent.imports;

import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.ImportAnswer;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.security.Caller;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exports of other tools: recognised by their columns, and never taken for more than they say. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class ToolImportTest {

    private static final String SCOPE = "&controller=acme&topic=offers&channel=email&at=2025-06-01T00:00:00Z";

    @ParameterizedTest(name = "{0} is of {1}")
    @CsvSource(delimiter = '|', textBlock = """
        # file                      | format         | told by
        hubspot-contacts.csv        | hubspot        | Email, Unsubscribed from all email
        hubspot-unsubscribes.csv    | hubspot        | Email, Portal Bounce, Portal Unsubscribe
        klaviyo.csv                 | klaviyo        | Email, Klaviyo ID, Email Marketing Consent
        brevo.csv                   | brevo          | EMAIL, ADDED_TIME, MODIFIED_TIME
        brevo.ndjson                | brevo          | email, emailBlacklisted, createdAt
        activecampaign.csv          | activecampaign | email, status, sdate, udate
        ses.csv                     | ses            | EmailAddress, Reason, LastUpdateTime
        sendgrid-bounces.csv        | sendgrid       | email, created, status, reason
        sendgrid-spam-reports.csv   | sendgrid       | email, created, ip
        mailgun-bounces.csv         | mailgun        | address, created_at, code, error
        mailgun-unsubscribes.csv    | mailgun        | address, created_at, tags
        mailman.csv                 | mailman        | email, list_id, delivery_status
        onetrust.csv                | onetrust       | identifier, status, lastTransactionDate
        listmonk.csv                | listmonk       | uuid, email, status, created_at
        mailchimp-subscribed.csv    | mailchimp      | Email Address, OPTIN_TIME
        """)
    void autoNamesWhatItSawAndByWhatItWasTold(String file, String format, String toldBy) {
        var kind = file.startsWith("ses") || file.startsWith("sendgrid") || file.startsWith("mailgun")
                ? "suppressions"
                : "both";
        var seen = answer(file, "kind=" + kind + "&format=auto" + SCOPE);
        var named = answer(file, "kind=" + kind + "&format=" + format + SCOPE);
        var told = "\"format\":\"%s\",\"toldBy\":[\"%s\"]}".formatted(format, toldBy.replace(", ", "\",\""));
        assertTrue(seen.getLast().endsWith(told), seen::getLast);
        assertEquals(rejections(named), rejections(seen));
    }

    /** With addresses of its own, as other tests import these files too. */
    private static List<String> answer(String file, String query) {
        var type = file.endsWith(".csv") ? "text/csv" : "application/x-ndjson";
        var text = ImportAnswer.read(file).replace(".example", ".told.example");
        return ImportAnswer.of(staff(Caller.ADMIN), type, query, text);
    }

    private static List<String> rejections(List<String> answer) {
        return answer.stream().filter(line -> line.contains(" rejected ")).toList();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        # columns                                                    | why
        email,created                                                | cannot be told from the columns. `sendgrid` would also have `reason`. Name the format
        address,created_at                                           | cannot be told from the columns. `mailgun` would also have `tags`. Name the format
        Email,Portal Bounce,Portal Unsubscribe,status,sdate,udate    | cannot be told from the columns, which are those of `hubspot` and of `activecampaign`: name the format
        e-mail,name                                                  | cannot be told from the columns: name one of `acts`, `listmonk`, `mailchimp`, `hubspot`, `klaviyo`, `brevo`, `activecampaign`, `ses`, `sendgrid`, `mailgun`, `mailman`, `onetrust`
        """)
    void autoRefusesWhatItCannotTell(String columns, String why) {
        var rows = columns + "\n" + columns.replaceAll("[^,]+", "x") + "\n";
        ImportAnswer.send(
                        staff(Caller.ADMIN),
                        "text/csv",
                        "kind=suppressions&format=auto&controller=acme",
                        rows.getBytes(StandardCharsets.UTF_8))
                .then()
                .statusCode(400)
                .body("detail", is("`format` " + why));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        # query                                      | file                                        | problem
        kind=both&format=auto&controller=acme        | Email,Klaviyo ID,Email Marketing Consent    | `topic` is missing
        kind=grants&format=auto                      | email,status,sdate,udate                    | `controller` is missing
        kind=both&format=auto&controller=acme        | contact,at                                  | `kind` `both` goes with the export of a tool, whose rows say which they are: give its `format`
        kind=both&format=activecampaign&controller=acme&topic=offers&channel=email | email,status,sdate,udate,Status | `body` has the column `status` twice
        kind=both&format=hubspot&controller=acme&topic=offers&channel=email | address,created_at   | `body` has no header row with a column `Email`
        """)
    void whatTheFormatNeedsIsAskedFor(String query, String columns, String problem) {
        var send = ImportAnswer.send(
                staff(Caller.ADMIN), "text/csv", query, (columns + "\n").getBytes(StandardCharsets.UTF_8));
        send.then().statusCode(400).body("detail", startsWith(problem));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        # format | columns, row                                                                                                   | column
        hubspot  | Email,Marketing email confirmation status^x@left.example,confirmed                                             | Unsubscribed from all email
        klaviyo  | Email,Klaviyo ID,Email Marketing Consent^x@left.example,01H,SUBSCRIBED                                         | Email Suppressions
        mailman  | email,list_id,delivery_status^x@left.example,a.example,enabled                                                 | role
        """)
    void noYesIsTakenFromAFileThatLeavesOutTheNoes(String format, String file, String column) {
        assertEquals(
                "2 rejected invalid-request `%s` is missing: without it a row that says yes may be a no"
                        .formatted(column),
                ImportAnswer.of(
                                staff(Caller.ADMIN),
                                "text/csv",
                                "kind=grants&format=" + format + SCOPE,
                                file.replace('^', '\n'))
                        .getFirst());
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        # file: columns, row                                                        | format   | reason
        EmailAddress,Reason,LastUpdateTime^{},COMPLAINT,2024-04-10T21:04:53Z        | ses      | complaint
        EmailAddress,Reason,LastUpdateTime^{},Bounce,2024-04-10T21:04:53Z           | ses      | bounce
        ip,email,created^192.0.2.1,{},1714550400                                    | sendgrid | complaint
        reason,email,created^Mail domain does not exist,{},1714550400               | sendgrid | bounce
        email,created^{},1714550400                                                 | sendgrid | legal
        address,created_at^{},~"Wed, 01 May 2024 08:00:00 UTC"~                     | mailgun  | complaint
        address,code,error,created_at^{},550,gone,~"Wed, 01 May 2024 08:00:00 UTC"~ | mailgun  | bounce
        """)
    void aSuppressionHasTheReasonOfItsList(String file, String format, String reason) {
        var address = (format + "." + Integer.toHexString(file.hashCode()) + "@reasons.example");
        var csv = file.replace("~", "").replace("{}", address).replace('^', '\n') + "\n";
        assertEquals(
                "2 created",
                ImportAnswer.of(
                                staff(Caller.ADMIN),
                                "text/csv",
                                "kind=suppressions&controller=acme&format=" + format,
                                csv)
                        .getFirst());
        staff(Caller.ADMIN)
                .body("{\"contact\": \"mailto:%s\"}".formatted(address))
                .post("/v1/suppressions/lookup")
                .then()
                .statusCode(200)
                .body("suppressions.reason", contains(reason));
    }
}

package dev.askfirst.platform.postgres;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.askfirst.platform.Api;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.local.LocalRoles;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What passes by itself reads 503, what is broken reads 500: nobody waits for a mistake of ours to go away. */
@QuarkusTest
class OutageTest {

    private static final Pattern BESIDE_THE_SEAM = Pattern.compile(
            "catch \\([^)]*(SQLException|QuarkusTransactionException)[^)]*\\) \\{[^}]*(Fault\\.of|undecided\\(\\))");

    @ConfigProperty(name = "test.owner.password")
    String ownerPassword;

    @Inject
    DataSource dataSource;

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            # state | what it is                          | outage
            08006   | connection failure                  | true
            53100   | disk full                           | true
            53300   | too many connections                | true
            57014   | statement timeout                   | true
            57P03   | the database starts                 | true
            58030   | input or output error               | true
            40001   | lost race                           | true
            40P01   | deadlock                            | true
            55P03   | lock timeout                        | true
            25006   | read-only                           | true
            25P03   | idle in transaction                 | true
            55000   | this instance lacks a key in use    | true
            28P01   | password refused                    | true
                    | no connection of the pool is free   | true
            42601   | syntax error                        | false
            42P01   | no such table                       | false
            42501   | no right to                         | false
            22P02   | a value that is none                | false
            23505   | there already                       | false
            25P02   | an earlier statement failed         | false
            XX000   | the database's own mistake          | false
            """)
    void whatPassesIsToldFromWhatDoesNot(String state, String what, boolean outage) {
        var failure = new SQLException(what, state);
        assertEquals(outage, Outage.is(failure));
        var ended = Outage.undecided("it could not be read", new IllegalArgumentException(failure));
        assertEquals(outage, ended instanceof Fault fault && fault.code() == ProblemCode.UNDECIDED);
        assertSame(failure, ended.getCause().getCause());
    }

    @Test
    void aStatementThatIsWrongIsABug() throws SQLException {
        try (var owner = owner();
                var statement = owner.createStatement()) {
            statement.execute("alter table suppression rename to suppression_away");
            try {
                given().auth()
                        .oauth2(Api.token("admin"))
                        .get("/v1/suppressions")
                        .then()
                        .statusCode(500)
                        .body("type", is("/problems/internal"));
            } finally {
                statement.execute("alter table suppression_away rename to suppression");
            }
        }
    }

    /** Wherever it is caught: no other place decides which of the two it was. */
    @Test
    void nobodyElseTurnsAFailureOfTheDatabaseIntoAnAnswer() throws IOException {
        try (var files = Files.walk(Path.of("src/main/java"))) {
            var found = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> BESIDE_THE_SEAM.matcher(text(file)).find())
                    .toList();
            assertEquals(List.of(), found);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private java.sql.Connection owner() throws SQLException {
        try (var connection = dataSource.getConnection()) {
            return DriverManager.getConnection(connection.getMetaData().getURL(), LocalRoles.OWNER, ownerPassword);
        }
    }
}

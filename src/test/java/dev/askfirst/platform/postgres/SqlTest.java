package dev.askfirst.platform.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.ProblemCode;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Statements with named parameters, on a real database. */
@QuarkusTest
class SqlTest {

    @Inject
    DataSource dataSource;

    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        connection = dataSource.getConnection();
    }

    @AfterEach
    void leave() throws SQLException {
        connection.close();
    }

    @Test
    void everyKindOfValueComesBackAsItWent() throws SQLException {
        var id = UUID.randomUUID();
        var at = Instant.parse("2026-02-03T04:05:06.789012Z");
        var read = Sql.of("""
                        select :id::uuid as id, :at::timestamptz as at, :text as text, :number::bigint as number, :flag as flag,
                               :bytes as bytes, :code as code, :texts::text[] as texts, :length::float8 as length""")
                .with("id", id)
                .with("at", at)
                .with("text", "it's ?")
                .with("number", 7L)
                .with("flag", true)
                .with("bytes", new byte[] {1, 2})
                .with("code", ProblemCode.NOT_FOUND)
                .with("texts", List.of("a", "b"))
                .with("length", Duration.ofMillis(1500))
                .list(
                        connection,
                        row -> List.of(
                                row.id("id"),
                                row.time("at"),
                                row.text("text"),
                                row.number("number"),
                                row.flag("flag"),
                                row.bytes("bytes").length,
                                row.text("code"),
                                row.texts("texts"),
                                row.text("length")));
        assertEquals(List.of(List.of(id, at, "it's ?", 7L, true, 2, "not_found", List.of("a", "b"), "1.5")), read);
    }

    @Test
    void whatIsMissingIsMissing() throws SQLException {
        var row = Sql.of("select :a::text as a, :b::uuid as b, :c::timestamptz as c, :d::bigint as d, :e::bytea as e")
                .with("a", Optional.empty())
                .with("b", Optional.empty())
                .with("c", Optional.empty())
                .with("d", Optional.empty())
                .with("e", Optional.empty())
                .first(
                        connection,
                        it -> List.of(
                                it.optionalText("a"),
                                it.optionalId("b"),
                                it.optionalTime("c"),
                                it.optionalNumber("d"),
                                it.optionalBytes("e")));
        assertEquals(
                Optional.of(List.of(
                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty())),
                row);
        var nothing = Sql.of("select null::text as a");
        var bug = assertThrows(IllegalStateException.class, () -> nothing.list(connection, it -> it.text("a")));
        assertTrue(bug.getMessage().contains("a"), bug::getMessage);
    }

    @Test
    void whatNeedNotBeWholeOrThereIsRead() throws SQLException {
        var row = Sql.of("select 1.5::numeric as a, null::numeric as b, array['x', 'y'] as c, null::text[] as d")
                .first(
                        connection,
                        it -> List.of(
                                it.decimal("a"),
                                it.optionalDecimal("b"),
                                it.optionalTexts("c"),
                                it.optionalTexts("d")));
        assertEquals(
                Optional.of(List.of(1.5, Optional.empty(), Optional.of(List.of("x", "y")), Optional.empty())), row);
        var nothing = Sql.of("select null::numeric as a");
        assertThrows(IllegalStateException.class, () -> nothing.list(connection, it -> it.decimal("a")));
    }

    @Test
    void aNameStandsInManyPlacesAndNotInTextsCastsAndComments() throws SQLException {
        var rows = Sql.of("""
                        select :n::int + :n::int as twice, ':n' as text, '12:30'::time::text as time -- not :n
                        where :n::text = any (array['5', ':n'])""")
                .with("n", 5)
                .list(connection, row -> row.integer("twice") + row.text("text") + row.text("time"));
        assertEquals(List.of("10:n12:30:00"), rows);
    }

    @Test
    void idsAreAnArray() throws SQLException {
        var ids = List.of(UUID.randomUUID(), UUID.randomUUID());
        var count = Sql.of("select count(*) as n from unnest(:ids::uuid[])");
        assertEquals(Optional.of(2L), count.with("ids", ids).first(connection, row -> row.number("n")));
        assertEquals(Optional.of(0L), count.with("ids", List.of()).first(connection, row -> row.number("n")));
    }

    @Test
    void wholeNumbersAreAnArray() throws SQLException {
        var sum = Sql.of("select sum(n) as sum from unnest(:numbers::bigint[]) n");
        assertEquals(
                Optional.of(42L), sum.with("numbers", List.of(40L, 2L)).first(connection, row -> row.number("sum")));
        assertEquals(
                Optional.of(Optional.empty()),
                sum.with("numbers", List.of()).first(connection, row -> row.optionalNumber("sum")));
        assertThrows(
                IllegalStateException.class,
                () -> sum.with("numbers", List.of(0.5)).first(connection, row -> row.number("sum")));
    }

    /** Values may be about somebody. */
    @Test
    void whatIsPrintedOfAStatementHoldsNoValues() {
        var call = Sql.of("select :contact::text as contact").with("contact", "mailto:ana@test.example");
        assertFalse(call.toString().contains("ana"), call::toString);
        assertTrue(call.toString().contains("contact"), call::toString);
    }

    @Test
    void rowsComeOneByOneAndFromJdbcToo() throws SQLException {
        var sql = Sql.of("select n from generate_series(1, 3) as n");
        var sum = new long[1];
        sql.each(connection, row -> sum[0] += row.number("n"));
        assertEquals(6, sum[0]);
        try (var select = connection.prepareStatement("select 7 as n");
                var rows = select.executeQuery()) {
            assertTrue(rows.next());
            assertEquals(7, Row.of(rows).number("n"));
        }
    }

    @Test
    void aWrongNameIsABugAndSaysWhich() {
        var sql = Sql.of("select 1 as one where :a::int = 1");
        assertTrue(assertThrows(IllegalStateException.class, () -> sql.with("b", 1))
                .getMessage()
                .contains(":b"));
        assertTrue(assertThrows(IllegalStateException.class, () -> sql.list(connection, _ -> 1))
                .getMessage()
                .contains(":a"));
        var column = assertThrows(SQLException.class, () -> sql.with("a", 1).list(connection, row -> row.text("two")));
        assertFalse(Outage.is(column), column::getSQLState);
        assertThrows(
                IllegalStateException.class, () -> sql.with("a", new Object()).list(connection, _ -> 1));
    }

    @Test
    void whatWasChangedIsCounted() throws SQLException {
        assertEquals(
                0,
                Sql.of("delete from commit_probe where id = :id")
                        .with("id", UUID.randomUUID())
                        .update(connection));
        assertFalse(Sql.of("select 1 where :no").with("no", false).exists(connection));
    }
}

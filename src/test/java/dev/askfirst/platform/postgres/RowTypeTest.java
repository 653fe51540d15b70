package dev.askfirst.platform.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.askfirst.platform.Database;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rows are sent as types that stay as they are, and read by the names of their columns. */
@QuarkusTest
class RowTypeTest {

    private static final String COLUMNS = """
            select attname, format_type(atttypid, atttypmod) from pg_attribute
            where attrelid = ?::regclass and attnum > 0 and not attisdropped order by attnum""";

    /** The row type of a table itself, and every column that a table may have one day. */
    private static final Pattern GROWING = Pattern.compile(
            "unnest\\(\\?::(?!text|uuid|bigint|integer|smallint|bytea)\\w+(?<!_v\\d)\\[]|returning \\*");

    @Inject
    Database database;

    @Test
    void everyTypeIsAsTheDatabaseHasItAndFitsItsTable() throws Exception {
        var all = types();
        assertTrue(all.size() >= 17, all::toString);
        for (var type : all) {
            var columns = database.rows(COLUMNS, type.name());
            assertEquals(type.columns(), columns.stream().map(List::getFirst).toList(), type.name());
            var inTable = new TreeMap<String, String>();
            for (var column : database.rows(COLUMNS, type.table())) inTable.put(column.get(0), column.get(1));
            for (var column : columns)
                assertEquals(inTable.get(column.get(0)), column.get(1), type.name() + "." + column.get(0));
        }
    }

    @Test
    void noStatementDependsOnHowManyColumnsATableHas() throws IOException {
        try (var sources = Files.walk(Path.of("src/main/java"))) {
            for (var source :
                    sources.filter(it -> it.toString().endsWith(".java")).toList()) {
                var found = GROWING.matcher(Files.readString(source));
                assertFalse(found.find(), () -> source + ": " + found.group());
            }
        }
    }

    @Test
    void whatDependsOnItIsFound() {
        for (var sql : List.of("insert into decision select * from unnest(?::decision[])", "update x returning *"))
            assertTrue(GROWING.matcher(sql).find(), sql);
        for (var sql : List.of("unnest(?::decision_v1[])", "unnest(?::uuid[])", "returning id"))
            assertFalse(GROWING.matcher(sql).find(), sql);
    }

    private static List<RowType> types() throws Exception {
        var classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.askfirst");
        var found = Stream.<RowType>builder();
        for (var one : classes)
            for (var field : one.getFields())
                if (field.getRawType().isEquivalentTo(RowType.class)) found.add(of(field));
        return found.build().toList();
    }

    private static RowType of(JavaField field) throws Exception {
        var reflected = field.reflect();
        reflected.setAccessible(true);
        return (RowType) reflected.get(null);
    }
}

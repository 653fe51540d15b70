package dev.askfirst.consent.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.request.ImportRequest;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The list of exports is whole, and its rules stand in a safe order. */
class ToolExportsTest {

    private static final List<ToolExport.Means> NOES = List.of(
            ToolExport.Means.WITHDRAWAL,
            ToolExport.Means.BOUNCE,
            ToolExport.Means.COMPLAINT,
            ToolExport.Means.LEGAL,
            ToolExport.Means.PARTLY);

    @Test
    void everyFormatCanBeToldExceptNone() {
        var all = EnumSet.allOf(ImportRequest.Format.class);
        all.remove(ImportRequest.Format.AUTO);
        assertEquals(all, ToolExports.all().keySet());
    }

    @ParameterizedTest
    @EnumSource(
            value = ImportRequest.Format.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"ACTS", "LISTMONK", "MAILCHIMP", "AUTO"})
    void whatATableSaysIsWholeAndNoStandsBeforeYes(ImportRequest.Format format) {
        var export = ToolExports.of(format);
        assertTrue(!export.address().isEmpty()
                && export.status() != null
                && !export.rules().isEmpty());
        var yes = false;
        for (var rule : export.rules()) {
            var conditions = (rule.is().isEmpty() ? 0 : 1) + (rule.unless() == null ? 0 : 1) + (rule.there() ? 1 : 0);
            assertEquals(1, conditions, () -> "conditions of " + rule);
            yes |= rule.means() == ToolExport.Means.GRANT;
            // A column has one rule for each of its words, so what comes after a yes of the same column is no danger.
            assertTrue(!yes || !NOES.contains(rule.means()), () -> "a no after a yes: " + rule);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        # text                             | instant
        2024-05-22 14:33:02                | 2024-05-22T14:33:02Z
        2024-05-22 14:33                   | 2024-05-22T14:33:00Z
        2024-05-22T14:33:02.123456         | 2024-05-22T14:33:02.123456Z
        2024-05-22 14:33:02 UTC            | 2024-05-22T14:33:02Z
        2024-05-22T14:33:02+02:00          | 2024-05-22T12:33:02Z
        2024-05-22 14:33:02.5+02:00        | 2024-05-22T12:33:02.500Z
        Wed, 22 May 2024 14:33:02 UTC      | 2024-05-22T14:33:02Z
        Wed, 22 May 2024 14:33:02 GMT      | 2024-05-22T14:33:02Z
        Wed, 22 May 2024 14:33:02 +0200    | 2024-05-22T12:33:02Z
        1716388382                         | 2024-05-22T14:33:02Z
        1716388382.75                      | 2024-05-22T14:33:02Z
        0                                  | 1970-01-01T00:00:00Z
        0000-00-00 00:00:00                | -
        2024-02-30 14:33:02                | -
        22/05/2024 14:33                   | -
        05-06-2024 14:33:02                | -
        2024-05-22                         | -
        Tue, 22 May 2024 14:33:02 GMT      | -
        9999999999999                      | -
        never                              | -
        """)
    void aTimeIsReadIfThereIsOneWayOnly(String text, String instant) {
        assertEquals(Optional.ofNullable(instant).map(Instant::parse), ForeignTimes.parse(text));
    }
}

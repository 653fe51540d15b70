package dev.askfirst.platform.json;

/** Writes cells of CSV files that no spreadsheet takes for formulas. */
public final class CsvText {

    private static final String DANGEROUS = "=+-@\t\r";

    private CsvText() {}

    public static void cell(StringBuilder to, String text) {
        var safe = !text.isEmpty() && DANGEROUS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        var plain = safe.chars().noneMatch(c -> c == ',' || c == '"' || c < ' ');
        if (plain) to.append(safe);
        else to.append('"').append(safe.replace("\"", "\"\"")).append('"');
    }

    /** A whole line. */
    public static void line(StringBuilder to, String... cells) {
        for (var i = 0; i < cells.length; i++) {
            if (i > 0) to.append(',');
            cell(to, cells[i]);
        }
        to.append("\r\n");
    }
}

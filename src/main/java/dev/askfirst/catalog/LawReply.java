package dev.askfirst.catalog;

import dev.askfirst.law.LawRow;
import java.util.Comparator;
import java.util.List;

/** All versions of one row of law, those to come included. */
record LawReply(String id, List<LawRow> versions) {
    static LawReply of(String id, List<LawRow> rows) {
        return new LawReply(
                id, rows.stream().sorted(Comparator.comparing(LawRow::version)).toList());
    }
}

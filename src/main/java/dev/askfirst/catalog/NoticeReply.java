package dev.askfirst.catalog;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A wording as callers see it: with the hash of its words, which is what grants pin. */
record NoticeReply(
        String id,
        int version,
        String language,
        String controller,
        List<String> topics,
        String words,
        String hash,
        Optional<Earlier> earlier) {

    private static final Comparator<CatalogDocument.Notice> ORDER =
            Comparator.comparing(CatalogDocument.Notice::version).thenComparing(CatalogDocument.Notice::language);

    /** All versions and languages of one notice. */
    record All(String id, List<NoticeReply> versions) {
        static All of(String id, List<CatalogDocument.Notice> notices) {
            return new All(
                    id, notices.stream().sorted(ORDER).map(NoticeReply::of).toList());
        }
    }

    static NoticeReply of(CatalogDocument.Notice notice) {
        return new NoticeReply(
                notice.id(),
                notice.version(),
                notice.language(),
                notice.controller(),
                notice.topics(),
                notice.words(),
                notice.hash(),
                notice.earlier());
    }
}

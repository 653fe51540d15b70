package dev.askfirst.catalog;

import dev.askfirst.platform.json.Checks;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Finds everything that is wrong with the notices of a catalog. */
final class NoticeCheck {

    private static final int MOST_WORDS = 20_000;

    private final Checks checks;

    NoticeCheck(Checks checks) {
        this.checks = checks;
    }

    void all(List<CatalogDocument.Notice> notices, Set<String> controllers, Set<String> topics) {
        var seen = new HashSet<String>();
        var owners = new HashMap<String, String>();
        for (var notice : notices) {
            var field = "notices." + notice.id();
            if (notice.id() == null || !Checks.isId(notice.id())) {
                checks.error("notices", "has a malformed id `" + notice.id() + "`");
            } else if (!seen.add(key(notice))) {
                checks.error(field, "stands there twice with version " + notice.version() + " in " + notice.language());
            }
            one(field, notice, topics);
            if (notice.controller() == null) {
                checks.error(field + ".controller", "is missing");
                continue;
            }
            CatalogCheck.known(checks, field + ".controller", List.of(notice.controller()), controllers);
            var owner = owners.putIfAbsent(notice.id(), notice.controller());
            if (owner != null && !owner.equals(notice.controller())) {
                checks.error(field + ".controller", "is `" + owner + "` elsewhere in the same notice");
            }
        }
    }

    /** Language tags are the same in capitals. */
    private static String key(CatalogDocument.Notice notice) {
        var language = notice.language() == null ? "" : notice.language().toLowerCase(Locale.ROOT);
        return notice.id() + "/" + notice.version() + "/" + language;
    }

    private void one(String field, CatalogDocument.Notice notice, Set<String> topics) {
        if (notice.version() < 1) checks.error(field + ".version", "starts at 1");
        CatalogCheck.language(checks, field + ".language", notice.language());
        if (notice.words() == null || notice.words().isBlank()) checks.error(field + ".words", "are missing");
        else checks.words(field + ".words", notice.words(), MOST_WORDS);
        if (notice.topics().isEmpty()) checks.error(field + ".topics", "are missing");
        CatalogCheck.known(checks, field + ".topics", notice.topics(), topics);
        notice.earlier().ifPresent(earlier -> earlier(field + ".earlier", notice.version(), earlier));
    }

    private void earlier(String field, int version, Earlier earlier) {
        switch (earlier.then()) {
            case null -> checks.error(field + ".then", "is missing");
            case KEEP -> {
                if (earlier.until().isPresent()) checks.error(field + ".until", "is for grants that do not hold on");
            }
            case RE_ASK -> {
                if (earlier.until().isEmpty()) checks.error(field + ".until", "is missing: people need time to answer");
            }
            case END -> {}
        }
        if (version == 1) checks.error(field, "is for later versions: before the first there is none");
    }
}

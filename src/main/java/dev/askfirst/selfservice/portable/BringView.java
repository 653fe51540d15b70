package dev.askfirst.selfservice.portable;

import dev.askfirst.catalog.Catalog;
import dev.askfirst.consent.portable.BroughtTerms;
import dev.askfirst.consent.portable.Left;
import dev.askfirst.platform.language.Texts;
import dev.askfirst.selfservice.form.CatalogNames;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What somebody reads whose terms were taken.
 *
 * @param left what was not taken and why, a line each
 */
record BringView(int yeses, int noes, List<String> left) {

    static BringView of(BroughtTerms.Taken taken, Catalog catalog, String language) {
        var names = new CatalogNames(catalog, language);
        var texts = Texts.of("portable", language);
        return new BringView(
                taken.yeses(),
                taken.noes(),
                taken.left().stream()
                        .map(it -> line(it, names, texts))
                        .distinct()
                        .toList());
    }

    private static String line(Left left, CatalogNames names, Texts texts) {
        var what = Stream.of(
                        left.party(),
                        left.purpose().map(it -> topic(it, names)),
                        left.channel().map(it -> channel(it, names)))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
        var why = texts.text(why(left.why()));
        return what.isEmpty() ? why : texts.text("leftLine", what, why);
    }

    /** A topic that nobody knows here has no name but its id. */
    private static String topic(String id, CatalogNames names) {
        var name = names.topic(id);
        return name.isEmpty() ? id : name;
    }

    private static String channel(String id, CatalogNames names) {
        var name = names.channel(id);
        return name.isEmpty() ? id : name;
    }

    private static String why(Left.Why why) {
        return switch (why) {
            case UNKNOWN_CONTROLLER -> "leftUnknownController";
            case UNKNOWN_TOPIC -> "leftUnknownTopic";
            case UNKNOWN_CHANNEL -> "leftUnknownChannel";
            case UNKNOWN_NOTICE -> "leftUnknownNotice";
            case OTHER_CONTACT -> "leftOtherContact";
            case TOO_OLD -> "leftTooOld";
            case REFUSED_HERE -> "leftRefusedHere";
        };
    }
}

package dev.askfirst.consent.wording;

import java.util.Arrays;
import java.util.List;

/**
 * A pattern of words. Elements, separated by spaces: {@code stop}, that word, {@code stop*}, any that starts so; {@code <send>}, a word of that class;
 * {@code <send|call>}, of one of these; {@code [<me>]}, or nothing; {@code !<by>}, none of that class; {@code ..}, some
 * words of the same clause; {@code ...}, some words beyond commas too; {@code ^}, the start of the sentence; {@code $},
 * its end; {@code ,}, the end of a clause; {@code ?}, a sentence that asks. Parts with {@code &} between them stand in
 * the same clause in any order.
 */
record Rule(String text, List<List<Element>> parts) {

    /** One step of a pattern. */
    sealed interface Element {}

    /** These classes; one of them must stand here. */
    record Class(List<String> types, boolean optional, boolean absent) implements Element {}

    /** Words as they are; the last may be only the start of one, {@code hör*}. */
    record Words(String text, List<String> tokens, boolean open, boolean optional) implements Element {

        boolean stand(List<String> there) {
            var last = tokens.size() - 1;
            var end = there.get(last);
            return tokens.subList(0, last).equals(there.subList(0, last))
                    && (open ? end.startsWith(tokens.get(last)) : end.equals(tokens.get(last)));
        }
    }

    /** Any words. */
    record Gap(boolean beyond) implements Element {}

    /** A place between words. */
    record Place(char mark) implements Element {}

    static Rule of(String text) {
        var parts = Arrays.stream(text.split(" & "))
                .map(part -> Arrays.stream(part.strip().split(" +"))
                        .map(Rule::element)
                        .toList())
                .toList();
        return new Rule(text, parts);
    }

    private static Element element(String text) {
        if (text.startsWith("[")) return plain(text.substring(1, text.length() - 1), true);
        return switch (text) {
            case ".." -> new Gap(false);
            case "..." -> new Gap(true);
            case "^", "$", ",", "?" -> new Place(text.charAt(0));
            default -> plain(text, false);
        };
    }

    private static Element plain(String text, boolean optional) {
        var absent = text.startsWith("!");
        var name = absent ? text.substring(1) : text;
        if (!name.startsWith("<")) return new Words(name, Sentence.tokensOf(name), name.endsWith("*"), optional);
        return new Class(List.of(name.substring(1, name.length() - 1).split("\\|")), optional, absent);
    }
}

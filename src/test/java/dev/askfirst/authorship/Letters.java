package dev.askfirst.authorship;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Texts of made-up words: each of its name, and like no other. */
public final class Letters {

    private static final int LONG = 7;

    private Letters() {}

    /** The text of this name, of so many words. */
    public static String of(String name, int words) {
        var random = new Random(name.hashCode());
        return IntStream.range(0, words).mapToObj(_ -> word(random)).collect(Collectors.joining(" "));
    }

    private static String word(Random random) {
        return random.ints(LONG, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}

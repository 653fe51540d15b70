package dev.askfirst.decision.likeness;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.authorship.FingerprintKey;
import dev.askfirst.authorship.Sample;
import dev.askfirst.authorship.Words;
import dev.askfirst.policy.term.Doubt;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import net.datafaker.Faker;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One letter to many by a machine, who calls it personal: found by the twentieth copy, as {@code docs/fingerprints.md} says. */
class MailMergesTest {

    private static final FingerprintKey KEY = new FingerprintKey(YearMonth.of(2026, 11), new byte[32]);
    private static final int COPIES = 20;

    private final Random random = new Random(124);
    private final Faker faker = new Faker(random);

    private enum Kind {
        /** Names, order numbers and offers in eight fields of one word. */
        FIELDS,
        /** One word in six is one of three synonyms, of one or two words. */
        SPINTAX,
        /** Paragraphs of fifteen words in another order for everybody. */
        PARAGRAPHS,
        /** Like the first, with a footer. */
        FOOTER
    }

    @ParameterizedTest(name = "{0} of {1} words")
    @CsvSource(textBlock = """
            FIELDS, 60
            FIELDS, 80
            FIELDS, 120
            SPINTAX, 60
            SPINTAX, 80
            SPINTAX, 120
            PARAGRAPHS, 60
            PARAGRAPHS, 80
            PARAGRAPHS, 120
            FOOTER, 60
            """)
    void foundByTheTwentiethCopy(Kind kind, int words) {
        var letters = Integer.getInteger("tests.letters", 100);
        var found = 0;
        for (var i = 0; i < letters; i++) {
            var letter = letter(kind, words);
            var told = new Told();
            for (var copy = 1; copy < COPIES; copy++) told.to(copy, sample(letter.get()));
            if (Doubt.is(told.to(COPIES, sample(letter.get())))) found++;
        }
        System.out.printf("%s of %d words: %d of %d found%n", kind, words, found, letters);
        assertTrue(found >= 0.99 * letters, found + " of " + letters);
    }

    private Supplier<String> letter(Kind kind, int words) {
        var text = drawn(words);
        var places = new ArrayList<>(IntStream.range(1, words).boxed().toList());
        Collections.shuffle(places, random);
        return switch (kind) {
            case FIELDS -> () -> filled(text, places);
            case SPINTAX -> spun(text, places.subList(0, words / 6));
            case PARAGRAPHS -> () -> shuffled(text);
            case FOOTER -> {
                var footer = String.join(" ", drawn(80));
                yield () -> filled(text, places) + "\n\n" + footer;
            }
        };
    }

    private String filled(List<String> text, List<Integer> places) {
        var copy = new ArrayList<>(text);
        var fields = List.<Supplier<String>>of(
                () -> faker.name().firstName(),
                () -> faker.name().lastName(),
                () -> faker.number().digits(8),
                () -> faker.number().digits(5),
                () -> faker.color().name().split(" ")[0],
                () -> faker.commerce().material(),
                () -> faker.address().cityName().split(" ")[0],
                () -> faker.name().firstName());
        for (var i = 0; i < fields.size(); i++)
            copy.set(places.get(i), fields.get(i).get());
        return String.join(" ", copy);
    }

    private Supplier<String> spun(List<String> text, List<Integer> places) {
        var synonyms = places.stream()
                .map(_ -> IntStream.range(0, 3)
                        .mapToObj(_ -> String.join(" ", drawn(1 + random.nextInt(2))))
                        .toList())
                .toList();
        return () -> {
            var copy = new ArrayList<>(text);
            for (var i = 0; i < places.size(); i++)
                copy.set(places.get(i), synonyms.get(i).get(random.nextInt(3)));
            return String.join(" ", copy);
        };
    }

    private String shuffled(List<String> text) {
        var paragraphs = new ArrayList<List<String>>();
        for (var i = 0; i < text.size(); i += 15) paragraphs.add(text.subList(i, Math.min(text.size(), i + 15)));
        Collections.shuffle(paragraphs, random);
        return "Hello " + faker.name().firstName() + ",\n\n"
                + String.join(
                        "\n\n",
                        paragraphs.stream().map(it -> String.join(" ", it)).toList());
    }

    private List<String> drawn(int words) {
        return IntStream.range(0, words)
                .mapToObj(_ -> random.ints(6, 'a', 'z' + 1)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString())
                .toList();
    }

    private static Sample sample(String text) {
        var words = Words.of(text);
        return new Sample(KEY.of(words).orElseThrow(), words.count());
    }
}

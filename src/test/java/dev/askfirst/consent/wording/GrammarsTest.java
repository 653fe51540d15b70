package dev.askfirst.consent.wording;

import static dev.askfirst.consent.wording.MadeUpReplies.FRESH;
import static dev.askfirst.consent.wording.MadeUpReplies.HELD_OUT;
import static dev.askfirst.consent.wording.MadeUpReplies.TUNED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.wording.Meaning.Certainty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A no in people's own words is found, and what is none withdraws nothing. */
class GrammarsTest {

    private static final double FOUND = 0.95;

    @Test
    void thereAreEnoughRepliesAndNearlyAThirdIsHeldOut() {
        assertTrue(TUNED.size() + HELD_OUT.size() >= 1_500);
        for (var language : Grammars.LANGUAGES) {
            var held = HELD_OUT.in(language).size();
            var tuned = TUNED.in(language).size();
            assertTrue(held + tuned >= 100 && held >= 0.3 * (held + tuned), language);
        }
        var texts = new HashSet<String>();
        Stream.of(TUNED, HELD_OUT, FRESH)
                .flatMap(it -> it.all().stream())
                .forEach(it -> assertTrue(texts.add(it.text()), it.text()));
    }

    static Stream<MadeUpReplies> sets() {
        return Stream.of(TUNED, HELD_OUT, FRESH);
    }

    static Stream<MadeUpReplies> setsWithEveryKind() {
        return Stream.of(TUNED, HELD_OUT);
    }

    @ParameterizedTest
    @MethodSource("sets")
    void ofHundredRevocationsNinetyFiveAreFound(MadeUpReplies set) {
        var revocations = set.revocations();
        var missed = revocations.with(it -> it.read() != Certainty.SURE);
        assertTrue(missed.size() <= revocations.size() * (1 - FOUND), () -> list(missed));
    }

    /** One in a thousand is the bar; there are fewer than that, so it is none. */
    @ParameterizedTest
    @MethodSource("sets")
    void whatIsNoRevocationWithdrawsNothing(MadeUpReplies set) {
        assertEquals("", list(set.others().readAs(Certainty.SURE)));
    }

    /** What a human must look at comes to a human, and ordinary replies mostly do not. */
    @ParameterizedTest
    @MethodSource("setsWithEveryKind")
    void complaintsComeToAHumanAndOrdinaryRepliesDoNot(MadeUpReplies set) {
        var unsure = set.with(it -> it.kind().equals("unsure"));
        var ordinary = set.others().with(it -> !it.kind().equals("unsure"));
        assertTrue(
                unsure.readAs(Certainty.UNSURE).size() >= unsure.size() * 0.8,
                () -> list(unsure.readAs(Certainty.NONE)));
        assertTrue(
                ordinary.readAs(Certainty.UNSURE).size() <= ordinary.size() * 0.05,
                () -> list(ordinary.readAs(Certainty.UNSURE)));
    }

    /** The table is computed, so that nobody remembers wrongly how good it is. */
    @Test
    void theDocumentationSaysHowManyAreFound() throws IOException {
        var table = Grammars.LANGUAGES.stream().map(GrammarsTest::row).collect(Collectors.joining("\n")) + "\n"
                + row("all", TUNED, HELD_OUT);
        var page = Files.readString(Path.of("docs/replies.md"));
        var start = page.indexOf("<!-- found -->\n") + "<!-- found -->\n".length();
        assertEquals(table, page.substring(start, page.indexOf("\n<!-- end -->", start)));
    }

    private static String row(String language) {
        return row(language, TUNED.in(language), HELD_OUT.in(language));
    }

    private static String row(String name, MadeUpReplies tuned, MadeUpReplies held) {
        return "| %s | %s | %s | %s | %s |".formatted(name, found(tuned), found(held), wrong(tuned), wrong(held));
    }

    private static String found(MadeUpReplies set) {
        return set.revocations().readAs(Certainty.SURE).size() + " of "
                + set.revocations().size();
    }

    private static String wrong(MadeUpReplies set) {
        return set.others().readAs(Certainty.SURE).size() + " of "
                + set.others().size();
    }

    private static String list(MadeUpReplies set) {
        return set.all().stream()
                .map(it -> it.language() + " " + it.kind() + ": " + it.text() + " = " + it.read())
                .collect(Collectors.joining("\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PLEASE STOP SENDING ME EMAILS",
                "please stop sending me emails!!! 😡😡",
                "ple\u200base stop sen\u00adding me ema\u200dils",
                "\u202eplease stop sending me emails\u202c",
                "p\u0301l\u0302e\u0303a\u0304s\u0305e s\u0306t\u0307o\u0308p s\u0309e\u030an\u030bd\u030ci\u030dn\u030eg me emails",
                "pleeeease stooooop sending me emails",
                "ｐｌｅａｓｅ ｓｔｏｐ ｓｅｎｄｉｎｇ ｍｅ ｅｍａｉｌｓ",
                "Don’t text me again",
                "don't text me again",
                "dont text me again",
                "> Reply STOP to end\nplease take me off your list",
                "please take me off your list\n----- original message -----\nHow do you like our new shoes?",
                "I bought from you once and was happy, but please take me off your\nmailing list now.",
                "Bitte keine SMS mehr\n\nViele Grüße\nErika Mustermann\nMusterweg 5, 12345 Berlin",
                "ARRETE DE M ECRIRE",
                "arrête de m’écrire",
            })
    void spellingChangesNothing(String text) {
        assertEquals(Certainty.SURE, Grammars.read(text).certainty());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            You wrote "reply and we stop sending you emails"   | UNSURE
            Do not stop sending me emails                       | NONE
            How do I stop receiving these emails?               | UNSURE
            If you do not stop texting me I will call a lawyer  | UNSURE
            Please stop texting me, just kidding                | UNSURE
            stop texting me so often                            | UNSURE
            Automatic reply: please stop sending me emails      | UNSURE
            12345                                               | NONE
            12345 678 90                                        | NONE
            đừng nhắn tin cho tôi nữa                           | UNSURE
            문자 그만 보내세요                                    | UNSURE
            😀                                                  | NONE
            """)
    void whatIsInDoubtIsForAHuman(String text, Certainty certainty) {
        assertEquals(certainty, Grammars.read(text).certainty());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            please do not call me again        | call
            stop sending me emails             | mail
            stop texting me                    | text
            please take me off your list       |
            Bitte keine SMS mehr               | text
            """)
    void theMeansThatIsNamedIsTold(String text, String named) {
        assertEquals(
                named == null ? Set.of() : Set.of(named), Grammars.read(text).named());
    }

    @Test
    void aLongTextIsForAHuman() {
        var story = "and then I went to the shop to see what you have there ".repeat(8);
        assertEquals(
                Certainty.UNSURE,
                Grammars.read(story + ". Please take me off your list.").certainty());
    }

    /** Whoever writes to hurt the service finds that it takes as long as any text of that length. */
    @Test
    void anyTextIsReadInTime() {
        for (var piece : List.of(
                "stop ",
                "do not ",
                "a\u0301\u0302\u0303",
                "\u202e\u2066",
                "don't want to get any more of these ",
                "不要再给我发",
                "送らないで",
                "\"",
                ", ",
                ".",
                "nie wysyłajcie mi ",
                "\n",
                "अ\u094d",
                "x")) {
            var text = piece.repeat(10_000 / piece.length());
            assertTimeout(Duration.ofSeconds(5), () -> Grammars.read(text), piece);
        }
    }
}

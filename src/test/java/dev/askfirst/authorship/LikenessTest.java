package dev.askfirst.authorship;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.authorship.Likeness.Kind;
import dev.askfirst.authorship.Passages.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Copies are told from texts that have a part in common, and from those that have it with everybody. */
class LikenessTest {

    private final SplittableRandom random = new SplittableRandom(124);

    @Test
    void aCopyHasTheSameLength() {
        var letter = words(60);
        assertEquals(Kind.COPY, between(text(letter, words(8)), text(letter, words(8))));
        assertEquals(Kind.COPY, between(text(letter), text(letter)));
        assertEquals(Kind.COPY, between(text(letter), text(letter, words(2))));
    }

    @Test
    void whatIsSomewhatLongerIsNearAndWhatIsMuchLongerSharesAPart() {
        var letter = words(100);
        assertEquals(Kind.NEAR, between(text(letter, words(20)), text(letter, words(31))));
        assertEquals(Kind.SHARES_PART, between(text(letter), text(letter, words(40))));
    }

    @Test
    void otherTextsAreUnlike() {
        assertEquals(Kind.UNLIKE, between(text(words(60)), text(words(60))));
        var footer = words(20);
        assertEquals(Kind.UNLIKE, between(text(words(80), footer), text(words(80), footer)));
    }

    @Test
    void whatThreeTextsHaveIsNotCompared() {
        var footer = words(60);
        var others = new ArrayList<Sample>();
        for (var i = 0; i < Likeness.WITNESSES; i++) {
            var likeness = Likeness.of(text(words(60), footer), others);
            assertEquals(Fingerprint.SIZE, likeness.compared(), "with " + i);
            others.add(text(words(30 + 30 * i), footer));
        }
        var own = text(words(60), footer);
        var likeness = Likeness.of(own, others);
        assertTrue(likeness.compared() < Fingerprint.SIZE, "left: " + likeness.compared());
        others.forEach(it -> assertEquals(Kind.UNLIKE, likeness.to(it, false)));
    }

    @Test
    void whatIsLeftIsEnoughToTellACopy() {
        var footer = words(40);
        var letter = words(100);
        var others = new ArrayList<Sample>();
        for (var i = 0; i < 6; i++) others.add(text(words(20 + 20 * i), footer));
        var first = text(letter, words(6), footer);
        others.add(first);
        assertEquals(
                Kind.COPY, Likeness.of(text(letter, words(6), footer), others).to(first, false));
    }

    @Test
    void aTextWithTooLittleOfItsOwnIsLikeNothing() {
        var footer = words(150);
        var others = new ArrayList<Sample>();
        for (var i = 0; i < 8; i++) others.add(text(words(10 + 10 * i), footer));
        var likeness = Likeness.of(text(words(10), footer), others);
        assertTrue(likeness.compared() < Likeness.FEWEST, "left: " + likeness.compared());
        others.forEach(it -> assertEquals(Kind.UNLIKE, likeness.to(it, true)));
    }

    @Test
    void ofATextThatWentToManyLessIsEnough() {
        // About 20 of 64 values are equal: too few to begin with.
        var found = 0;
        var known = 0;
        for (var i = 0; i < 100; i++) {
            var letter = words(50);
            var many = text(letter, words(50));
            var likeness = Likeness.of(text(letter, words(50)), List.of(many));
            if (likeness.to(many, false) == Kind.COPY) found++;
            if (likeness.to(many, true) == Kind.COPY) known++;
        }
        assertTrue(known > found + 30, known + " against " + found);
    }

    private Passage words(int many) {
        return Passages.of(random, many);
    }

    private static Sample text(Passage... passages) {
        return Passages.told(Passages.of(passages));
    }

    private static Kind between(Sample one, Sample other) {
        assertEquals(Likeness.between(one, other), Likeness.between(other, one));
        return Likeness.between(one, other);
    }
}

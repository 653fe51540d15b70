package dev.askfirst.policy.term;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.askfirst.policy.term.Preferences.Reserve;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttentionTest {

    private static final Attention PLAIN = of(10, Map.of());

    @ParameterizedTest
    @CsvSource({"voice, 10", "sms, 3", "messaging, 3", "email, 1", "post, 1", "whatever, 1"})
    void aChannelTakesAsMuchAsItInterrupts(String channel, int units) {
        assertEquals(units, PLAIN.weight(channel));
        assertEquals(7, of(10, Map.of(channel, 7)).weight(channel));
        assertEquals(0, of(10, Map.of(channel, 0)).weight(channel));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Attention.MOST + 1})
    void thereIsNoSuchBudget(int perWeek) {
        assertThrows(IllegalArgumentException.class, () -> of(perWeek, Map.of()));
    }

    @Test
    void itMayBeNothingOrALot() {
        assertEquals(0, of(0, Map.of()).perWeek());
        assertEquals(Attention.MOST, of(Attention.MOST, Map.of()).perWeek());
    }

    /** The amount and the weight of e-mails after and before; the usual weight of an e-mail is one. */
    @ParameterizedTest
    @CsvSource({
        "10,  , 10,  , true",
        " 9,  , 10,  , true",
        "11,  , 10,  , false",
        "10, 2, 10,  , true",
        "10, 0, 10,  , false",
        "10,  , 10, 2, false",
        "10,  , 10, 1, true",
        "10, 1, 10,  , true",
        "10,  , 10, 0, true",
        " 9, 0, 10,  , false"
    })
    void whoSetsLessLetsNothingMoreThrough(
            int perWeek, Integer weight, int before, Integer weightBefore, boolean within) {
        assertEquals(within, email(perWeek, weight).isWithin(email(before, weightBefore)));
    }

    @Test
    void otherReservesMayLetMoreThrough() {
        var kept = new Attention(10, Map.of(), List.of(new Reserve("events", 2)));
        assertEquals(false, PLAIN.isWithin(kept));
        assertEquals(false, kept.isWithin(PLAIN));
        assertEquals(true, kept.isWithin(kept));
    }

    @Test
    void ofTwoWhoBecomeOneNeitherGetsMoreThanBefore() {
        var events = new Reserve("events", 2);
        var news = new Reserve("news", 1);
        var one = new Attention(10, Map.of("email", 2, "voice", 5), List.of(events));
        var other = new Attention(8, Map.of("email", 1, "push", 4), List.of(news, events));
        var both = new Attention(8, Map.of("email", 2, "voice", 10, "push", 4), List.of(events, news));
        assertEquals(both, one.and(other));
        assertEquals(Optional.of(both), Attention.ofBoth(Optional.of(one), Optional.of(other)));
        assertEquals(Optional.of(one), Attention.ofBoth(Optional.of(one), Optional.empty()));
        assertEquals(Optional.of(one), Attention.ofBoth(Optional.empty(), Optional.of(one)));
        assertEquals(Optional.empty(), Attention.ofBoth(Optional.empty(), Optional.empty()));
    }

    private static Attention email(int perWeek, Integer weight) {
        return of(perWeek, weight == null ? Map.of() : Map.of("email", weight));
    }

    private static Attention of(int perWeek, Map<String, Integer> weights) {
        return new Attention(perWeek, weights, List.of());
    }
}

package dev.askfirst.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.platform.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On what answer each message went out. Times are minutes; a permit is valid for 15, clocks may differ by 2. */
class VerdictsTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # case                                | answers       | sent  | what each was
            nobody asked                          |               | 5     | sent_without_asking not_asked
            a permit                              | P0            | 5     | sent_with_permit P0
            at the end of a permit                | P0            | 14    | sent_with_permit P0
            our clock is ahead of the sender's    | P2            | 0     | sent_with_permit P2
            the sender's clock is ahead of ours   | P0            | 16    | sent_with_permit P0
            too late                              | P0            | 17    | sent_after_expiry P0
            asked only afterwards                 | P9            | 5     | sent_without_asking not_asked
            a no                                  | N0            | 5     | sent_against_deny N0
            not yet                               | D0            | 5     | sent_against_deny D0
            waited, and did not ask again         | D0            | 61    | sent_without_asking not_asked_again D0
            waited and asked again                | D0 P61        | 62    | sent_with_permit P61
            a no about something else             | P0 N1         | 5     | sent_with_permit P0
            a no after the permit was over        | P0 N20        | 30    | sent_against_deny N20
            two on one permit                     | P0            | 5 6   | sent_with_permit P0, sent_without_asking permit_used P0
            two on two permits                    | P0 P1         | 5 6   | sent_with_permit P0, sent_with_permit P1
            the older permit first                | P0 P4         | 5 18  | sent_with_permit P0, sent_with_permit P4
            two too late on one permit            | P0            | 30 31 | sent_after_expiry P0, sent_without_asking permit_used P0
            """)
    void aMessageThatNamesNoAnswer(String name, String answers, String sent, String expected) {
        var verdicts = new Verdicts(Duration.ofMinutes(2));
        var all = answers(answers);
        var found = new ArrayList<String>();
        for (var minute : sent.split(" ")) {
            var at = at(minute);
            var before = all.stream()
                    .filter(it -> !it.at().isAfter(at.plus(Duration.ofMinutes(2))))
                    .toList();
            var inForce = before.stream()
                    .filter(it -> it.validUntil()
                            .filter(end -> end.isAfter(at.minus(Duration.ofMinutes(2))))
                            .isPresent())
                    .toList();
            var last = before.isEmpty() ? Optional.<Answered>empty() : Optional.of(before.getLast());
            found.add(text(verdicts.unnamed(at, inForce, false, last).orElseThrow()));
        }
        assertEquals(expected, String.join(", ", found));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # case                   | answer | theirs | reserved | sent  | what each was
            its permit               | P0     | true   | true     | 5     | sent_with_permit P0
            too late                 | P0     | true   | true     | 17    | sent_after_expiry P0
            twice                    | P0     | true   | true     | 5 6   | sent_with_permit P0, sent_without_asking permit_used P0
            about somebody else      | P0     | false  | true     | 5     | sent_without_asking decision_unknown
            only checked             | P0     | true   | false    | 5     | sent_without_asking checked_only P0
            asked afterwards         | P9     | true   | true     | 5     | sent_without_asking asked_later P9
            a no                     | N0     | true   | true     | 5     | sent_against_deny N0
            """)
    void aMessageThatNamesItsAnswer(
            String name, String answer, boolean theirs, boolean reserved, String sent, String expected) {
        var verdicts = new Verdicts(Duration.ofMinutes(2));
        var named = Optional.of(new Verdicts.Named(answers(answer).getFirst(), theirs, reserved));
        var found = Stream.of(sent.split(" "))
                .map(it -> text(verdicts.named(at(it), named)))
                .toList();
        assertEquals(expected, String.join(", ", found));
    }

    @Test
    void aNameThatNobodyKnows() {
        var verdict = new Verdicts(Duration.ZERO).named(NOON, Optional.empty());
        assertEquals("sent_without_asking decision_unknown", text(verdict));
    }

    @Test
    void wherePermitsWereUsedUpInThisPieceMoreAreReadFirst() {
        var verdicts = new Verdicts(Duration.ofMinutes(2));
        var permit = answers("P0");
        verdicts.unnamed(at("1"), permit, true, Optional.empty());
        assertEquals(Optional.empty(), verdicts.unnamed(at("2"), permit, true, Optional.of(permit.getFirst())));
    }

    private static final Map<UUID, String> NAMES = new HashMap<>();

    private static List<Answered> answers(String text) {
        if (text == null) return List.of();
        return Stream.of(text.split(" ")).map(VerdictsTest::answer).toList();
    }

    private static Answered answer(String text) {
        var id = UUID.nameUUIDFromBytes(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        NAMES.put(id, text);
        var at = at(text.substring(1));
        return new Answered(
                id,
                at,
                text.startsWith("P") ? Optional.of(at.plus(Duration.ofMinutes(15))) : Optional.empty(),
                text.startsWith("D") ? Optional.of(at.plus(Duration.ofMinutes(60))) : Optional.empty(),
                false);
    }

    private static Instant at(String minute) {
        return NOON.plus(Duration.ofMinutes(Long.parseLong(minute)));
    }

    private static String text(Verdicts.Verdict verdict) {
        return Stream.of(
                        Json.text(verdict.result()),
                        verdict.detail().orElse(""),
                        verdict.decision().map(NAMES::get).orElse(""))
                .reduce("", (one, other) -> (one + " " + other).strip());
    }
}

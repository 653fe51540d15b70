package dev.askfirst.policy.term;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was said already is not recorded twice; what makes a difference is. */
class SayingItAgainTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final UUID POINT = new UUID(7, 7);
    private static final Scope OFFERS = Scope.of("acme", "offers", "email");

    @Test
    void aStandingNoIsNotSaidAgain() {
        var said = no(OFFERS, 0, false);
        var terms = Terms.EMPTY.with(said);
        assertEquals(Optional.of(said), terms.alreadySaid(no(OFFERS, 60, false)));
        assertEquals(Optional.empty(), Terms.EMPTY.alreadySaid(no(OFFERS, 60, false)));
    }

    @ParameterizedTest
    @CsvSource({"false,false,true", "true,false,true", "true,true,true", "false,true,false"})
    void aNoToServicesSaysMoreThanOneWithout(boolean earlier, boolean later, boolean already) {
        var terms = Terms.EMPTY.with(no(Scope.of("acme", Scope.ALL, Scope.ALL), 0, earlier));
        assertEquals(
                already,
                terms.alreadySaid(no(Scope.of("acme", Scope.ALL, Scope.ALL), 60, later))
                        .isPresent());
    }

    @ParameterizedTest(name = "by a STOP: {0}, then {1}")
    @CsvSource({"false,false,true", "false,true,true", "true,true,true", "true,false,false"})
    void whatAStartCanTakeBackDoesNotStandInForWhatOnlyAYesLifts(boolean earlier, boolean later, boolean already) {
        var terms = Terms.EMPTY.with(stopped(earlier, 0));
        assertEquals(already, terms.alreadySaid(stopped(later, 60)).isPresent());
    }

    @ParameterizedTest
    @CsvSource({"offers,sms", "offers.shoes,email", "events,email"})
    void aNoOfAnotherScopeIsNew(String topic, String channel) {
        var terms = Terms.EMPTY.with(no(OFFERS, 0, false));
        assertEquals(Optional.empty(), terms.alreadySaid(no(Scope.of("acme", topic, channel), 60, false)));
    }

    /** The yes between two noes is what the second one ends. */
    @ParameterizedTest
    @CsvSource({
        "30,offers,email,false",
        "60,offers,email,false",
        "0,offers,email,true",
        "61,offers,email,true",
        "30,offers.shoes,email,false",
        "30,events,email,true",
        "30,offers,sms,true",
    })
    void unlessAYesLiesBetween(int minute, String topic, String channel, boolean already) {
        var terms = Terms.EMPTY
                .with(no(OFFERS, 0, false))
                .with(yes(Scope.of("acme", topic, channel).at(POINT), minute, false));
        assertEquals(already, terms.alreadySaid(no(OFFERS, 60, false)).isPresent());
    }

    @Test
    void aQuestionThatWaitsIsFoundByItsGrant() {
        var pending = yes(OFFERS.at(POINT), 0, true);
        var terms = Terms.EMPTY.with(pending);
        assertEquals(Optional.of(pending), terms.asked(pending.id()));
        assertEquals(Optional.empty(), terms.asked(UUID.randomUUID()));
        var confirmed = pending.confirmed(NOON.plusSeconds(60));
        assertEquals(Optional.empty(), Terms.EMPTY.with(confirmed).asked(confirmed.id()));
    }

    @Test
    void aWordImportedAgainIsTheSameWhateverItsId() {
        var yes = yes(OFFERS.at(POINT), 0, false);
        var terms = Terms.EMPTY.with(yes).with(no(Scope.of("acme", "events", "email"), 5, false));
        assertEquals(Optional.of(yes), terms.same(yes(OFFERS.at(POINT), 0, false)));
        assertTrue(terms.same(no(Scope.of("acme", "events", "email"), 5, false)).isPresent());
        assertEquals(Optional.empty(), terms.same(no(Scope.of("acme", "events", "email"), 6, false)));
        assertEquals(Optional.empty(), terms.same(no(Scope.of("acme", "events", "email"), 5, true)));
        assertEquals(Optional.empty(), terms.same(yes(OFFERS.at(POINT), 1, false)));
        assertEquals(Optional.empty(), terms.same(yes(OFFERS.at(POINT), 0, true)));
        assertEquals(Optional.empty(), terms.same(yes(OFFERS.at(new UUID(8, 8)), 0, false)));
    }

    @Test
    void aYesUnderAnotherNoticeIsNotTheSame() {
        var first = shown(Optional.of(new ConsentStatement.Grant.Shown("words", 1)));
        var none = shown(Optional.empty());
        assertTrue(none.saysTheSameAs(first), "no notice adds nothing to one");
        assertFalse(first.saysTheSameAs(none));
        assertFalse(first.saysTheSameAs(shown(Optional.of(new ConsentStatement.Grant.Shown("words", 2)))));
        assertTrue(first.saysTheSameAs(shown(Optional.of(new ConsentStatement.Grant.Shown("words", 1)))));
        assertFalse(first.saysTheSameAs(no(OFFERS, 0, false)));
        assertFalse(no(OFFERS, 0, false).saysTheSameAs(first));
    }

    @ParameterizedTest
    @CsvSource({",30,30", "60,30,30", "20,30,20", "30,30,30", "60,,60", ",,"})
    void aYesEndsNoLaterThanItsNotice(Integer own, Integer notices, Integer end) {
        var yes = new ConsentStatement.Grant(
                UUID.randomUUID(),
                OFFERS.at(POINT),
                NOON,
                at(own),
                false,
                Optional.of(new ConsentStatement.Grant.Shown("words", 1)));
        var no = no(Scope.of("acme", "events", "email"), 5, false);
        var ended = Terms.EMPTY.with(yes).with(no).endingBy(_ -> at(notices));
        assertEquals(at(end), ended.grants().getFirst().expires());
        assertEquals(yes.id(), ended.grants().getFirst().id());
        assertEquals(java.util.List.of(no), ended.refusals());
    }

    /** Whether two scopes can be asked about at once, whichever is the wider. */
    @ParameterizedTest
    @CsvSource({
        "acme/offers/email,acme/offers/email,true",
        "acme/offers/email,acme/offers.shoes/email,true",
        "acme/offers/email,acme/*/email,true",
        "acme/offers/email,*/*/*,true",
        "acme/offers/*,acme/offers/sms,true",
        "acme/offers/email,acme/offers/sms,false",
        "acme/offers/email,other/offers/email,false",
        "acme/offers/email,acme/events/email,false",
        "acme/offers.shoes/email,acme/offers.hats/email,false",
    })
    void scopesOverlapBothWays(String one, String other, boolean overlap) {
        assertEquals(overlap, scope(one).overlaps(scope(other)));
        assertEquals(overlap, scope(other).overlaps(scope(one)));
        assertEquals(overlap, scope(one).at(POINT).overlaps(scope(other)));
        assertEquals(overlap, scope(one).overlaps(scope(other).at(POINT)));
        assertEquals(overlap, scope(one).at(POINT).overlaps(scope(other).at(POINT)));
        assertFalse(scope(one).at(POINT).overlaps(scope(other).at(new UUID(8, 8))));
    }

    private static Scope scope(String text) {
        var parts = text.split("/");
        return Scope.of(parts[0], parts[1], parts[2]);
    }

    private static ConsentStatement.Grant shown(Optional<ConsentStatement.Grant.Shown> notice) {
        return new ConsentStatement.Grant(UUID.randomUUID(), OFFERS.at(POINT), NOON, Optional.empty(), false, notice);
    }

    private static ConsentStatement.Grant yes(Scope scope, int minute, boolean pending) {
        return new ConsentStatement.Grant(
                UUID.randomUUID(), scope, NOON.plusSeconds(minute * 60L), Optional.empty(), pending, Optional.empty());
    }

    private static ConsentStatement.Refusal no(Scope scope, int minute, boolean services) {
        return new ConsentStatement.Refusal(
                UUID.randomUUID(),
                scope,
                NOON.plusSeconds(minute * 60L),
                ConsentStatement.Refusal.Kind.REFUSAL,
                services);
    }

    private static ConsentStatement.Refusal stopped(boolean byStop, int minute) {
        return new ConsentStatement.Refusal(
                UUID.randomUUID(),
                OFFERS,
                NOON.plusSeconds(minute * 60L),
                ConsentStatement.Refusal.Kind.REFUSAL,
                false,
                Optional.of(POINT).filter(_ -> byStop));
    }

    private static Optional<Instant> at(Integer minute) {
        return Optional.ofNullable(minute).map(it -> NOON.plusSeconds(it * 60L));
    }
}

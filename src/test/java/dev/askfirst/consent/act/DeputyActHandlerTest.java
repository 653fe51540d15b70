package dev.askfirst.consent.act;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.askfirst.consent.Persons;
import dev.askfirst.consent.deputy.Named;
import dev.askfirst.consent.event.Act;
import dev.askfirst.consent.event.DataSubject;
import dev.askfirst.consent.event.Evidence;
import dev.askfirst.consent.event.History;
import dev.askfirst.person.contact.Addressee;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.policy.term.ConsentStatement;
import dev.askfirst.policy.term.Pause;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.selfservice.Visiting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a deputy does is let through by what they may at the instant of its record, and by nothing else. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class DeputyActHandlerTest {

    private static final Evidence EVIDENCE = Evidence.of(Evidence.Method.API);

    @Inject
    DataSource dataSource;

    @Inject
    TestClock clock;

    private UUID ana;
    private Addressee who;

    @BeforeEach
    void somebody() {
        ana = Persons.idOf(Visiting.somebody());
        who = new Addressee.AtPerson(ana);
    }

    @Test
    void theLastInstantCountsAndTheEndDoesNot() throws SQLException {
        var rosa = UUID.randomUUID();
        var until = clock.read().plus(Duration.ofDays(1));
        Named.put(ana, rosa, ", \"until\": \"" + until + "\"", "no").then().statusCode(201);
        var no = no(Caller.deputyOnPages(rosa));
        for (var before : List.of(Duration.ofMillis(1), Duration.ofNanos(1000)))
            assertSame(no, admitted(no, until.minus(before)));
        for (var after : List.of(Duration.ZERO, Duration.ofMillis(1)))
            assertEquals(ProblemCode.NOT_FOUND, refused(no, until.plus(after)));
    }

    @Test
    void noActLetsMessagesInWhateverADeputyMay() throws SQLException {
        var by = Caller.deputyOnPages(Named.by(ana, "no", "see", "hours"));
        var now = clock.read();
        assertSame(no(by).getClass(), admitted(no(by), now).getClass());
        var pause = new Pause(Scope.ALL, Scope.ALL, now.plusSeconds(60));
        admitted(new Act.Pausing(who, pause, Optional.empty(), EVIDENCE, by), now);
        var id = UUID.randomUUID();
        for (var act : List.of(
                new Act.Confirmation(id, EVIDENCE, by),
                new Act.Undo(who, id, EVIDENCE, by),
                new Act.Resuming(who, Scope.ALL, Scope.ALL, Optional.empty(), EVIDENCE, by),
                new Act.Restart(who, "acme", "sms", EVIDENCE, by),
                new Act.AskedAgain(
                        who,
                        Scope.of("acme", "offers", "email"),
                        dev.askfirst.consent.event.DoubleOptIn.Delivery.LETTER,
                        EVIDENCE,
                        by),
                new Act.ContactAdded(who, Contact.parse("mailto:eve@test.example"), true, EVIDENCE, by),
                new Act.ContactVerified(who, id, EVIDENCE, by),
                new Act.ContactRemoved(who, id, Act.ContactRemoved.Reason.NO_LONGER_USED, false, EVIDENCE, by),
                new Act.Merge(who, new Addressee.AtPerson(id), Optional.empty(), EVIDENCE, by),
                new Act.HumanAsked(who, "acme", EVIDENCE, by),
                new Act.HumanAnswered(id, EVIDENCE, by),
                new Act.OfDeputy(who, id, Optional.empty(), EVIDENCE, by),
                new Act.Hold(who, Optional.empty(), EVIDENCE, by),
                new Act.Release(who, EVIDENCE, by)))
            assertEquals(ProblemCode.FORBIDDEN, refused(act, now), act::toString);
    }

    @Test
    void somebodyElsesDeputyDoesNothingHere() throws SQLException {
        var other = Caller.deputyOnPages(Named.by(Persons.idOf(Visiting.somebody()), "no"));
        assertEquals(ProblemCode.NOT_FOUND, refused(no(other), clock.read()));
    }

    private Act no(Caller by) {
        return new Act.Refusal(
                ConsentStatement.Refusal.Kind.WITHDRAWAL,
                who,
                Scope.of(Scope.ALL, Scope.ALL, Scope.ALL),
                false,
                false,
                Optional.empty(),
                EVIDENCE,
                by);
    }

    private Act admitted(Act act, Instant now) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            return new DeputyActHandler(now, connection, new History(connection)).admit(act, DataSubject.known(ana));
        }
    }

    private ProblemCode refused(Act act, Instant now) {
        return assertThrows(Fault.class, () -> admitted(act, now)).code();
    }
}

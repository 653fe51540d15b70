package dev.askfirst.decision.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.decision.answer.CheckedQuestion;
import dev.askfirst.decision.record.MessageContext;
import dev.askfirst.decision.record.Mode;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.person.key.ContactKeys;
import dev.askfirst.platform.TestService;
import dev.askfirst.policy.term.Authorship;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A question waits; meanwhile a key is promoted that it was not asked with. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class GathererTest {

    @Inject
    Gatherer gatherer;

    @Inject
    RoundTrip roundTrip;

    @Inject
    ContactKeys keys;

    @Inject
    @DataSource("lanes")
    javax.sql.DataSource dataSource;

    private static final Deadline EVER = Deadline.in(Duration.ofDays(1));

    private LaneConnection connection;

    @BeforeEach
    void aLaneIsFree() {
        connection = new LaneConnection(dataSource);
    }

    @AfterEach
    void itEnds() {
        connection.rollBack();
        connection.close();
    }

    @Test
    void aLineWithoutTheCurrentKeyIsLookedUpAnewUnderAll() throws SQLException {
        var line = line(List.of());
        var found = roundTrip.begin(connection.open(), List.of(line));
        assertTrue(found.known(keys.of(line.asked().to())).isEmpty());
        var complete = gatherer.complete(connection.open(), found, List.of(line));
        assertTrue(complete.known(line.keys()).isPresent());
        assertEquals(keys.of(line.asked().to()), line.keys());
    }

    @Test
    void whatWasGatheredUnderAllKeysIsNotGatheredTwice() throws SQLException {
        var line = new PendingBatch.PendingQuestion("acme-mailer", asked(), EVER, keys);
        var found = roundTrip.begin(connection.open(), List.of(line));
        assertSame(found, gatherer.complete(connection.open(), found, List.of(line)));
    }

    /** Vendors hash numbers without their plus. */
    @Test
    void soAreTheOtherFormsOfAnAddress() throws SQLException {
        var line = new PendingBatch.PendingQuestion("acme-mailer", asked("tel:+33639981234"), EVER, List.of());
        gatherer.complete(connection.open(), roundTrip.begin(connection.open(), List.of(line)), List.of(line));
        assertEquals(keys.inEveryForm(line.asked().to()).all(), line.keys());
        assertEquals(2, line.keys().size());
    }

    private static PendingBatch.PendingQuestion line(List<ContactKeys.ContactKey> keys) {
        return new PendingBatch.PendingQuestion("acme-mailer", asked(), EVER, keys);
    }

    private static CheckedQuestion asked() {
        var contact = Acts.newcomer();
        Acts.grant(contact, "offers").then().statusCode(201);
        return asked(contact);
    }

    private static CheckedQuestion asked(String contact) {
        var message = new MessageContext.Message(Authorship.AUTOMATED, Optional.empty(), Optional.empty(), false);
        var matter = new MessageContext("offers", "email", message, Mode.CHECK, Optional.empty());
        return new CheckedQuestion(Contact.parse(contact), Optional.empty(), matter, Optional.empty(), false);
    }
}

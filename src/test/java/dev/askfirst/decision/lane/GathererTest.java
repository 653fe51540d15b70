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
import dev.askfirst.platform.Shard;
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
import java.util.UUID;
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
        var pending = pending(checked());
        var found = roundTrip.gather(connection.open(), List.of(pending));
        assertTrue(found.known(keys.of(pending.checked().to())).isEmpty());
        var complete = gatherer.complete(connection.open(), found, List.of(pending));
        assertTrue(complete.known(pending.keys()).isPresent());
        assertEquals(keys.of(pending.checked().to()), pending.keys());
    }

    @Test
    void whatWasGatheredUnderAllKeysIsNotGatheredTwice() throws SQLException {
        var pending = new PendingQuestion("acme-mailer", checked(), EVER, keys);
        var found = roundTrip.gather(connection.open(), List.of(pending));
        assertSame(found, gatherer.complete(connection.open(), found, List.of(pending)));
    }

    /** Vendors hash numbers without their plus. */
    @Test
    void soAreTheOtherFormsOfAnAddress() throws SQLException {
        var pending = pending(checked("tel:+33639981234"));
        gatherer.complete(connection.open(), roundTrip.gather(connection.open(), List.of(pending)), List.of(pending));
        assertEquals(keys.inEveryForm(pending.checked().to()).all(), pending.keys());
        assertEquals(2, pending.keys().size());
    }

    /** Under a key of which the database knows nothing. */
    private static PendingQuestion pending(CheckedQuestion checked) {
        var key = new ContactKeys.ContactKey(UUID.randomUUID(), 0, Shard.ofAddress(ContactKeys.hash(checked.to())));
        return new PendingQuestion("acme-mailer", checked, EVER, List.of(key));
    }

    private static CheckedQuestion checked() {
        var contact = Acts.newcomer();
        Acts.grant(contact, "offers").then().statusCode(201);
        return checked(contact);
    }

    private static CheckedQuestion checked(String contact) {
        var message = new MessageContext.Message(Authorship.AUTOMATED, Optional.empty(), Optional.empty(), false);
        var context = new MessageContext("offers", "email", message, Mode.CHECK, Optional.empty());
        return new CheckedQuestion(Contact.parse(contact), Optional.empty(), context, Optional.empty(), false);
    }
}

package dev.askfirst.decision.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.catalog.Controllers;
import dev.askfirst.decision.record.MessageContext;
import dev.askfirst.decision.record.Mode;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.policy.term.Authorship;
import dev.askfirst.policy.term.Effect;
import dev.askfirst.policy.term.Preferences;
import dev.askfirst.policy.term.Terms;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hours are looked up only where they may be told. */
class SuggestedHoursTest {

    /** A lookup for somebody who never spoke to the controller would tell it, by its time, that the address is known here. */
    @ParameterizedTest
    @CsvSource({
        "acme, true, true, true",
        "globex, true, true, false",
        "*, true, true, false",
        "acme, false, true, false",
        "acme, true, false, false",
    })
    void onlyWhatMayBeToldIsLookedUp(String spokenTo, boolean learns, boolean asks, boolean lookedUp) {
        var catalog = Controllers.demo("suggestsHours", asks);
        var message = new MessageContext.Message(Authorship.AUTOMATED, Optional.empty(), Optional.empty(), false);
        var context = new MessageContext("offers", "email", message, Mode.CHECK, Optional.empty());
        var checked = new CheckedQuestion(
                Contact.parse("mailto:ana@test.example"), Optional.empty(), context, Optional.empty(), false);
        var terms = Terms.of(Instant.EPOCH, List.of(spokenTo), List.of())
                .after(new Effect.Preferred(Preferences.NONE.learning(learns)));
        assertEquals(lookedUp, SuggestedHours.matter(catalog, "acme-mailer", checked, terms));
    }
}

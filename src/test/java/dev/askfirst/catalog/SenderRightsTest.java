package dev.askfirst.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.policy.term.Scope;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SenderRightsTest {

    private final Catalog catalog =
            new Catalog(1, CatalogService.fromYaml(SenderRightsTest.class.getResourceAsStream("/demo/catalog.yaml")));

    @ParameterizedTest(name = "{0} names the {1} {2}: {3}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        # sender       | what          | id       | code               | says
        acme-mailer    | controller    | acme     | -                  | -
        acme-mailer    | controller    | globex   | forbidden          | `globex` is not a controller of this sender
        acme-mailer    | controller    | initech  | forbidden          | `initech` is not a controller of this sender
        agency         | controller    | globex   | -                  | -
        acme-mailer    | channel       | email    | -                  | -
        acme-mailer    | channel       | sms      | forbidden          | `sms` is not a channel of this sender
        acme-mailer    | channel       | fax      | unknown_channel    | no channel `fax`
        acme-mailer    | known channel | sms      | -                  | -
        acme-mailer    | known channel | fax      | unknown_channel    | no channel `fax`
        acme-mailer    | topic         | offers   | -                  | -
        acme-mailer    | topic         | horses   | unknown_topic      | no topic `horses`
        acme-mailer    | known topic   | horses   | unknown_topic      | no topic `horses`
        acme-mailer    | scheme        | tel      | contact_not_for_channel | `email` takes mailto contacts
        acme-mailer    | scheme        | mailto   | -                  | -
        *              | controller    | globex   | -                  | -
        *              | controller    | initech  | unknown_controller | no controller `initech`
        *              | channel       | sms      | -                  | -
        *              | channel       | fax      | unknown_channel    | no channel `fax`
        *              | topic         | security | -                  | -
        *              | topic         | horses   | unknown_topic      | no topic `horses`
        """)
    void whatACallerMayName(String sender, String what, String id, String code, String says) {
        var rights = sender.equals(Scope.ALL) ? SenderRights.unrestricted(catalog) : SenderRights.of(catalog, sender);
        if (code == null) {
            name(rights, what, id);
            return;
        }
        var fault = assertThrows(Fault.class, () -> name(rights, what, id));
        assertEquals(ProblemCode.valueOf(code.toUpperCase()), fault.code());
        assertEquals(says, fault.getMessage());
    }

    private static void name(SenderRights rights, String what, String id) {
        switch (what) {
            case "controller" -> rights.requireController(id);
            case "channel" -> rights.requireChannel(id);
            case "known channel" -> rights.requireKnownChannel(id);
            case "topic" -> rights.requireTopic(id);
            case "known topic" -> rights.requireKnownTopic(id);
            case "scheme" -> rights.requireScheme("to", "email", id);
            default -> throw new IllegalArgumentException(what);
        }
    }

    @Test
    void aSenderThatWritesAboutSomeTopicsOnlyIsHeldToThem() {
        var mailer = catalog.document().senders().getFirst();
        var narrow = new CatalogDocument.Sender(
                mailer.id(),
                mailer.name(),
                mailer.names(),
                mailer.controllers(),
                mailer.channels(),
                List.of("offers"),
                mailer.mayBeCritical(),
                mailer.deliversConfirmation(),
                mailer.opensVisits(),
                mailer.enforcement(),
                mailer.rate(),
                mailer.mailbox(),
                mailer.softBounces(),
                mailer.authorshipCheck());
        var rights = SenderRights.of(new Catalog(2, catalog.document().withSenders(List.of(narrow))), mailer.id());
        rights.requireTopic("offers.shoes");
        rights.requireKnownTopic("events");
        var fault = assertThrows(Fault.class, () -> rights.requireTopic("events"));
        assertEquals("`events` is not a topic of this sender", fault.getMessage());
    }

    @Test
    void aSenderThatTheCatalogDoesNotHaveHasNoRights() {
        assertTrue(SenderRights.find(catalog, "nobody-mailer").isEmpty());
        var fault = assertThrows(Fault.class, () -> SenderRights.of(catalog, "nobody-mailer"));
        assertEquals(ProblemCode.FORBIDDEN, fault.code());
        assertEquals("`nobody-mailer` is not a sender of the catalog", fault.getMessage());
    }

    @Test
    void whoNamesNoControllerMeansAllOfTheirOwn() {
        assertEquals(
                List.of("acme", "globex"), SenderRights.of(catalog, "agency").controllers(Optional.empty()));
        assertEquals(List.of("globex"), SenderRights.of(catalog, "agency").controllers(Optional.of("globex")));
        assertEquals(List.of(Scope.ALL), SenderRights.unrestricted(catalog).controllers(Optional.empty()));
        assertFalse(SenderRights.of(catalog, "acme-mailer").actsFor("globex"));
        assertTrue(SenderRights.unrestricted(catalog).actsFor("globex"));
    }
}

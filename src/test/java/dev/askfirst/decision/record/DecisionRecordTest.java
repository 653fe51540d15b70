package dev.askfirst.decision.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.audit.EntryFormat;
import dev.askfirst.authorship.Fingerprint;
import dev.askfirst.authorship.Written;
import dev.askfirst.policy.CapCount;
import dev.askfirst.policy.Reason;
import dev.askfirst.policy.Suppression;
import dev.askfirst.policy.term.Authorship;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A decision's entry is what {@code docs/entry-format.md} says it is. */
class DecisionRecordTest {

    private static final Instant DECIDED = Instant.parse("2026-11-22T10:00:00.123456Z");
    private static final UUID ID = UUID.fromString("01a202b2-c57b-774b-9a55-0a4c7c1d2e3f");
    private static final UUID GRANT = UUID.fromString("019ca8a0-3e80-7000-8a2b-1b2c3d4e5f60");
    private static final UUID POINT = UUID.fromString("019ca8a0-3e80-7000-b1c2-5d6e7f809102");
    private static final byte[] SALT = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f");

    @Test
    void aPermitIsTheExampleOfThePage() {
        var message =
                new MessageContext.Message(Authorship.PERSONAL, Optional.of("Jo Berg"), Optional.of("spring"), false);
        var recorded = new DecisionRecord(
                ID,
                DECIDED,
                "acme-mailer",
                "acme",
                new MessageContext("offers.shoes", "email", message, Mode.RESERVE, Optional.empty()),
                new DecisionRecord.About(Optional.of(POINT), Optional.empty()),
                new DecisionRecord.Verdict(
                        DecisionRecord.Outcome.PERMIT,
                        List.of(),
                        false,
                        Optional.of(GRANT),
                        Optional.of(DECIDED.plusSeconds(900)),
                        Optional.empty()),
                new DecisionRecord.Basis(3, 4, List.of(), DecisionFacts.NOTHING),
                Optional.of(new DecisionRecord.Texts(SALT, message.texts())));
        var example = EntryFormat.kind("decision");
        assertEquals(example.json(), recorded.entry().json());
        assertEquals(example.leaf(), HexFormat.of().formatHex(recorded.entry().leaf()));
        var again = DecisionEntry.read(recorded.entry().json(), DecisionEntry.texts(recorded));
        assertEquals(recorded.entry().json(), again.entry().json());
        assertEquals(recorded.context(), again.context());
        assertEquals(recorded.verdict(), again.verdict());
        assertEquals(recorded.about(), again.about());
        assertEquals(recorded.basis(), again.basis());
    }

    /** With what the example lacks: a question in advance about nobody, answered with several reasons. */
    @Test
    void theOtherMembersAreInTheTable() {
        var message = new MessageContext.Message(Authorship.AUTOMATED, Optional.empty(), Optional.empty(), true);
        var usage = List.of(
                new CapCount("preference", 3, 1, Optional.of(DECIDED)),
                new CapCount("controller:acme", 0, 0, Optional.empty()));
        var derived = new DecisionFacts(
                Optional.of("FR"),
                List.of("FR 2026-05-14"),
                Map.of("fr-calls/1", List.of("Europe/Paris")),
                List.of(new Suppression("*", Optional.of(DECIDED))),
                usage,
                Optional.of(POINT),
                Optional.of("2026f-3f06f1d2"));
        var recorded = new DecisionRecord(
                ID,
                DECIDED,
                "acme-mailer",
                "acme",
                new MessageContext("offers", "email", message, Mode.CHECK, Optional.of(DECIDED)),
                new DecisionRecord.About(Optional.empty(), Optional.of(POINT)),
                new DecisionRecord.Verdict(
                        DecisionRecord.Outcome.DEFER,
                        List.of(
                                reason(Reason.Code.SUPPRESSED),
                                new Reason(Reason.Code.QUIET_HOURS, Optional.of(DECIDED), Optional.of("law:fr-calls")),
                                new Reason(Reason.Code.QUIET_HOURS, Optional.empty(), Optional.of("law:eu-calls"))),
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(DECIDED)),
                new DecisionRecord.Basis(0, 4, List.of("*", "acme"), derived),
                Optional.empty());
        assertEquals(
                "{'asked':'2026-11-22T10:00:00.123456Z','authorship':'automated','catalog':4,'channel':'email',"
                        + "'controller':'acme','critical':true,'cut':true,'decided':'2026-11-22T10:00:00.123456Z',"
                        + "'facts':{'calendar':'FR','holidays':['FR 2026-05-14'],"
                        + "'instead':'019ca8a0-3e80-7000-b1c2-5d6e7f809102',"
                        + "'laws':{'fr-calls/1':['Europe/Paris']},'reasons':[{'code':'suppressed'},"
                        + "{'code':'quiet_hours','source':'law:fr-calls','until':'2026-11-22T10:00:00.123456Z'},"
                        + "{'code':'quiet_hours','source':'law:eu-calls'}],"
                        + "'registers':[{'controller':'*','since':'2026-11-22T10:00:00.123456Z'}],"
                        + "'usage':[{'free':'2026-11-22T10:00:00.123456Z','kept':1,'source':'preference','used':3},"
                        + "{'kept':0,'source':'controller:acme','used':0}],'zones':'2026f-3f06f1d2'},"
                        + "'id':'01a202b2-c57b-774b-9a55-0a4c7c1d2e3f','kind':'decision','mode':'check',"
                        + "'notBefore':'2026-11-22T10:00:00.123456Z','outcome':'defer',"
                        + "'reasons':['suppressed','quiet_hours'],'sender':'acme-mailer',"
                        + "'stranger':'019ca8a0-3e80-7000-b1c2-5d6e7f809102','suppressions':['*','acme'],'terms':0,"
                        + "'topic':'offers'}",
                recorded.entry().json().replace('"', '\''));
        assertEquals(recorded, DecisionEntry.read(recorded.entry().json(), Optional.empty()));
    }

    /** A STOP that could be confirmed, and who asks to do so. */
    @Test
    void aConfirmationNamesItsStop() {
        var message = new MessageContext.Message(
                Authorship.AUTOMATED, Optional.empty(), Optional.empty(), false, true, Optional.empty());
        var stop = new SaidStop(POINT, DECIDED, List.of("us-stop-confirmation/1"));
        var derived = DecisionFacts.NOTHING
                .confirming(Optional.of(stop))
                .with(List.of(new CapCount("law:us-stop-confirmation", 0, 0, Optional.empty())), Optional.empty());
        var recorded = new DecisionRecord(
                ID,
                DECIDED,
                "acme-texter",
                "acme",
                new MessageContext("offers", "sms", message, Mode.RESERVE, Optional.empty()),
                new DecisionRecord.About(Optional.of(POINT), Optional.empty()),
                new DecisionRecord.Verdict(
                        DecisionRecord.Outcome.PERMIT,
                        List.of(),
                        false,
                        Optional.of(GRANT),
                        Optional.of(DECIDED.plusSeconds(300)),
                        Optional.empty()),
                new DecisionRecord.Basis(3, 4, List.of(), derived),
                Optional.empty());
        assertEquals(
                "{'authorship':'automated','catalog':4,'channel':'sms','confirms':'stop','controller':'acme',"
                        + "'critical':false,'cut':false,'decided':'2026-11-22T10:00:00.123456Z',"
                        + "'facts':{'confirms':{'laws':['us-stop-confirmation/1'],'said':'2026-11-22T10:00:00.123456Z',"
                        + "'stop':'" + POINT + "'},"
                        + "'usage':[{'kept':0,'source':'law:us-stop-confirmation','used':0}]},"
                        + "'grant':'" + GRANT + "','id':'" + ID + "','kind':'decision','mode':'reserve',"
                        + "'outcome':'permit','point':'" + POINT + "','reasons':[],'sender':'acme-texter',"
                        + "'suppressions':[],'terms':3,'topic':'offers','validUntil':'2026-11-22T10:05:00.123456Z'}",
                recorded.entry().json().replace('"', '\''));
        assertEquals(recorded, DecisionEntry.read(recorded.entry().json(), Optional.empty()));
    }

    @Test
    void whatIsToldOfATextStandsInTheEntry() {
        var told = "2026-11." + "A".repeat(171);
        var entry = DecisionEntry.read(EntryFormat.kind("decision").json(), Optional.empty());
        var plain = entry.context().message();
        var written = new Written(60, Fingerprint.parse(told));
        var message = new MessageContext.Message(
                plain.authorship(), Optional.empty(), Optional.empty(), false, false, Optional.of(written));
        var context = entry.context();
        var recorded = new DecisionRecord(
                entry.id(),
                entry.decidedAt(),
                entry.sender(),
                entry.controller(),
                new MessageContext(context.topic(), context.channel(), message, context.mode(), context.at()),
                entry.about(),
                entry.verdict(),
                entry.basis(),
                Optional.empty());
        var json = recorded.entry().json();
        assertTrue(json.contains(",\"fingerprint\":\"" + told + "\",\"grant\":"), json);
        assertTrue(json.endsWith(",\"validUntil\":\"2026-11-22T10:15:00.123456Z\",\"words\":60}"), json);
        assertEquals(recorded, DecisionEntry.read(json, Optional.empty()));
    }

    @Test
    void reasonsThatSayNothingButTheirCodeAreNoFacts() {
        var reasons = List.of(reason(Reason.Code.OBJECTED), reason(Reason.Code.CONSENT_WITHDRAWN));
        assertEquals(Optional.empty(), FactsJson.write(DecisionFacts.NOTHING, reasons));
        assertEquals(reasons, FactsJson.reasons(Optional.empty(), List.of("objected", "consent_withdrawn")));
    }

    private static Reason reason(Reason.Code code) {
        return new Reason(code, Optional.empty(), Optional.empty());
    }
}

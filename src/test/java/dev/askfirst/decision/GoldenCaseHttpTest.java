package dev.askfirst.decision;

import static dev.askfirst.platform.Api.sender;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.check.Checking;
import dev.askfirst.consent.RecordedTerms;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.json.Json;
import dev.askfirst.policy.AuthorsOfCase;
import dev.askfirst.policy.GoldenCase;
import dev.askfirst.policy.GoldenCase.Act;
import dev.askfirst.policy.GoldenCase.Step;
import dev.askfirst.policy.GoldenCase.Wanted;
import dev.askfirst.policy.term.Authorship;
import dev.askfirst.policy.term.Scope;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The golden cases over HTTP, and against what then stands in the record. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class GoldenCaseHttpTest {

    @Inject
    TestClock clock;

    @Inject
    LifeOverHttp life;

    @Inject
    RecordedTerms record;

    @Inject
    Again again;

    static Stream<GoldenCase> cases() {
        return GoldenCase.all();
    }

    @AfterAll
    static void whatTheyLeaveBehindIsWhole() {
        CDI.current().select(Checking.class).get().assertWhole();
    }

    @AfterEach
    void itIsNow() {
        clock.reset();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void answersAndRecords(GoldenCase golden) throws SQLException {
        try {
            life.happens(golden);
            answers(golden);
        } finally {
            life.isOver(golden);
        }
    }

    private void answers(GoldenCase golden) throws SQLException {
        var reply = sender(golden.when().sender())
                .body(Json.write(question(golden)))
                .post("/v1/decisions")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertEquals(golden.then(), wanted(golden, reply));
        inTheRecord(golden, UUID.fromString(reply.getString("id")));
    }

    private void inTheRecord(GoldenCase golden, UUID decision) throws SQLException {
        var person =
                LifeOverHttp.person(LifeOverHttp.contact(golden, golden.when().contact()));
        var recorded = again.assertSame(decision);
        var verdict = recorded.verdict();
        assertEquals(
                golden.recorded(),
                Wanted.of(Json.text(verdict.outcome()), recorded.reasonCodes(), rounded(golden, verdict.notBefore())),
                "in the record");
        var acts = person.isPresent() ? record.acts(person.get()) : List.<RecordedTerms.Line>of();
        var wanted = mine(golden);
        var kinds = wanted.stream().flatMap(GoldenCaseHttpTest::kinds).toList();
        assertEquals(kinds, acts.stream().map(RecordedTerms.Line::kind).toList(), "acts in the record");
        assertEquals(kinds.size(), recorded.basis().termsVersion(), "terms version");
        if (golden.isLive() || wanted.isEmpty()) return;
        var last = wanted.getLast();
        assertEquals(last.confirmed().orElse(last.at()), acts.getLast().made(), "made");
    }

    /** The steps that are in the record of the person who is asked about, under the id that person has in the end. */
    private static List<Step> mine(GoldenCase golden) {
        var merges = golden.given().stream().anyMatch(step -> step.act() == Act.MERGE);
        var asked = merges ? "a" : golden.when().contact();
        var merged = false;
        var mine = new ArrayList<Step>();
        for (var step : golden.given()) {
            merged |= step.act() == Act.MERGE;
            var others = step.contact().equals("x") && !merged;
            if (step.act() == Act.ERASURE && !asked.equals("x")) mine.clear();
            if (others == asked.equals("x") && !step.refused() && !elsewhere(step)) mine.add(step);
        }
        return mine;
    }

    /** What leaves nothing in a person's record, or in that of somebody who is not in the case. */
    private static boolean elsewhere(Step step) {
        return switch (step.act()) {
            case SUPPRESSION, LIFT, ERASURE, PERMIT -> true;
            case GRANT -> step.channel().equals("push");
            case REFUSAL, WITHDRAWAL, ASK, CONFIRMATION, PAUSE, RESUME, PREFERENCES, STOP, MERGE -> false;
            case HUMAN_REQUEST, HUMAN_ANSWER, FEEDBACK, INTENT, INTENT_ENDED -> false;
            case TOLD, WROTE, AUTHOR -> true;
        };
    }

    /** A STOP is a no for each channel that it ends. */
    private static Stream<String> kinds(Step step) {
        return switch (step.act()) {
            case ASK -> Stream.of("grant");
            case STOP -> Stream.generate(() -> "withdrawal").limit(step.topic().equals(Scope.ALL) ? 2 : 1);
            case FEEDBACK -> Stream.generate(() -> "feedback").limit(step.times());
            default -> Stream.of(Json.text(step.act()));
        };
    }

    /** A question is answered a little after it is asked: what is counted from then on is told to the minute. */
    private static Optional<Instant> rounded(GoldenCase golden, Optional<Instant> at) {
        var asked = golden.given().stream().anyMatch(step -> step.act() == Act.PERMIT || step.act() == Act.FEEDBACK);
        return asked ? at.map(it -> it.truncatedTo(ChronoUnit.MINUTES)) : at;
    }

    private static Wanted wanted(GoldenCase golden, JsonPath reply) {
        return Wanted.of(
                reply.getString("outcome"),
                reply.<String>getList("reasons.code").stream().distinct().toList(),
                rounded(
                        golden,
                        Optional.ofNullable(reply.getString("notBefore")).map(Instant::parse)));
    }

    private static Map<String, Object> question(GoldenCase golden) {
        var asked = golden.when();
        var message = new HashMap<String, Object>(Map.of("authorship", Json.text(asked.authorship())));
        if (asked.authorship() == Authorship.PERSONAL) message.put("author", AuthorsOfCase.SIGNED);
        if (asked.critical()) message.put("critical", true);
        if (asked.confirms()) message.put("confirms", "stop");
        if (asked.told()) {
            message.putAll(TextsOverHttp.told(golden));
            message.put("authorship", Json.text(asked.authorship()));
        }
        var question = new HashMap<String, Object>(Map.of(
                "to",
                LifeOverHttp.contact(golden, asked.contact()),
                "controller",
                asked.controller(),
                "topic",
                asked.topic(),
                "channel",
                asked.channel(),
                "message",
                message,
                "mode",
                "check",
                "at",
                asked.at()));
        asked.near().in(question);
        return question;
    }
}

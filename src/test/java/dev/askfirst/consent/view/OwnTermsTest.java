package dev.askfirst.consent.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.catalog.CatalogHistory;
import dev.askfirst.catalog.CatalogService;
import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.consent.event.AskRules;
import dev.askfirst.person.point.ContactPoints;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.postgres.CountedStatements;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.function.ToIntFunction;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people read about themselves costs the same number of statements, however much they agreed to. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class OwnTermsTest {

    private static final List<String> TOPICS = List.of("offers", "events", "offers.bags", "offers.shoes");

    @Inject
    DataSource dataSource;

    @Inject
    CatalogService catalogs;

    @Inject
    CatalogHistory history;

    @Inject
    ContactPoints contacts;

    @Inject
    Clock clock;

    @Inject
    Receipts receipts;

    @Inject
    AskRules rules;

    private CountedStatements counted;

    @BeforeEach
    void count() {
        counted = new CountedStatements(dataSource);
    }

    @Test
    void manyGrantsCostNoMoreStatementsThanOne() {
        var terms = new OwnTerms(counted.dataSource(), catalogs, history, contacts, clock, rules);
        assertCostTheSame(person -> (int) terms.of(person, true).topics().stream()
                .filter(it -> it.words().isPresent())
                .count());
    }

    @Test
    void manyActsCostNoMoreStatementsThanOne() {
        var acts = new OwnHistory(counted.dataSource(), history, receipts);
        assertCostTheSame(person -> (int)
                acts.of(person).stream().filter(it -> it.words().isPresent()).count());
    }

    /** @param shown how many wordings a person is shown */
    private void assertCostTheSame(ToIntFunction<UUID> shown) {
        var one = Persons.who(Acts.newcomer());
        assertEquals(1, shown.applyAsInt(one));
        var statements = counted.made();
        assertEquals(TOPICS.size(), shown.applyAsInt(saidYesToAll()));
        assertEquals(statements, counted.made());
    }

    private static UUID saidYesToAll() {
        var ana = Acts.newcomer();
        for (var topic : TOPICS) Acts.grant(ana, topic).then().statusCode(201);
        return Persons.idOf(ana);
    }
}

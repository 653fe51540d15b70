package dev.askfirst.outbound.feed;

import static dev.askfirst.platform.Api.staff;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.outbound.Happenings;
import dev.askfirst.outbound.Hooks;
import dev.askfirst.outbound.Receiver;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.TestService;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestService.class)
class OutboundTidyingTest {

    @Inject
    Happenings happenings;

    @Inject
    Hooks hooks;

    @Inject
    ChangeSequencer sequencer;

    @Inject
    OutboundTidying tidying;

    @Inject
    Database database;

    @Inject
    Clock clock;

    @Inject
    @DataSource("work")
    javax.sql.DataSource work;

    @BeforeEach
    void begin() {
        hooks.begin();
    }

    @AfterEach
    void end() {
        hooks.end();
    }

    @Test
    void changesGoAfterNinetyDaysAndNotBeforeTheyHadTheirPlace() throws SQLException {
        var old = ago(Duration.ofDays(91));
        var young = ago(Duration.ofDays(89));
        sequencer.run();
        var unplaced = ago(Duration.ofDays(91));
        tidying.tidy();
        assertEquals(0, kept(old));
        assertEquals(1, kept(young));
        assertEquals(1, kept(unplaced));
        sequencer.run();
        tidying.tidy();
        assertEquals(0, kept(unplaced));
    }

    @Test
    void howLongChangesAreKeptIsASetting() throws SQLException {
        var page = ago(Duration.ofDays(40));
        sequencer.run();
        new OutboundTidying(work, clock, Duration.ofDays(41), Duration.ofDays(30)).tidy();
        assertEquals(1, kept(page));
        new OutboundTidying(work, clock, Duration.ofDays(39), Duration.ofDays(30)).tidy();
        assertEquals(0, kept(page));
    }

    @Test
    void deliveriesGoThirtyDaysAfterTheyWereDoneWith() throws IOException {
        try (var receiver = new Receiver()) {
            receiver.answer(one -> one.sequence().equals("3") ? 500 : 204);
            hooks.make(() -> staff("admin"), receiver.url());
            var ana = UUID.randomUUID();
            for (var version = 1; version <= 3; version++) {
                happenings.happen(happenings.change(Change.Type.CONSENT_GRANTED, ana, version, "acme"));
            }
            hooks.tick();
            var places = database.rows(
                    "select feed_position from webhook_delivery where person_id = ? order by feed_position", ana);
            database.execute(
                    "update webhook_delivery set done_at = done_at - interval '31 days' where person_id = ? and feed_position = ?",
                    ana,
                    Long.parseLong(places.getFirst().getFirst()));
            tidying.tidy();
            assertEquals(
                    List.of(places.get(1), places.get(2)),
                    database.rows(
                            "select feed_position from webhook_delivery where person_id = ? order by feed_position",
                            ana));
        }
    }

    private UUID ago(Duration age) {
        var page = Ids.at(Instant.now().minus(age));
        happenings.happen(page, happenings.change(Change.Type.CONSENT_GRANTED, UUID.randomUUID(), 1, "acme"));
        return page;
    }

    private long kept(UUID page) {
        return database.count("select count(*) from outbox where page_id = ?", page);
    }
}

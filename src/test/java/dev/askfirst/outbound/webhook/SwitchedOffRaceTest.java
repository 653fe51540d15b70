package dev.askfirst.outbound.webhook;

import static dev.askfirst.outbound.feed.Change.Type.CONSENT_GRANTED;
import static dev.askfirst.platform.Api.sender;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.outbound.Happenings;
import dev.askfirst.outbound.Hooks;
import dev.askfirst.outbound.Receiver;
import dev.askfirst.outbound.feed.ChangeSequencer;
import dev.askfirst.platform.Await;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A receiver says that it is gone while another worker looks for what is due. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class SwitchedOffRaceTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @Inject
    Hooks hooks;

    @Inject
    Happenings happenings;

    @Inject
    ChangeSequencer sequencer;

    @Inject
    DeliveryPlanner planner;

    @Inject
    Deliveries deliveries;

    @Inject
    Database database;

    @Inject
    DataSource dataSource;

    @BeforeEach
    void begin() {
        hooks.begin();
    }

    @AfterEach
    void end() {
        hooks.end();
    }

    @Test
    void nothingIsTakenForAWebhookThatWasSwitchedOffMeanwhile() throws Exception {
        try (var receiver = new Receiver();
                var other = dataSource.getConnection()) {
            var webhook = due(receiver);
            other.setAutoCommit(false);
            execute(other, "lock table webhook_turn in access exclusive mode");
            var taken = CompletableFuture.supplyAsync(() -> next(webhook));
            Await.until("the worker waits", LONG, () -> database.waiting("query like '%webhook_turn%'") == 1);
            execute(
                    other,
                    "update webhook set active = false, switched_off = 'gone' where webhook_id = '" + webhook + "'");
            other.commit();
            assertEquals(Optional.empty(), taken.get());
            assertEquals(
                    0,
                    database.count(
                            "select count(*) from webhook_turn where webhook_id = ? and claim is not null", webhook));
        }
    }

    private UUID due(Receiver receiver) throws SQLException {
        var hook = hooks.make(() -> sender("acme-mailer"), receiver.url());
        happenings.happen(happenings.change(CONSENT_GRANTED, UUID.randomUUID(), 1, "acme"));
        sequencer.run();
        planner.run();
        return UUID.fromString(database.value("select webhook_id from webhook where name = ?", hook.id())
                .orElseThrow());
    }

    private Optional<Deliveries.Delivery> next(UUID webhook) {
        try {
            return deliveries.next(webhook, Optional.empty());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

package dev.askfirst.outbound;

import dev.askfirst.outbound.webhook.DeliveryWorker;
import dev.askfirst.platform.Await;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestClock;
import io.quarkus.scheduler.Scheduler;
import io.restassured.specification.RequestSpecification;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** Webhooks of tests, and the steps of their delivery one at a time: nothing is sent but when a test says so. */
@ApplicationScoped
public class Hooks {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** A webhook that was made, and its secret. */
    public record Hook(Supplier<RequestSpecification> owner, String id, String secret) {}

    private final Scheduler scheduler;
    private final DeliveryWorker worker;
    private final Database database;
    private final TestClock clock;
    private final List<Hook> made = new ArrayList<>();

    Hooks(Scheduler scheduler, DeliveryWorker worker, Database database, TestClock clock) {
        this.scheduler = scheduler;
        this.worker = worker;
        this.database = database;
        this.clock = clock;
    }

    public void begin() {
        scheduler.pause();
        worker.tick();
    }

    public void end() {
        made.forEach(hook -> hook.owner().get().delete("/v1/webhooks/" + hook.id()));
        made.clear();
        clock.reset();
        scheduler.resume();
    }

    public Hook make(Supplier<RequestSpecification> owner, String url) {
        return make(owner, url, "");
    }

    /** With further members of the body, such as {@code , "active": false}. */
    public Hook make(Supplier<RequestSpecification> owner, String url, String more) {
        var id = "hook-" + UUID.randomUUID();
        var secret = put(owner, id, url, more, 201);
        var hook = new Hook(owner, id, secret);
        made.add(hook);
        return hook;
    }

    public String put(Supplier<RequestSpecification> owner, String id, String url, String more, int status) {
        return owner.get()
                .body("{\"url\": \"%s\"%s}".formatted(url, more))
                .put("/v1/webhooks/" + id)
                .then()
                .statusCode(status)
                .extract()
                .path("secret");
    }

    /** Sends what is due, and waits until all of it is settled. */
    public void tick() {
        worker.tick();
        Await.until("what is due is settled", PATIENCE, () -> database.count("""
                        select count(*) from webhook_turn join webhook using (webhook_id)
                        where active and (claim is not null or due_at <= %s)""".formatted(clock.now())) == 0);
    }

    /** Looks for what is due, and does not wait for what is claimed already. */
    public void tickWhile(Runnable meanwhile) {
        worker.tick();
        meanwhile.run();
    }

    public void later(Duration by) {
        clock.advance(by);
        tick();
    }
}

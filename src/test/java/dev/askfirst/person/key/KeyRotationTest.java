package dev.askfirst.person.key;

import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.platform.Await;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.Sha256;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.Thorough;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.platform.security.KeyName;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keys are changed while the service runs, and nobody's no is missed meanwhile. */
@QuarkusTest
@QuarkusTestResource(
        value = TestService.class,
        restrictToAnnotatedClass = true,
        initArgs = @ResourceArg(name = "folder", value = "rotation-service"))
class KeyRotationTest extends KeysInRotation {

    @Test
    void noNoIsMissedWhileKeysAreRotatedUnderLoad() {
        var over = new AtomicBoolean();
        var load = IntStream.range(0, 6)
                .mapToObj(i -> CompletableFuture.runAsync(
                        () -> act(i, over), task -> Thread.ofPlatform().start(task)))
                .toList();
        try {
            for (var i = 0; i < Thorough.or(4, 2); i++) {
                var enough = due.size() + 60;
                Await.until("there is load", LONG, () -> due.size() > enough || failed(load));
                var old = rotation.rotate(KeyName.contact);
                var oldService = rotateAndMove();
                rotation.awaitMoved("contact_point", OLD);
                giveUpContact(old);
                rotation.giveUp(KeyName.service, oldService);
            }
        } finally {
            over.set(true);
        }
        load.forEach(CompletableFuture::join);
        assertEquals(due, recorded(due.keySet()));
        people.forEach((contact, person) -> assertEquals(person, granted(contact), contact));
        assertEquals(
                database.count("select count(*) from person"), database.count("select count(*) from contact_point"));
        assertEquals(1, database.count("select count(*) from key_check where purpose = 'contact'"));
        assertEquals(1, database.count("select cardinality(live) from key_use where purpose = 'contact'"));
    }

    /** What was counted for somebody we do not know is found by who asks about them, and forgotten in time. */
    @Test
    void whatIsCountedForStrangersMovesAlong() {
        staff("admin").body("""
                {"name": "Acme Shoes", "contact": "mailto:people@acme.example", "language": "en",
                 "caps": [{"topic": "orders", "max": 1, "per": "P7D"}]}""").put("/v1/catalog/controllers/acme").then().statusCode(200);
        var nobody = Acts.newcomer();
        order(nobody).body("outcome", is("permit"));
        rotation.rotate(KeyName.contact);
        assertEquals(1, rotation.left("stranger_usage", OLD));
        order(nobody).body("outcome", is("deny"));
        assertEquals(0, rotation.left("stranger_usage", OLD));
        assertEquals(1, rotation.left("stranger_usage", "true"));
        staff("compliance")
                .get("/v1/decisions/" + order(nobody).extract().path("id"))
                .then()
                .body("reasons.code", contains("cap_reached"));
        catalog.again();
        usageTidying.tidy();
        assertEquals(1, rotation.left("stranger_usage", "true"));
        clock.advance(Duration.ofDays(40));
        usageTidying.tidy();
        clock.reset();
        assertEquals(0, rotation.left("stranger_usage", "true"));
    }

    /** Addresses of which only the hash is on record cannot be filed anew: their key has to stay. */
    @Test
    void aKeyThatSuppressionsStandUnderIsNotGivenUp() {
        var known = Acts.newcomer();
        granted(known);
        var nobody = Acts.newcomer();
        suppress(List.of(known, nobody));

        var old = rotation.rotate(KeyName.contact);
        rotation.awaitMoved("contact_point", OLD);
        rotation.file(KeyName.contact).retire(old);
        rotation.awaitRefusal("contact.json` lacks the key " + Integer.toUnsignedString(old));
        assertTrue(rotation.versions(KeyName.contact).contains(old));
        assertEquals("deny suppressed consent_unknown", recorded(nobody));
        assertEquals("deny suppressed", recorded(known));

        rotation.file(KeyName.contact).restore(old);
        rotation.awaitNoRefusal();
        // Who was only suppressed becomes somebody: their suppressions come along.
        var stand = suppressionsUnder(old);
        granted(nobody);
        assertEquals(stand - 1, suppressionsUnder(old));
        giveUpContact(old);
        assertEquals("deny suppressed", recorded(nobody));
        assertEquals("deny suppressed", recorded(known));
        assertEquals(0, database.count("select count(*) from key_check where version = ?", old));
    }

    @Test
    void aNumberThatIsListedWithoutThePlusIsFoundUnderEveryKey() {
        var hash = HexFormat.of().formatHex(Sha256.of("442079460230"));
        var number = "tel:+442079460230";
        importHash(hash).body(containsString("\"created\":1"));
        assertEquals("deny suppressed consent_unknown", recordedBySms(number));
        var old = rotation.rotate(KeyName.contact);
        assertEquals("deny suppressed consent_unknown", recordedBySms(number));
        importHash(hash).body(containsString("\"unchanged\":1"));
        assertEquals(0, database.count("""
                select count(*) from suppression where reason = 'do_not_call' and by ->> 'sender' = 'acme-texter'
                    and key_version = ?""", old));
        assertEquals("deny suppressed consent_unknown", recordedBySms(number));
        liftAndOrderAgain(number);
    }

    /** Nothing but its hash is known, and that stands under the old key: it is cut off all the same. */
    @Test
    void aWrongRecipientIsCutOffWhileItsKeyIsBeingChanged() {
        var contact = Acts.newcomer();
        granted(contact);
        var row = database.rows("select person_id, point_id from contact_point order by added_at desc limit 1")
                .getFirst();
        database.execute("update contact_point set value = null where point_id = ?::uuid", row.getLast());
        rotation.rotate(KeyName.contact);
        staff(Caller.ADMIN)
                .queryParam("reason", "wrong_recipient")
                .queryParam("last", "true")
                .delete("/v1/persons/" + row.getFirst() + "/contacts/" + row.getLast())
                .then()
                .statusCode(204);
        assertEquals("deny suppressed consent_unknown", recorded(contact));
        // It comes in by its address: what stood under the old key moves along.
        suppress(List.of(contact));
        database.execute("delete from person where person_id = ?::uuid", row.getFirst());
    }

    @Test
    void whoIsKnownUnderAnOldKeyIsNotMadeASecondTime() {
        var contacts = Stream.generate(Acts::newcomer).limit(20).toList();
        var before = contacts.stream().map(KeyRotationTest::granted).toList();
        var over = new AtomicBoolean();
        var grants = IntStream.range(0, 4)
                .mapToObj(_ -> CompletableFuture.runAsync(() -> {
                    while (!over.get())
                        assertEquals(
                                before,
                                contacts.stream().map(KeyRotationTest::granted).toList());
                }))
                .toList();
        try {
            rotation.rotate(KeyName.contact);
            rotation.awaitMoved("contact_point", OLD);
        } finally {
            over.set(true);
        }
        grants.forEach(CompletableFuture::join);
        assertEquals(before, contacts.stream().map(KeyRotationTest::granted).toList());
    }

    /** The job has moved points and waits for a suppression that somebody has locked; then its connection is cut. */
    @Test
    void aRekeyingThatDiesMidwayLeavesEverythingToBeFound() throws SQLException {
        var contacts = Stream.generate(Acts::newcomer).limit(30).toList();
        contacts.forEach(KeyRotationTest::granted);
        suppress(contacts);
        try (var connection = dataSource.getConnection();
                var lock = connection.createStatement()) {
            connection.setAutoCommit(false);
            lock.execute("select 1 from suppression for update");
            rotation.rotate(KeyName.contact);
            for (var i = 0; i < 3; i++) {
                Await.until(
                        "the job waits and is killed",
                        LONG,
                        () -> database.cutWaiting("query like '%update suppression it%'") > 0);
                assertTrue(rotation.left("contact_point", OLD) >= contacts.size());
                contacts.forEach(contact -> assertEquals("deny suppressed", recorded(contact)));
            }
            connection.rollback();
        }
        rotation.awaitMoved("contact_point", OLD);
        contacts.forEach(contact -> assertEquals("deny suppressed", recorded(contact)));
    }

    @Test
    void allThatTheOldServiceKeyWrapsIsWrappedAnew() throws SQLException {
        granted(Acts.newcomer());
        var id = UUID.randomUUID();
        var secret = vault.wrap(new byte[32], Ids.bytes(id));
        database.execute("""
                insert into webhook (webhook_id, owner, name, url, active, secret, old_secret, created_at)
                values (?, 'nobody', 'x', 'https://hooks.example', false, ?, ?, now())""", id, secret, secret);
        database.execute("""
                insert into reply_text (id, contact_key, key_version, salt, sealed)
                select ?, ?, live[1], '', ? from key_use where purpose = 'contact'""", id, id, secret);
        database.execute("""
                insert into complaint_text (id, contact_key, key_version, salt, sealed)
                select ?, ?, live[1], '', ? from key_use where purpose = 'contact'""", id, id, secret);
        database.execute("""
                insert into provider_event (id, at, connection, kind, done, fingerprint, sealed)
                values (?, now(), 'x', 'unknown', true, ?, ?)""", id, id, secret);
        database.execute("""
                insert into push (id, target, point_id, sealed, says, reason, since, state, overtaken, rank, version, attempts,
                    due_at, queued_at)
                values (?, 'x', ?, ?, 'no', 'erasure', now(), 'waiting', false, 0, 1, 0, now(), now())""", id, id, secret);
        var day = "2000-01-01";
        var dayKey = vault.wrap(new byte[32], day.getBytes(StandardCharsets.US_ASCII));
        database.execute("insert into place_key (day, wrapped) values (?, ?)", day, dayKey);
        rotation.giveUp(KeyName.service, rotateAndMove());
        for (var wrapped : Wrapped.ALL) {
            var all = database.rows("select %1$s::text, encode(%2$s, 'hex') from %3$s where %2$s is not null"
                    .formatted(wrapped.id(), wrapped.column(), wrapped.table()));
            assertFalse(all.isEmpty(), wrapped::table);
            for (var row : all) {
                var value = HexFormat.of().parseHex(row.get(1));
                assertEquals(32, vault.unwrap(value, wrapped.context().apply(row.get(0))).length);
            }
        }
        database.execute("delete from reply_text where id = ?", id);
        database.execute("delete from complaint_text where id = ?", id);
        database.execute("delete from provider_event where id = ?", id);
        database.execute("delete from push where id = ?", id);
        database.execute("delete from place_key where day = ?", day);
    }

    /** What this instance cannot look up it does not answer, for others file what people say under it. */
    @Test
    void anInstanceWithoutTheCurrentKeyGivesNoAnswer() {
        var contact = Acts.newcomer();
        granted(contact);
        database.execute("update key_use set live = 7 || live where purpose = 'contact'");
        try {
            ask("acme-mailer", about(contact)).then().statusCode(503).body("type", is("/problems/undecided"));
            Acts.withdraw(contact, "offers").then().statusCode(503);
        } finally {
            database.execute("update key_use set live = array_remove(live, 7) where purpose = 'contact'");
        }
        assertEquals("permit", recorded(contact));
    }

    @Test
    void metricsTellTheKeyInUseAndWhatIsLeft() {
        suppress(List.of(Acts.newcomer()));
        rotation.rotate(KeyName.contact);
        var current = Integer.toUnsignedLong(rotation.current(KeyName.contact));
        Await.until("it is told", LONG, () -> metric("askfirst_keys_current{keyset=\"contact\"}") == current);
        Await.until("the rest is told", LONG, () -> metric("askfirst_keys_left{keyset=\"contact\"}") > 0);
        assertEquals(0, metric("askfirst_keys_refused"));
    }
}

package dev.askfirst.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.Await;
import dev.askfirst.platform.RunningService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whatever dies while a list is being sent: what arrived was permitted on the record, and what was acknowledged arrived. */
class MailgateKillIT {

    private static final int YES = 150;
    private static final int SILENT = 30;
    private static final Duration LONGEST = Duration.ofMinutes(6);
    private static final Pattern QUEUE_ID =
            Pattern.compile("(?m)^\\s+by mail\\.test\\.example \\(Postfix\\).* id (\\w+)");
    private static final Pattern ADDRESS = Pattern.compile("(?m)^Delivered-To: (\\S+)$");

    @Test
    void nothingGoesOutWithoutARecordedPermit() throws InterruptedException {
        try (var service = RunningService.fresh("mailgate-kill");
                var postfix = Postfix.start(Postfix.freshFolder("mailgate-kill"), RunningService.freePort())) {
            var mailing = new Mailing(service);
            var addresses = addresses(mailing);
            var port = RunningService.freePort();
            try (var gate = RunningGate.start("mailgate", port, service, "--upstream 127.0.0.1:" + postfix.port())) {
                var bulk = new Bulk(port, addresses, LONGEST);
                var sending = Thread.ofPlatform().daemon().start(bulk::send);
                after(bulk, 40);
                gate.kill();
                gate.start();
                after(bulk, 80);
                service.kill();
                service.start();
                after(bulk, 120);
                postfix.kill();
                postfix.startAgain();
                sending.join();
                assertEquals(YES + SILENT, bulk.done());
                assertEquals(SILENT, bulk.refused().size());
                compare(bulk, mailing, postfix);
            }
        }
    }

    private static void compare(Bulk bulk, Mailing mailing, Postfix postfix) {
        postfix.settle();
        var queueIds = new HashMap<String, String>();
        var reached = new HashSet<String>();
        for (var message : postfix.delivered()) {
            assertEquals("permit", mailing.recorded(message), message);
            // Postfix itself may deliver what it holds twice when it dies in between, under the same id.
            var queueId = found(QUEUE_ID, message);
            var before = queueIds.putIfAbsent(Mailing.decision(message), queueId);
            assertTrue(before == null || before.equals(queueId), "one permit for two messages: " + message);
            reached.add(found(ADDRESS, message));
        }
        assertEquals(bulk.accepted(), reached);
    }

    private static String found(Pattern pattern, String message) {
        var matcher = pattern.matcher(message);
        assertTrue(matcher.find(), message);
        return matcher.group(1);
    }

    /** Who said yes and who said nothing, mixed. */
    private static ArrayList<String> addresses(Mailing mailing) {
        var addresses = new ArrayList<String>();
        IntStream.range(0, YES).mapToObj(i -> "yes%d@test.example".formatted(i)).forEach(it -> {
            mailing.grant(it);
            addresses.add(it);
        });
        IntStream.range(0, SILENT).forEach(i -> addresses.add(i * 5, "silent%d@test.example".formatted(i)));
        return addresses;
    }

    private static void after(Bulk bulk, int messages) {
        Await.until(messages + " messages have an answer", LONGEST, () -> bulk.done() >= messages);
    }
}

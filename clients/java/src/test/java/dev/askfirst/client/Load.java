package dev.askfirst.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A sender, to see how the client bears a service that dies ({@code each}: asks about each address of standard input and says
 * what it sent), and how much memory it takes ({@code all N}: asks about N).
 */
final class Load {

    private static final int SENDERS = 8;
    private static final Askfirst ASKFIRST = Askfirst.at(System.getenv("ASKFIRST_URL"), () -> System.getenv("ASKFIRST_TOKEN"))
            .within(Duration.ofSeconds(3));

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("each")) each();
        else all(Integer.parseInt(arguments[1]));
    }

    private static void each() throws Exception {
        List<String> addresses;
        try (var in = new BufferedReader(new InputStreamReader(System.in))) {
            addresses = in.lines().toList();
        }
        var senders = new ArrayList<Thread>();
        for (var n = 0; n < SENDERS; n++) {
            var first = n;
            senders.add(new Thread(() -> {
                for (var i = first; i < addresses.size(); i += SENDERS) one(addresses.get(i));
            }));
        }
        senders.forEach(Thread::start);
        for (var sender : senders) sender.join();
        System.out.println("done");
    }

    /** A message that waits in a queue until there is an answer, and whose outcome is told until it is heard. */
    private static void one(String address) {
        var question = Question.of(address, "email", "offers.bags").key("load-" + address);
        for (; ; ) {
            try {
                var answer = ASKFIRST.ifPermitted(question, permit -> System.out.println("sent " + permit.id()));
                if (!(answer instanceof Permit)) System.out.println("kept " + answer);
                return;
            } catch (DoNotSend.NoAnswer none) {
                System.out.println("held " + none.getMessage());
            } catch (NotReported left) {
                report(left);
                return;
            }
        }
    }

    private static void report(NotReported left) {
        for (; ; ) {
            try {
                ASKFIRST.report(left.permit(), left.outcome());
                return;
            } catch (DoNotSend.NoAnswer none) {
                System.out.println("told again");
            }
        }
    }

    private static void all(int number) throws IOException {
        var yes = System.getenv("ASKFIRST_TEST_YES");
        var questions = IntStream.range(0, number)
                .mapToObj(i -> Question.of(i % 10 == 0 ? yes : "person-" + i + "@load.example", "email", "offers"))
                .iterator();
        Map<String, Integer> outcomes = new LinkedHashMap<>();
        var i = 0;
        var start = System.nanoTime();
        for (var asked : ASKFIRST.askAll(() -> questions)) {
            var isPermit = asked.answer() instanceof Permit;
            if (isPermit != (i++ % 10 == 0)) throw new IllegalStateException("number " + i + ": " + asked.answer());
            outcomes.merge(isPermit ? "permit" : "deny", 1, Integer::sum);
        }
        var seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
        System.out.println("answers " + i + " " + outcomes + " in " + seconds + " s, peak " + peak());
    }

    private static String peak() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(it -> it.startsWith("VmHWM")).findFirst().orElse("?").replaceAll("\\s+", " ");
        }
    }
}

package dev.askfirst.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.decision.History.Given;
import dev.askfirst.decision.History.What;
import dev.askfirst.platform.RunningService;
import dev.askfirst.platform.json.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * One of many who speak, ask and report about the same few people at once, of either instance, and write down what they
 * did and saw.
 */
final class HistoryClient implements Runnable {

    /** Done, known already; of somebody who is somebody else by now, or gone; too late; asked in the wrong moment. */
    private static final Set<Integer> FAIR = Set.of(200, 201, 308, 404, 409, 412, 422);

    /** What all clients share. */
    record World(
            int first,
            int second,
            History history,
            ConcurrentLinkedDeque<String> permits,
            ConcurrentLinkedDeque<Repeat> grants,
            String sender,
            String admin) {
        /** @param service whose tokens are good at both instances */
        static World of(RunningService service, int first, int second) {
            return new World(
                    first,
                    second,
                    new History(),
                    new ConcurrentLinkedDeque<>(),
                    new ConcurrentLinkedDeque<>(),
                    service.senderToken("acme-mailer"),
                    service.token("admin"));
        }
    }

    /** A grant that was acknowledged, to be said again under its key: it is the same act, and no other. */
    private record Repeat(String key, String body) {}

    private static final int PEOPLE = 6;

    private final World world;
    private final int number;
    private final BooleanSupplier over;
    private final Random random;
    private int said;

    HistoryClient(World world, int number, BooleanSupplier over) {
        this.world = world;
        this.number = number;
        this.over = over;
        this.random = new Random(number);
    }

    @Override
    public void run() {
        try {
            while (!over.getAsBoolean()) act();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void act() throws IOException, InterruptedException {
        var who = random.nextInt(PEOPLE);
        switch (random.nextInt(20)) {
            case 0, 1, 2 -> grant(who);
            case 3, 4 -> withdraw(who);
            case 5 -> grantAgain();
            case 6, 7, 8 -> report();
            case 9 -> {
                if (random.nextInt(3) == 0) erase(who);
                else if (random.nextInt(3) == 0) merge(who);
            }
            case 10, 11 -> askMany();
            default -> ask(who);
        }
    }

    private void grant(int who) throws IOException, InterruptedException {
        var repeat = new Repeat("grant-" + number + "-" + said++, """
                {"contact": "%s", "controller": "acme", "topic": "offers", "channel": "email",
                 "notice": {"id": "acme-marketing", "version": 1},
                 "evidence": {"method": "form", "source": "https://acme.example"}}""".formatted(contact(who)));
        var start = System.nanoTime();
        var reply = post("/v1/grants", world.admin(), repeat.body(), "Idempotency-Key", repeat.key());
        write(start, reply, body -> {
            assertEquals("given", body.get("state").asText(), body::toString);
            world.grants().addFirst(repeat);
            return new History.Yes(contact(who), Optional.of(body.get("id").asText()));
        });
        lost(start, reply, new History.Yes(contact(who), Optional.empty()));
    }

    private void grantAgain() throws IOException, InterruptedException {
        var repeat = Optional.ofNullable(
                random.nextBoolean() ? world.grants().peek() : world.grants().pollLast());
        if (repeat.isPresent())
            post(
                    "/v1/grants",
                    world.admin(),
                    repeat.get().body(),
                    "Idempotency-Key",
                    repeat.get().key());
    }

    private void withdraw(int who) throws IOException, InterruptedException {
        var start = System.nanoTime();
        var body = """
                {"contact": "%s", "controller": "acme", "topic": "offers", "evidence": {"method": "form"}}""".formatted(contact(who));
        var reply = post("/v1/withdrawals", world.sender(), body);
        write(start, reply, _ -> new History.No(contact(who)));
        lost(start, reply, new History.No(contact(who)));
    }

    private void erase(int who) throws IOException, InterruptedException {
        var start = System.nanoTime();
        var person = person(who);
        if (person.isEmpty()) return;
        var reply =
                fair(RunningService.send(world.first(), "DELETE", "/v1/persons/" + person.get(), world.admin(), ""));
        write(start, reply, _ -> new History.Erasure(contact(who)));
        lost(start, reply, new History.Erasure(contact(who)));
    }

    /** Only neighbours become one person, so that not all are in the end. */
    private void merge(int who) throws IOException, InterruptedException {
        var start = System.nanoTime();
        var one = person(who);
        var other = person(who ^ 1);
        if (one.isEmpty() || other.isEmpty() || one.equals(other)) return;
        var body = "{\"other\": \"%s\", \"reason\": \"the same customer twice\"}".formatted(other.get());
        var reply = post("/v1/persons/" + one.get() + "/merge", world.admin(), body, "If-Match", "*");
        write(start, reply, _ -> new History.Merge(contact(who), contact(who ^ 1)));
        lost(start, reply, new History.Merge(contact(who), contact(who ^ 1)));
    }

    private Optional<String> person(int who) throws IOException, InterruptedException {
        var found = post("/v1/persons/lookup", world.admin(), "{\"contact\": \"" + contact(who) + "\"}");
        return found.statusCode() == 200
                ? Optional.of(Json.MAPPER.readTree(found.body()).get("person").asText())
                : Optional.empty();
    }

    /** Of three permits two are not sent, or nobody could be asked about any more after a while. */
    private void report() throws IOException, InterruptedException {
        var permit = Optional.ofNullable(world.permits().poll());
        if (permit.isEmpty()) return;
        var sent = random.nextInt(3) == 0;
        var start = System.nanoTime();
        var body = "{\"outcome\": \"" + (sent ? "sent" : "not_sent") + "\"}";
        var reply = post("/v1/decisions/" + permit.get() + "/outcome", world.sender(), body);
        write(start, reply, _ -> new History.Report(permit.get(), sent));
        lost(start, reply, new History.Report(permit.get(), sent));
    }

    /** Half of the questions have a key, each of which all clients use. */
    private record Asked(int who, boolean capped, Optional<String> key) {
        static Asked of(int who, Random random) {
            var capped = random.nextBoolean();
            var key = random.nextBoolean()
                    ? Optional.of("%d-%s-%d".formatted(who, capped, random.nextInt(8)))
                    : Optional.<String>empty();
            return new Asked(who, capped, key);
        }

        String json(boolean withKey) {
            var topic = capped ? "offers.bags" : "offers.shoes";
            var last = key.filter(_ -> withKey)
                    .map(it -> ", \"key\": \"" + it + "\"")
                    .orElse("");
            return "{\"to\": \"%s\", \"channel\": \"email\", \"topic\": \"%s\"%s}".formatted(contact(who), topic, last);
        }

        What answered(Optional<Given> given) {
            return new History.Question(contact(who), capped, key, given);
        }
    }

    private void ask(int who) throws IOException, InterruptedException {
        var asked = Asked.of(who, random);
        var start = System.nanoTime();
        var reply = asked.key().isPresent()
                ? post(
                        "/v1/decisions",
                        world.sender(),
                        asked.json(false),
                        "Idempotency-Key",
                        asked.key().get())
                : post("/v1/decisions", world.sender(), asked.json(false));
        var end = System.nanoTime();
        note(start, end, asked, Json.MAPPER.readTree(reply.body()), reply.statusCode() != 200);
    }

    private void askMany() throws IOException, InterruptedException {
        var asked = new ArrayList<Asked>();
        for (var i = 0; i < 4; i++) asked.add(Asked.of(random.nextInt(PEOPLE), random));
        var start = System.nanoTime();
        var questions = asked.stream().map(it -> it.json(true)).toList();
        var reply = post("/v1/decisions/batch", world.sender(), "{\"questions\": " + questions + "}");
        var end = System.nanoTime();
        var decisions = Json.MAPPER.readTree(reply.body()).path("decisions");
        for (var i = 0; i < asked.size(); i++) {
            var item = decisions.path(i);
            note(start, end, asked.get(i), item, reply.statusCode() != 200 || item.has("error"));
        }
    }

    private void note(long start, long end, Asked asked, JsonNode answer, boolean none) {
        if (none) {
            world.history().add(start, History.NEVER, asked.answered(Optional.empty()));
            return;
        }
        var reasons = answer.get("reasons")
                .valueStream()
                .map(it -> it.get("code").asText())
                .toList();
        var grant = Optional.ofNullable(answer.get("grant")).map(JsonNode::asText);
        var given = new Given(answer.get("id").asText(), answer.get("outcome").asText(), reasons, grant);
        world.history().add(start, end, asked.answered(Optional.of(given)));
        if (given.outcome().equals("permit")) world.permits().add(given.id());
    }

    /** Writes down what was done, if it was. */
    private void write(long start, HttpResponse<String> reply, Function<JsonNode, What> what) throws IOException {
        var end = System.nanoTime();
        if (reply.statusCode() / 100 == 2)
            world.history().add(start, end, what.apply(Json.MAPPER.readTree(reply.body())));
    }

    /** Nobody knows whether it was done. */
    private void lost(long start, HttpResponse<String> reply, What what) {
        if (reply.statusCode() == 503) world.history().add(start, History.NEVER, what);
    }

    private HttpResponse<String> post(String path, String token, String body, String... headers)
            throws IOException, InterruptedException {
        var port = random.nextBoolean() ? world.first() : world.second();
        return fair(RunningService.send(port, "POST", path, token, body, headers));
    }

    private static HttpResponse<String> fair(HttpResponse<String> reply) {
        assertTrue(
                reply.statusCode() == 503 || FAIR.contains(reply.statusCode()),
                () -> reply.statusCode() + " " + reply.body());
        return reply;
    }

    private static String contact(int who) {
        return "mailto:person-%d@history.example".formatted(who);
    }
}

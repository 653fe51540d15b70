package dev.askfirst.outside;

import dev.askfirst.outside.Caller.Reply;
import dev.askfirst.platform.Await;
import dev.askfirst.platform.IdentityProvider;
import dev.askfirst.platform.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A light load as a service has it all day: two senders that ask, and people who say yes and take it back, by their
 * controller's form and by the link in a message, which some follow in a browser. What got no answer is tried again under the same key.
 */
final class Traffic implements AutoCloseable {

    private static final int PEOPLE = 6;
    private static final int ASKERS = 2;
    private static final String SHORT = "3";
    /** A day at most is what the service takes; a long torture has to be told again. */
    private static final Duration TOKEN = Duration.ofHours(23);

    private static final long BETWEEN = Duration.ofMillis(200).toNanos();
    private static final String QUESTION = """
            {"to": "%s", "channel": "email", "topic": "offers", "message": {"campaign": "%s"}}""";
    private static final String GRANT = """
            {"contact": "%s", "controller": "%s", "topic": "offers", "channel": "email",
             "notice": {"id": "%s-marketing", "version": 1}, "evidence": {"method": "form", "source": "https://%s.example/join"}, "at": "%s"}""";
    private static final String WITHDRAWAL = """
            {"contact": "%s", "controller": "%s", "topic": "offers", "evidence": {"method": "form"}}""";

    /** A sender with the controller it writes for and the people it writes to. */
    private record Sender(String id, String controller, List<String> people) {
        static Sender of(String controller) {
            return new Sender(
                    controller + "-mailer",
                    controller,
                    IntStream.range(0, PEOPLE)
                            .mapToObj(i -> "mailto:%s-%d@outside.example".formatted(controller, i))
                            .toList());
        }
    }

    private final String run;
    private final Caller caller;
    private final IdentityProvider provider;
    private final Observations observations;
    private final List<CompletableFuture<Void>> running = new ArrayList<>();
    private final Map<Sender, String> tokens = new ConcurrentHashMap<>();
    private volatile boolean over;

    Traffic(Caller caller, IdentityProvider provider, Observations observations) {
        this(caller, provider, observations, "");
    }

    /** @param run what its keys begin with, so that a second load on one service has others than the first */
    Traffic(Caller caller, IdentityProvider provider, Observations observations, String run) {
        this.run = run;
        this.caller = caller;
        this.provider = provider;
        this.observations = observations;
        var senders = List.of(Sender.of("acme"), Sender.of("globex"));
        for (var sender : senders) {
            tokens.put(sender, sign(sender));
            for (var i = 0; i < ASKERS; i++) {
                var name = run + sender.id() + "-" + i;
                var most = i % 2 == 0 ? Optional.<String>empty() : Optional.of(SHORT);
                run(() -> asks(sender, name, most));
            }
        }
        var acme = senders.getFirst();
        var globex = senders.getLast();
        run(() -> speaks(globex, caller::oneClick));
        run(() -> {
            try (var reader = new Reader(caller.base())) {
                speaks(acme, reader::press);
            }
        });
    }

    @Override
    public void close() {
        over = true;
        running.forEach(CompletableFuture::join);
    }

    /** Everybody gets a token of the key that the provider signs with now. */
    void signIn() {
        tokens.replaceAll((sender, _) -> sign(sender));
    }

    /** Fails where one of them has failed, or has seen what must not be. */
    void check() {
        observations.check();
        running.stream().filter(CompletableFuture::isCompletedExceptionally).forEach(CompletableFuture::join);
    }

    private void run(Runnable task) {
        running.add(CompletableFuture.runAsync(task, it -> Thread.ofPlatform().start(it)));
    }

    private void asks(Sender sender, String name, Optional<String> most) {
        var random = new Random(name.hashCode());
        for (var n = 0; !over; n++) {
            ask(sender, sender.people().get(random.nextInt(PEOPLE)), name + "-" + n, most);
            LockSupport.parkNanos(BETWEEN);
        }
    }

    /** Until there is an answer; what the sender may do then. */
    private Optional<String> ask(Sender sender, String to, String key, Optional<String> most) {
        var bound = most.isPresent() ? Observations.SHORT_QUESTION : Observations.QUESTION;
        while (!over) {
            var reply = most.isPresent()
                    ? question(sender, to, key, "Request-Timeout", most.get())
                    : question(sender, to, key);
            observations.took(bound, reply);
            if (reply.status() != 200) {
                Await.pause();
                continue;
            }
            observations.answered(to, key, reply);
            return Optional.of(reply.body());
        }
        return Optional.empty();
    }

    private Reply question(Sender sender, String to, String key, String... headers) {
        var all = new ArrayList<>(List.of("Idempotency-Key", key));
        all.addAll(List.of(headers));
        return caller.json("/v1/decisions", token(sender), QUESTION.formatted(to, key), all.toArray(String[]::new));
    }

    /**
     * Each person in turn says yes, and takes it back: by the form, or by the link in a message they got.
     *
     * @param presses a link, as a mail program does or in a browser
     */
    private void speaks(Sender sender, Function<String, Reply> presses) {
        for (var n = 0; !over; n++) {
            var person = sender.people().get(n % PEOPLE);
            var key = run + sender.id() + "-says-" + n;
            var grant = GRANT.formatted(
                    person, sender.controller(), sender.controller(), sender.controller(), Instant.now());
            says(true, person, () -> act("/v1/grants", sender, grant, key));
            var permit = ask(sender, person, key + "-asks", Optional.empty());
            var link = permit.flatMap(Traffic::link);
            if (link.isPresent() && n % 2 == 0) {
                says(false, person, () -> presses.apply(link.get()));
            } else {
                var withdrawal = WITHDRAWAL.formatted(person, sender.controller());
                says(false, person, () -> act("/v1/withdrawals", sender, withdrawal, key + "-no"));
            }
            LockSupport.parkNanos(BETWEEN);
        }
    }

    private Reply act(String path, Sender sender, String body, String key) {
        return caller.json(path, token(sender), body, "Idempotency-Key", key);
    }

    /** Until it is acknowledged. */
    private void says(boolean yes, String person, Supplier<Reply> act) {
        var first = System.nanoTime();
        while (!over) {
            var reply = act.get();
            observations.took(Observations.ACT, reply);
            if (reply.status() == 200 || reply.status() == 201) {
                observations.said(person, yes, first, reply);
                return;
            }
            Await.pause();
        }
        observations.tried(person, yes, first);
    }

    private static Optional<String> link(String answer) {
        try {
            for (var obligation : Json.MAPPER.readTree(answer).withArray("obligations")) {
                if (!obligation.path("name").asText().equals("List-Unsubscribe")) continue;
                var address = obligation.get("value").asText().replaceAll("^<|>$", "");
                return Optional.of(URI.create(address).getRawPath());
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String token(Sender sender) {
        return tokens.get(sender);
    }

    private String sign(Sender sender) {
        return provider.sign(IdentityProvider.claims()
                .subject(sender.id())
                .claim("sender", sender.id())
                .expiresIn(TOKEN));
    }
}

package dev.askfirst.gate;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** One mailer that talks to the gate in SMTP (RFC 5321), from its greeting to its QUIT. */
final class MailerConnection implements Connection {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int MOST_ERRORS = 20;
    private static final Set<String> LAST_IN_A_GROUP = Set.of("EHLO", "HELO", "STARTTLS", "AUTH", "DATA");
    private static final Reply OK = Reply.of(250, "2.0.0 Ok");

    private final GateSettings settings;
    private final Passage passage;
    private final Upstream upstream;
    private final ReentrantLock turn = new ReentrantLock();
    private Wire wire;
    private boolean greeted;
    private Optional<String> user = Optional.empty();
    private Optional<Envelope> envelope = Optional.empty();

    MailerConnection(Socket socket, GateSettings settings, Passage passage, Upstream upstream) throws IOException {
        this.settings = settings;
        this.passage = passage;
        this.upstream = upstream;
        wire = new Wire(socket, PATIENCE);
    }

    @Override
    public void run() {
        try {
            say(Reply.of(220, settings.name() + " ESMTP"));
            var errors = 0;
            for (var line = wire.line(); line.isPresent(); line = wire.line()) {
                var code = turn(line.get());
                if (code == 221 || code == 421) return;
                if (code >= 500 && ++errors == MOST_ERRORS) {
                    say(Reply.of(421, "4.7.0 too many errors"));
                    return;
                }
                if (code == 250) errors = 0;
            }
        } catch (Unreadable e) {
            // What follows a line that was not understood cannot be told from it.
            sayLast(e.reply());
        } catch (IOException _) {
            // The mailer is gone or silent.
        } finally {
            upstream.close();
            wire.close();
        }
    }

    /** Waits until no message is in hand, at most this long. */
    @Override
    public void end(Duration most) {
        try {
            turn.tryLock(most.toNanos(), java.util.concurrent.TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        wire.close();
    }

    private int turn(String line) throws IOException {
        turn.lock();
        try {
            var reply = answer(line);
            say(reply);
            if (reply.code() == 220) encrypt();
            return reply.code();
        } finally {
            turn.unlock();
        }
    }

    private Reply answer(String line) throws IOException {
        var words = line.strip().split(" ", 2);
        var verb = words[0].toUpperCase(Locale.ROOT);
        var argument = words.length == 2 ? words[1].strip() : "";
        if (LAST_IN_A_GROUP.contains(verb) && wire.waiting()) {
            return Reply.of(421, "4.5.0 after %s the answer has to be waited for".formatted(verb));
        }
        try {
            return answer(verb, argument);
        } catch (Unreadable e) {
            return e.reply();
        }
    }

    private Reply answer(String verb, String argument) throws IOException, Unreadable {
        return switch (verb) {
            case "EHLO", "HELO" -> hello(verb, argument);
            case "STARTTLS" -> startTls(argument);
            case "AUTH" -> auth(argument);
            case "MAIL" -> mail(argument);
            case "RCPT" -> rcpt(argument);
            case "DATA" -> data(argument);
            case "RSET" -> {
                envelope = Optional.empty();
                yield OK;
            }
            case "NOOP" -> OK;
            case "VRFY" -> Reply.of(252, "2.5.0 send a message and see");
            case "QUIT" -> Reply.of(221, "2.0.0 Bye");
            default -> Reply.of(500, "5.5.2 that is no command here");
        };
    }

    private Reply hello(String verb, String argument) throws Unreadable {
        if (argument.isEmpty()) throw new Unreadable(501, "5.5.4 a name belongs to " + verb);
        envelope = Optional.empty();
        greeted = true;
        return verb.equals("HELO") ? Reply.of(250, settings.name()) : new Reply(250, extensions());
    }

    private java.util.List<String> extensions() {
        var offered = new java.util.ArrayList<String>();
        offered.add(settings.name());
        offered.addAll(java.util.List.of("PIPELINING", "8BITMIME", "SMTPUTF8", "ENHANCEDSTATUSCODES"));
        if (settings.encryption().isPresent() && !wire.isEncrypted()) offered.add("STARTTLS");
        if (mayLogIn()) offered.add("AUTH PLAIN LOGIN");
        offered.add("SIZE " + settings.largest());
        return offered;
    }

    private boolean mayLogIn() {
        return settings.users().isPresent() && (wire.isEncrypted() || wire.isLocal());
    }

    private Reply startTls(String argument) {
        if (!argument.isEmpty()) return Reply.of(501, "5.5.4 STARTTLS stands alone");
        if (settings.encryption().isEmpty() || wire.isEncrypted()) return Reply.of(503, "5.5.1 not here");
        return Reply.of(220, "2.0.0 go on encrypted");
    }

    private void encrypt() throws IOException {
        wire = wire.encrypted(settings.encryption().orElseThrow(), PATIENCE);
        greeted = false;
        user = Optional.empty();
        envelope = Optional.empty();
    }

    private Reply auth(String argument) throws IOException, Unreadable {
        if (!greeted) throw new Unreadable(503, "5.5.1 first EHLO");
        if (user.isPresent() || envelope.isPresent()) throw new Unreadable(503, "5.5.1 not now");
        if (!mayLogIn())
            throw new Unreadable(settings.users().isPresent() ? 538 : 503, "5.7.11 not here without encryption");
        user = new Login(wire, settings.users().orElseThrow()).of(argument);
        return user.isPresent()
                ? Reply.of(235, "2.7.0 welcome")
                : Reply.of(535, "5.7.8 no such user with this password");
    }

    private Reply mail(String argument) throws Unreadable {
        if (!greeted) throw new Unreadable(503, "5.5.1 first EHLO");
        if (settings.users().isPresent() && user.isEmpty()) throw new Unreadable(530, "5.7.0 first AUTH");
        if (envelope.isPresent()) throw new Unreadable(503, "5.5.1 a message has begun");
        var path = PathCommand.read(argument, "FROM:");
        for (var name : path.parameters().keySet()) {
            if (!Set.of("SIZE", "BODY", "SMTPUTF8", "AUTH").contains(name)) {
                throw new Unreadable(555, "5.5.4 no parameter " + name + " here");
            }
        }
        if (path.parameters().getOrDefault("SIZE", "0").length() > 10
                || Long.parseLong("0"
                                + path.parameters().getOrDefault("SIZE", "0").replaceAll("\\D", ""))
                        > settings.largest()) {
            throw tooLarge();
        }
        var utf8 = path.parameters().containsKey("SMTPUTF8");
        if (!utf8 && !path.isAscii()) throw new Unreadable(553, "5.6.7 this address needs SMTPUTF8");
        var eightBit = path.parameters().getOrDefault("BODY", "").equalsIgnoreCase("8BITMIME");
        envelope = Optional.of(new Envelope(path.address(), "", eightBit, utf8));
        return Reply.of(250, "2.1.0 Ok");
    }

    private Reply rcpt(String argument) throws Unreadable {
        if (envelope.isEmpty()) throw new Unreadable(503, "5.5.1 first MAIL");
        var path = PathCommand.read(argument, "TO:");
        if (!path.parameters().isEmpty()) throw new Unreadable(555, "5.5.4 no parameters here");
        if (path.address().isEmpty()) throw new Unreadable(553, "5.1.3 that is no address");
        if (!envelope.get().to().isEmpty()) {
            throw new Unreadable(452, "4.5.3 one recipient a message: each has a permit and a link of its own");
        }
        if (!envelope.get().utf8() && !path.isAscii()) throw new Unreadable(553, "5.6.7 this address needs SMTPUTF8");
        envelope = envelope.map(it -> it.to(path.address()));
        return Reply.of(250, "2.1.5 Ok");
    }

    private Reply data(String argument) throws IOException, Unreadable {
        if (!argument.isEmpty()) throw new Unreadable(501, "5.5.4 DATA stands alone");
        if (envelope.isEmpty()) throw new Unreadable(503, "5.5.1 first MAIL");
        if (envelope.get().to().isEmpty()) throw new Unreadable(554, "5.5.1 nobody is to have it");
        say(Reply.of(354, "go on; a line with a dot ends it"));
        var received = wire.message(settings.largest());
        var to = envelope.get();
        envelope = Optional.empty();
        if (!received.whole()) throw tooLarge();
        // Servers differ on where such a message ends: its rest could become one that nobody asked about.
        if (!received.paired())
            throw new Unreadable(550, "5.5.2 each line ends with CR and LF, and neither stands alone");
        return passage.of(to, user, received.bytes(), upstream);
    }

    private Unreadable tooLarge() {
        return new Unreadable(552, "5.3.4 a message has at most %d bytes".formatted(settings.largest()));
    }

    private void say(Reply reply) throws IOException {
        wire.write(reply.written());
        // Answers to a group of commands leave together.
        if (!wire.waiting() || reply.code() >= 300) wire.flush();
    }

    private void sayLast(Reply reply) {
        try {
            say(reply);
        } catch (IOException _) {
            // Nobody hears it.
        }
    }
}

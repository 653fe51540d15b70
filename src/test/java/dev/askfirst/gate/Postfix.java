package dev.askfirst.gate;

import dev.askfirst.platform.Await;
import dev.askfirst.platform.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A Postfix of a test's own, with its own port and folder, which its user must be able to reach, that puts all mail to test.example into one maildir. */
final class Postfix implements AutoCloseable {

    private static final String SERVICES = """
            127.0.0.1:%d inet n - n - - smtpd
            pickup unix n - n 60 1 pickup
            cleanup unix n - n - 0 cleanup
            qmgr unix n - n 300 1 qmgr
            tlsmgr unix - - n 1000? 1 tlsmgr
            rewrite unix - - n - - trivial-rewrite
            bounce unix - - n - 0 bounce
            defer unix - - n - 0 bounce
            trace unix - - n - 0 bounce
            proxymap unix - - n - - proxymap
            smtp unix - - n - - smtp
            error unix - - n - - error
            retry unix - - n - - error
            virtual unix - n n - - virtual
            anvil unix - - n - 1 anvil
            postlog unix-dgram n - n - 1 postlogd
            """;

    private final Path folder;
    private final int port;

    private Postfix(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** An empty folder that everybody can reach, unlike those of services. */
    static Path freshFolder(String name) {
        var folder = Path.of("target", "mail", name).toAbsolutePath();
        var made = Program.run("rm -rf '%1$s' && mkdir -p '%1$s'".formatted(folder), Map.of());
        if (made.exit() != 0) throw new AssertionError(made.errors());
        return folder;
    }

    /** @param settings lines that main.cf has besides */
    static Postfix start(Path folder, int port, String... settings) {
        var postfix = new Postfix(folder.toAbsolutePath(), port);
        postfix.write(List.of(settings));
        postfix.run("postfix -c '%s/etc' start");
        Await.until("Postfix answers", Duration.ofSeconds(60), postfix::answers);
        return postfix;
    }

    /** Types a {@code postconf} command, and has Postfix read what it changed. */
    void configure(String command) {
        run(command.replace("postconf", "postconf -c '%1$s/etc'") + " && postfix -c '%1$s/etc' reload");
    }

    int port() {
        return port;
    }

    /** Each message that was delivered, as it lies there. */
    List<String> delivered() {
        var box = folder.resolve("mail/box/new");
        if (!Files.exists(box)) return List.of();
        try (var files = Files.list(box)) {
            return files.map(Postfix::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until nothing is under way inside. What was not written to its end, and so not acknowledged, may be executed by nobody: no queue manager takes it. */
    void settle() {
        var waiting = "find '%s'/queue/{maildrop,incoming,active,deferred} -type f -perm -u+x".formatted(folder);
        Await.until(
                "the queue of Postfix is empty",
                Duration.ofMinutes(5),
                () -> Program.run(waiting, Map.of()).out().isBlank());
    }

    String log() {
        return read(folder.resolve("mail.log"));
    }

    /** As a machine ends that loses its power; what it had acknowledged lies in its queue. */
    void kill() {
        run(
                "kill -KILL -- $(tr -d ' ' < '%1$s/queue/pid/master.pid') $(ps -o pid= --ppid $(tr -d ' ' < '%1$s/queue/pid/master.pid')) || true");
        Await.until("Postfix is gone", Duration.ofSeconds(60), () -> !answers());
    }

    void startAgain() {
        run("postfix -c '%s/etc' start");
        Await.until("Postfix answers", Duration.ofSeconds(60), this::answers);
    }

    @Override
    public void close() {
        run("postfix -c '%s/etc' stop");
    }

    private void write(List<String> settings) {
        run("mkdir -p '%1$s/etc' '%1$s/queue' '%1$s/data' '%1$s/mail' && chown postfix '%1$s/data' '%1$s/mail'");
        try {
            Files.writeString(folder.resolve("etc/main.cf"), """
                    compatibility_level = 3.6
                    queue_directory = %1$s/queue
                    data_directory = %1$s/data
                    maillog_file = %1$s/mail.log
                    maillog_file_prefixes = %1$s
                    import_environment = MAIL_CONFIG=%1$s/etc
                    myhostname = mail.test.example
                    inet_interfaces = 127.0.0.1
                    inet_protocols = ipv4
                    mynetworks = 127.0.0.0/8
                    mydestination =
                    virtual_mailbox_domains = test.example
                    virtual_mailbox_base = %1$s/mail
                    virtual_mailbox_maps = static:box/
                    virtual_uid_maps = static:%2$s
                    virtual_gid_maps = static:%3$s
                    virtual_minimum_uid = 1
                    smtpd_relay_restrictions = permit_mynetworks, reject
                    smtputf8_enable = yes
                    queue_run_delay = 2s
                    minimal_backoff_time = 2s
                    maximal_backoff_time = 4s
                    %4$s
                    """.formatted(
                            folder, id("-u"), id("-g"), String.join("\n", settings)));
            Files.writeString(folder.resolve("etc/master.cf"), SERVICES.formatted(port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean answers() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(5000);
            return socket.getInputStream().read() == '2';
        } catch (IOException _) {
            return false;
        }
    }

    private void run(String script) {
        var ended = Program.run(script.formatted(folder), Map.of("PATH", "/usr/sbin:/sbin:" + System.getenv("PATH")));
        if (ended.exit() != 0) throw new AssertionError("Postfix (apt-get install postfix): " + ended.errors());
    }

    private static String id(String option) {
        return Program.run("id %s postfix".formatted(option), Map.of()).out().strip();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.askfirst.gate;

import dev.askfirst.platform.Await;
import dev.askfirst.platform.Program;
import dev.askfirst.platform.RunningService;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;

/**
 * What comes back to acme.example, handed on by the Postfix of a site as {@code docs/operations/mail.md} says; and a mail server
 * of gone.example, which knows nobody.
 */
final class ReturnPath implements AutoCloseable {

    private final MailSite site;
    private final Program sink;

    ReturnPath(MailSite site) throws IOException {
        this.site = site;
        var port = RunningService.freePort();
        sink = Program.shell(
                "exec /usr/sbin/smtp-sink -u nobody -f rcpt -B '550 5.1.1 nobody of this name' 127.0.0.1:%d 10"
                        .formatted(port),
                Map.of());
        var token = site.folder.resolve("token");
        Files.writeString(token, site.service.senderToken("acme-mailer"));
        site.postfix.configure(("postconf -M 'askfirst/unix=askfirst unix - n n - 4 pipe flags=Rq user=nobody "
                        + "argv=%s/askfirst mail --sender acme-mailer --url http://127.0.0.1:%d --token-file %s'")
                .formatted(System.getProperty("askfirst.home"), site.service.port(), token));
        site.postfix.configure(("postconf -e 'askfirst_destination_recipient_limit = 1' "
                        + "'transport_maps = inline:{{gone.example=smtp:[127.0.0.1]:%d} {acme.example=askfirst:}}'")
                .formatted(port));
    }

    /** Somebody writes to acme. */
    void write(String options) {
        Program.run(
                "swaks --server 127.0.0.1:%d %s %s 2>&1 || true"
                        .formatted(
                                site.postfix.port(),
                                options.contains("--to ") ? "" : "--to news@acme.example",
                                options),
                Map.of());
    }

    /** Waits until acme may not write to this address any more. */
    void awaitNo(String address) {
        Await.until(
                "acme may not write to " + address + " any more; Postfix: " + site.folder.resolve("postfix/mail.log"),
                Duration.ofMinutes(2),
                () -> site.mailing.check(address).equals("deny"));
    }

    /** What {@code ./askfirst mail} ends with. */
    String exit(String mail, int port) {
        return Program.run(
                        "printf '%s' | ./askfirst mail --sender acme-mailer --url http://127.0.0.1:%d >/dev/null && echo 0 || echo $?"
                                .formatted(mail, port),
                        Map.of("ASKFIRST_DATA", site.service.data().toString()))
                .out()
                .strip();
    }

    @Override
    public void close() {
        sink.process().destroy();
    }
}

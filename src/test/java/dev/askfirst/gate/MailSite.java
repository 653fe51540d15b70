package dev.askfirst.gate;

import dev.askfirst.platform.Program;
import dev.askfirst.platform.RunningService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A service, a Postfix whose mail opendkim signs, and two gates before it, one of which wants encryption and a password. */
final class MailSite implements AutoCloseable {

    private static final String BOUNCING = "smtpd_recipient_restrictions = check_recipient_access "
            + "inline:{{gone@test.example=550 5.1.1 nobody of this name} {full@test.example=452 4.2.2 full}}, permit";
    private static final String KEYS = """
            openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost \
              -keyout tls.key -out tls.pem 2>/dev/null
            openssl genrsa -out dkim.key 2048 2>/dev/null; chmod 600 dkim.key
            echo "s1._domainkey.acme.example v=DKIM1; k=rsa; p=$(openssl rsa -in dkim.key -pubout 2>/dev/null | grep -v -- - | tr -d '\\n')" > dkim.txt
            echo "shop:$(openssl passwd -6 'open sesame')" > users
            printf 'user shop orders\\nsender news@acme.example offers\\nlist outlet.acme.example offers.shoes\\n' > map
            """;

    final Path folder = Postfix.freshFolder("mailgate");
    final RunningService service = RunningService.fresh("mailgate", "-Daskfirst.connections.secrets=" + folder);
    final Mailing mailing = new Mailing(service);
    final int port = RunningService.freePort();
    final int guardedPort = RunningService.freePort();
    final int metrics = RunningService.freePort();
    final Postfix postfix;
    private final Program signer;
    private final RunningGate gate;
    private final RunningGate guarded;

    MailSite() throws IOException {
        in(KEYS);
        var signing = RunningService.freePort();
        Files.writeString(folder.resolve("sign.conf"), """
                Mode s
                Domain acme.example
                Selector s1
                KeyFile dkim.key
                Socket inet:%d@127.0.0.1
                Canonicalization relaxed/relaxed
                SignHeaders *,+List-Unsubscribe,+List-Unsubscribe-Post
                OversignHeaders From,List-Unsubscribe,List-Unsubscribe-Post
                RequireSafeKeys no
                Syslog no
                """.formatted(signing));
        signer = Program.shell("cd '%s'; exec /usr/sbin/opendkim -f -x sign.conf".formatted(folder), Map.of());
        postfix = Postfix.start(
                folder.resolve("postfix"),
                RunningService.freePort(),
                BOUNCING,
                "smtpd_milters = inet:127.0.0.1:" + signing,
                "smtpd_tls_security_level = may",
                "smtpd_tls_received_header = yes",
                "smtpd_tls_cert_file = " + folder.resolve("tls.pem"),
                "smtpd_tls_key_file = " + folder.resolve("tls.key"));
        gate = RunningGate.start(
                "mailgate",
                port,
                service,
                "--upstream 127.0.0.1:%d --map '%s/map' --metrics 127.0.0.1:%d"
                        .formatted(postfix.port(), folder, metrics));
        guarded = RunningGate.start(
                "mailgate",
                guardedPort,
                service,
                ("--upstream localhost:%d --upstream-tls starttls --upstream-ca '%2$s/tls.pem' --map '%2$s/map' --users '%2$s/users' "
                                + "--tls-cert '%2$s/tls.pem' --tls-key '%2$s/tls.key' --max-size 20000")
                        .formatted(postfix.port(), folder));
    }

    /** What a shell script in the folder of this site says. */
    String in(String script) {
        var ended = Program.run("cd '%s'\n".formatted(folder) + script, Map.of());
        if (ended.exit() != 0) throw new AssertionError(ended.errors());
        return ended.out();
    }

    @Override
    public void close() {
        guarded.close();
        gate.close();
        postfix.close();
        signer.process().destroy();
        service.close();
    }
}

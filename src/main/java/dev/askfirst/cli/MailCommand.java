package dev.askfirst.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Hands one mail on, from a pipe. Exit codes are those of {@code sysexits.h}, by which a mail server knows whether to try
 * again: it does, unless the mail itself is refused.
 */
@Command(
        name = "mail",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = MailCommand.TRY_AGAIN,
        description = {
            "Hands a mail that came back on to the service: bounces, complaints, unsubscribes, replies.",
            "It is read from standard input, as mail servers pipe it. Exit code 0: it is on record; 65: it is no mail, or too",
            "large; 75: try again, whatever else is wrong. See docs/operations/mail.md."
        })
final class MailCommand implements Callable<Integer> {

    private static final int ON_RECORD = 0;
    private static final int REFUSED = 65;
    static final int TRY_AGAIN = 75;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Mixin
    private SenderTokens sender;

    @Override
    public Integer call() {
        try (var http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .build()) {
            return told(http.send(request(), HttpResponse.BodyHandlers.ofString()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return tryAgain("it was interrupted");
        } catch (IOException | RuntimeException e) {
            return tryAgain(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        }
    }

    private HttpRequest request() {
        return HttpRequest.newBuilder(URI.create(sender.url() + "/v1/mails"))
                .header("Authorization", "Bearer " + sender.supplier().get())
                .header("Content-Type", "message/rfc822")
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> System.in))
                .build();
    }

    private static int told(HttpResponse<String> reply) {
        switch (reply.statusCode()) {
            case 200 -> System.out.println(reply.body());
            case 400, 413 -> {
                System.err.println("askfirst: refused: " + reply.body());
                return REFUSED;
            }
            default -> {
                return tryAgain("status %d: %s".formatted(reply.statusCode(), reply.body()));
            }
        }
        return ON_RECORD;
    }

    private static int tryAgain(String why) {
        System.err.println("askfirst: not handed on, try again: " + why);
        return TRY_AGAIN;
    }
}

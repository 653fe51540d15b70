package dev.askfirst.mailbox.reading;

import dev.askfirst.mailbox.reading.FailedRecipient.Lasting;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reads notices of mail servers that a message was not delivered: by their form, else by their words. */
final class Notices {

    private static final List<String> RECIPIENTS = List.of("original-recipient", "final-recipient");
    private static final String NAMED = "x-failed-recipients";

    private final MailParts mail;

    Notices(MailParts mail) {
        this.mail = mail;
    }

    /** Whom the notice is about; empty if it is none. */
    List<FailedRecipient> failed() {
        var formal = statuses().map(this::byForm).toList();
        if (!formal.isEmpty()) return formal;
        return isNotice() ? byWords() : List.of();
    }

    /** The blocks about recipients; some servers put them into a part without a type, or into the text itself. */
    private Stream<MailHeaders> statuses() {
        var blocks = mail.statuses().stream().filter(Notices::isAboutSomebody).toList();
        if (!blocks.isEmpty()) return blocks.stream();
        return MailHeaders.blocks(mail.text()).stream().filter(it -> isAboutSomebody(it) && it.has("final-recipient"));
    }

    private static boolean isAboutSomebody(MailHeaders block) {
        return block.has("action") && RECIPIENTS.stream().anyMatch(block::has)
                || block.has("status") && block.has("final-recipient");
    }

    private FailedRecipient byForm(MailHeaders block) {
        var addresses = RECIPIENTS.stream()
                .flatMap(it -> block.first(it).stream())
                .flatMap(it -> MailAddresses.in(it).stream())
                .toList();
        var status = block.first("status").orElse("");
        var diagnostic = block.first("diagnostic-code").orElse("");
        return new FailedRecipient(
                addresses, lasting(block.lower("action"), status, diagnostic), why(status, diagnostic));
    }

    private Lasting lasting(String action, String status, String diagnostic) {
        if (Stream.of("delivered", "relayed", "expanded").anyMatch(action::startsWith)) return Lasting.DELIVERED;
        if (action.startsWith("delayed")) return Lasting.PASSING;
        return action.startsWith("failed")
                ? Verdict.givenUp(status, diagnostic, mail.text())
                : Verdict.of(status, diagnostic, mail.text());
    }

    private static String why(String status, String diagnostic) {
        return (status + " " + diagnostic.replaceFirst("^[\\w-]+ ?;", "")).strip();
    }

    private boolean isNotice() {
        var headers = mail.headers();
        if (headers.has(NAMED)) return true;
        var subject = NoticeWords.plain(headers.first("subject").orElse(""));
        var plain = NoticeWords.plain(mail.text());
        if (isFromList() && NoticeWords.says("refused", subject + " " + plain)) return true;
        // A message that stands below these words was given back by whoever wrote them.
        if (!mail.returned().fields().isEmpty()
                && NoticeWords.says("errors", subject)
                && NoticeWords.says("failed", plain)) return true;
        return isFromServer()
                && (NoticeWords.says("subjects", subject) && !plain.isBlank() || NoticeWords.says("failed", plain));
    }

    /** A program that runs a mailing list, and says so in a field of its own. */
    private boolean isFromList() {
        return mail.headers().has("x-mlserver");
    }

    /** By its name, or by an empty return path, which automatic replies of people have too. */
    private boolean isFromServer() {
        var headers = mail.headers();
        var from = headers.first("from").orElse("").toLowerCase(Locale.ROOT);
        if (NoticeWords.says("servers", from)) return true;
        var back = headers.first("return-path").map(String::strip).orElse("");
        return back.equals("<>") && !AutoReplies.isMarked(headers) && !AutoReplies.isNamed(headers);
    }

    private List<FailedRecipient> byWords() {
        var named = mail.headers().first(NAMED).map(MailAddresses::in).orElse(List.of());
        if (NoticeWords.says("trying", NoticeWords.plain(mail.text()))) {
            var all = named.isEmpty()
                    ? bySegment()
                    : named.stream().map(it -> passing(it)).toList();
            return all.stream()
                    .map(it -> new FailedRecipient(it.addresses(), Lasting.PASSING, it.why()))
                    .toList();
        }
        if (named.size() == 1) return List.of(whole(named));
        return bySegment();
    }

    private static FailedRecipient passing(String address) {
        return new FailedRecipient(List.of(address), Lasting.PASSING, "");
    }

    private FailedRecipient whole(List<String> addresses) {
        return new FailedRecipient(addresses, Verdict.of("", mail.text(), subject()), head(mail.text()));
    }

    /** What is said of each address stands between it and the next one. */
    private List<FailedRecipient> bySegment() {
        var text = mail.text();
        var others = others();
        var all = new ArrayList<FailedRecipient>();
        var found = MailAddresses.found(text).stream()
                .filter(it -> !others.contains(it.address().toLowerCase(Locale.ROOT)))
                .toList();
        var seen = new TreeSet<String>();
        for (var i = 0; i < found.size(); i++) {
            var here = found.get(i);
            if (!seen.add(here.address().toLowerCase(Locale.ROOT))) continue;
            var until = next(found, i).map(MailAddresses.Found::at).orElse(text.length());
            var said = text.substring(here.end(), until);
            all.add(new FailedRecipient(
                    List.of(here.address()), Verdict.of("", said, text + "\n" + subject()), head(said)));
        }
        return all.isEmpty() ? List.of(whole(List.of())) : all;
    }

    private static Optional<MailAddresses.Found> next(List<MailAddresses.Found> found, int from) {
        return found.stream()
                .skip(from + 1L)
                .filter(it -> !MailAddresses.alike(it.address(), found.get(from).address()))
                .findFirst();
    }

    /** Those of the server and of whoever gets the notice, who is no recipient of the message that failed. */
    private TreeSet<String> others() {
        var all = new TreeSet<String>();
        for (var name : List.of("from", "to", "delivered-to", "sender", "reply-to")) {
            for (var value : mail.headers().all(name)) {
                for (var address : MailAddresses.in(value)) all.add(address.toLowerCase(Locale.ROOT));
            }
        }
        return all;
    }

    private String subject() {
        return mail.headers().first("subject").orElse("");
    }

    private static String head(String text) {
        return text.length() > 400 ? text.substring(0, 400) : text;
    }
}

package dev.askfirst.mailbox;

import static dev.askfirst.consent.inbound.InboundWords.Understood.STOP;

import dev.askfirst.consent.inbound.InboundMessageRequest;
import dev.askfirst.consent.inbound.InboundMessages;
import dev.askfirst.consent.inbound.InboundWords;
import dev.askfirst.mailbox.reading.MailAddresses;
import dev.askfirst.mailbox.reading.MailReading;
import dev.askfirst.mailbox.reading.OwnWords;
import dev.askfirst.person.contact.Contact;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What people wrote back, handed on as a reply. Whoever wrote is known by an address that anybody can claim. */
@ApplicationScoped
class MailedWords {

    /** Stands for whoever wrote where no address can be read. */
    private static final Contact NOBODY = Contact.parse("mailto:unreadable@mail.invalid");

    private final SentMails sent;
    private final InboundMessages messages;

    MailedWords(SentMails sent, InboundMessages messages) {
        this.sent = sent;
        this.messages = messages;
    }

    /**
     * Ends messages if the first line above the quoted message, or all that is somebody's own, says so; anything else waits
     * for a human. A START only a human takes back: it would lift a no on the word of whoever claims the address.
     */
    MailEffects.Done take(Arrived arrived) {
        var from = from(arrived);
        var said = said(arrived.mail().text());
        if (from.isEmpty() || said.isEmpty() || isForStaff(said)) return keep(arrived);
        var quoted = MailReading.decision(arrived.mail());
        var answered = sent.find(arrived.sender(), quoted, List.of(from.get()));
        var controllers = answered.map(it -> List.of(it.controller())).orElse(arrived.controllers());
        for (var controller : controllers) {
            var request = request(arrived, from.get(), said, controller, quoted.orElse(null));
            var reply = messages.take(request, arrived.by(), arrived.key("words/" + controller));
            if (reply.understood() != STOP) return MailEffects.Done.of(MailReply.Understood.NONE);
        }
        var decisions = answered.map(it -> List.of(it.decision())).orElse(List.of());
        return new MailEffects.Done(MailReply.Understood.STOP, decisions);
    }

    /** Keeps the mail among the replies that wait for a human. */
    MailEffects.Done keep(Arrived arrived) {
        var from = from(arrived);
        var controller = from.flatMap(it -> sent.find(arrived.sender(), Optional.empty(), List.of(it)))
                .map(SentMails.Sent::controller)
                .orElse(arrived.controllers().getFirst());
        messages.keep(
                request(arrived, from.orElse(NOBODY), text(arrived), controller, null),
                arrived.by(),
                arrived.key("keep"));
        return MailEffects.Done.of(MailReply.Understood.NONE);
    }

    /** What somebody says: the first line if it is a stop word, whatever greeting follows, else all of it. */
    private static String said(String text) {
        var first = OwnWords.above(text).stream()
                .findFirst()
                .map(MailedWords::storable)
                .orElse("");
        if (!first.isBlank() && InboundWords.understand(first) == STOP) return first;
        return cut(storable(String.join("\n", OwnWords.all(text))).strip());
    }

    private static boolean isForStaff(String said) {
        return Set.of(InboundWords.Understood.START, InboundWords.Understood.HELP)
                .contains(InboundWords.understand(said));
    }

    private static InboundMessageRequest request(
            Arrived arrived, Contact from, String text, String controller, UUID answered) {
        return new InboundMessageRequest(from.uri(), arrived.channel(), text, controller, answered);
    }

    private static Optional<Contact> from(Arrived arrived) {
        return MailAddresses.in(arrived.mail().headers().first("from").orElse("")).reversed().stream()
                .findFirst()
                .flatMap(Arrived::contact);
    }

    /** Subject and text, as much as is kept of any reply. */
    private static String text(Arrived arrived) {
        var mail = arrived.mail();
        var all = storable(mail.headers().first("subject").orElse("") + "\n\n" + mail.whole())
                .strip();
        return all.isEmpty() ? "—" : cut(all);
    }

    private static String cut(String text) {
        if (text.length() <= InboundMessageRequest.LONGEST) return text;
        return storable(text.substring(0, InboundMessageRequest.LONGEST));
    }

    /** Without what no text of ours holds: control characters, and halves of characters. */
    static String storable(String text) {
        return text.codePoints()
                .filter(it -> it == '\n' || it == '\t' || !Character.isISOControl(it))
                .filter(it -> Character.getType(it) != Character.SURROGATE)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }
}

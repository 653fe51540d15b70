package dev.askfirst.mailbox;

import dev.askfirst.decision.outcome.Outcomes;
import dev.askfirst.decision.record.Outcome;
import dev.askfirst.mailbox.MailReply.Understood;
import dev.askfirst.mailbox.reading.FailedRecipient;
import dev.askfirst.mailbox.reading.FailedRecipient.Lasting;
import dev.askfirst.mailbox.reading.MailAddresses;
import dev.askfirst.mailbox.reading.MailReading;
import dev.askfirst.person.contact.Contact;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import dev.askfirst.provider.SoftBounceCounts;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Does what follows from a mail, by the writers that the sender's own calls go to. */
@ApplicationScoped
class MailEffects {

    /** What a mail led to, and the decisions that it was about. */
    record Done(Understood understood, List<UUID> decisions) {
        static Done of(Understood understood) {
            return new Done(understood, List.of());
        }
    }

    /** Addresses that a mailbox provider has made unreadable (RFC 6590). */
    private static final Pattern REDACTED = Pattern.compile("(?i)redact|\\*|x{4,}");

    private final SentMails sent;
    private final Outcomes outcomes;
    private final SoftBounceCounts soft;
    private final MailedStops stops;
    private final MailedWords words;

    MailEffects(SentMails sent, Outcomes outcomes, SoftBounceCounts soft, MailedStops stops, MailedWords words) {
        this.sent = sent;
        this.outcomes = outcomes;
        this.soft = soft;
        this.stops = stops;
        this.words = words;
    }

    Done apply(Arrived arrived) {
        return switch (MailReading.of(arrived.mail())) {
            case MailReading.Notice(var recipients) -> notice(arrived, recipients);
            case MailReading.Complaint(var addresses) -> complaint(arrived, addresses);
            // Some mail programs mark as automatic what they send when somebody presses their button to unsubscribe.
            case MailReading.AutoReply _ ->
                Done.of(stops.stop(arrived.mail().headers()) ? Understood.UNSUBSCRIBE : Understood.AUTO_REPLY);
            case MailReading.OtherReport _ -> words.keep(arrived);
            case MailReading.Words _ ->
                stops.stop(arrived.mail().headers()) ? Done.of(Understood.UNSUBSCRIBE) : words.take(arrived);
        };
    }

    /** A notice about nobody whom this sender wrote to suppresses nobody; a human looks at it. */
    private Done notice(Arrived arrived, List<FailedRecipient> recipients) {
        var decisions = new ArrayList<UUID>();
        var found = EnumSet.noneOf(Lasting.class);
        for (var recipient : recipients) {
            if (recipient.lasting() != Lasting.GONE) {
                found.add(recipient.lasting());
                if (recipient.lasting() == Lasting.PASSING)
                    tooOften(arrived, recipient).ifPresent(decisions::add);
                continue;
            }
            var message = find(arrived, recipient.addresses());
            if (message.isPresent() && report(arrived, message.get(), Outcome.BOUNCED, recipient.why())) {
                found.add(Lasting.GONE);
                decisions.add(message.get().decision());
            }
        }
        if (found.contains(Lasting.GONE)) return new Done(Understood.BOUNCE, List.copyOf(decisions));
        if (found.contains(Lasting.PASSING)) return new Done(Understood.SOFT_BOUNCE, List.copyOf(decisions));
        return found.contains(Lasting.DELIVERED) ? Done.of(Understood.NONE) : words.keep(arrived);
    }

    /** An address that took no message too often is taken for one that takes none; the message that this is known from. */
    private Optional<UUID> tooOften(Arrived arrived, FailedRecipient recipient) {
        var rule = arrived.softBounces();
        if (rule.isEmpty()) return Optional.empty();
        var message = find(arrived, recipient.addresses());
        var address = message.flatMap(SentMails.Sent::address);
        if (address.isEmpty()) return Optional.empty();
        var decision = message.get().decision();
        if (!soft.isOneTooMany(arrived.sender(), decision, address.get(), rule.get())) return Optional.empty();
        return Optional.of(decision).filter(_ -> report(arrived, message.get(), Outcome.BOUNCED, recipient.why()));
    }

    private Done complaint(Arrived arrived, List<String> addresses) {
        var readable =
                addresses.stream().filter(it -> !REDACTED.matcher(it).find()).toList();
        var message = find(arrived, readable);
        if (message.isEmpty() || !report(arrived, message.get(), Outcome.COMPLAINED, "feedback report"))
            return words.keep(arrived);
        return new Done(Understood.COMPLAINT, List.of(message.get().decision()));
    }

    /** By the decision and the addresses that the mail names; if it names neither, by whom the returned message was to. */
    private Optional<SentMails.Sent> find(Arrived arrived, List<String> named) {
        var decision = MailReading.decision(arrived.mail());
        var addresses = Arrived.contacts(named);
        if (addresses.isEmpty() && decision.isEmpty()) addresses = returnedTo(arrived);
        return sent.find(arrived.sender(), decision, addresses);
    }

    private static List<Contact> returnedTo(Arrived arrived) {
        return Arrived.contacts(
                MailAddresses.in(arrived.mail().returned().first("to").orElse("")));
    }

    /** Whether it is on record; not if it cannot follow what was reported before. */
    private boolean report(Arrived arrived, SentMails.Sent message, Outcome outcome, String why) {
        try {
            var detail = Optional.of(MailedWords.storable(why)).filter(it -> !it.isBlank());
            outcomes.record(
                    Outcomes.Report.of(message.decision(), outcome, Optional.empty(), detail, arrived.by()),
                    Optional.empty());
            return true;
        } catch (Fault fault) {
            if (fault.code() != ProblemCode.CONFLICT) throw fault;
            return false;
        }
    }
}

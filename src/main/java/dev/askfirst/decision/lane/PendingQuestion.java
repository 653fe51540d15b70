package dev.askfirst.decision.lane;

import dev.askfirst.decision.answer.Answer;
import dev.askfirst.decision.answer.CheckedQuestion;
import dev.askfirst.decision.likeness.Telling;
import dev.askfirst.decision.likeness.Tellings;
import dev.askfirst.person.key.ContactKeys;
import java.util.List;
import java.util.Optional;

/** One question, the contact keys of its address, and its answer once there is one. */
final class PendingQuestion {
    private final String sender;
    private final CheckedQuestion checked;
    private final Deadline deadline;
    private List<ContactKeys.ContactKey> keys;
    private Optional<Telling> telling = Optional.empty();
    private volatile Optional<Answer> answer = Optional.empty();

    PendingQuestion(String sender, CheckedQuestion checked, Deadline deadline, ContactKeys all) {
        this(sender, checked, deadline, List.of());
        lookUpUnder(all);
    }

    PendingQuestion(String sender, CheckedQuestion checked, Deadline deadline, List<ContactKeys.ContactKey> keys) {
        this.sender = sender;
        this.checked = checked;
        this.deadline = deadline;
        this.keys = keys;
    }

    String sender() {
        return sender;
    }

    CheckedQuestion checked() {
        return checked;
    }

    /** Whether its caller still waits: the deadline has not passed. */
    boolean isWaitedFor() {
        return !deadline.passed();
    }

    /** The shard of its address. */
    short shard() {
        return keys.getFirst().shard();
    }

    List<ContactKeys.ContactKey> keys() {
        return keys;
    }

    /** Sets the keys for the lookup to all current keys of its address. */
    void lookUpUnder(ContactKeys all) {
        keys = all.inEveryForm(checked.to()).all();
    }

    /** Finds out whether it tells what a text is like that is to be checked. */
    void readTelling(Tellings tellings) {
        telling = tellings.of(sender, checked, keys);
    }

    /** What it tells of its text, if that is to be checked; known once its facts are being gathered. */
    Optional<Telling> telling() {
        return telling;
    }

    void answer(Answer given) {
        answer = Optional.of(given);
    }

    /** Its answer, once there is one. */
    Optional<Answer> answer() {
        return answer;
    }
}

package dev.askfirst.selfservice.preferences;

import dev.askfirst.consent.view.OwnTerms;
import dev.askfirst.person.point.ContactPoint;
import dev.askfirst.platform.Fault;
import dev.askfirst.policy.term.Scope;
import dev.askfirst.selfservice.form.Form;
import java.util.Optional;

/** Which thing of those on the page somebody pressed a button of. */
final class Choice {

    private Choice() {}

    /** What the form names; a fault if it is none of theirs. */
    static OwnTerms.TopicTerms of(OwnTerms.Seen seen, Form form) {
        var wanted = Scope.of(form.text("controller"), form.text("topic"), form.text("channel"));
        return seen.topics().stream()
                .filter(it -> it.scope().point().equals(form.id("point")))
                .filter(it -> wanted.equals(Scope.of(
                        it.scope().controller(), it.scope().topic(), it.scope().channel())))
                .findFirst()
                .orElseThrow(() -> Fault.invalid("topic", "is none of those on the page"));
    }

    /** The address that it is about. */
    static ContactPoint address(OwnTerms.Seen seen, Scope scope) {
        return seen.contacts().stream()
                .filter(it -> scope.point().equals(Optional.of(it.id())))
                .findFirst()
                .orElseThrow();
    }
}

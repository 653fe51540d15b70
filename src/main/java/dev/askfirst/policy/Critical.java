package dev.askfirst.policy;

import dev.askfirst.policy.term.Question;
import dev.askfirst.policy.term.TopicRules;

/**
 * Messages about somebody's safety. A critical one passes authorship, pauses, windows, caps and every no that does not name
 * its topic; never a suppression, and the law only where the law says so.
 */
final class Critical {

    private Critical() {}

    static boolean is(Question question, TopicRules topic) {
        return question.critical() && topic.criticalAllowed();
    }
}

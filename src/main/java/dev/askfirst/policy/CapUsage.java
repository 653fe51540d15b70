package dev.askfirst.policy;

import dev.askfirst.policy.term.Question;

/** A cap that binds a question, and what is used up of it. */
public record CapUsage(Limit limit, CapCount spent) {

    boolean isReached(Question question) {
        return limit.isReached(question, spent);
    }
}

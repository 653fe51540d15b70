package dev.askfirst.policy;

import dev.askfirst.catalog.author.Author;
import dev.askfirst.catalog.author.Authors;
import dev.askfirst.decision.record.MessageContext;
import dev.askfirst.decision.record.Mode;
import dev.askfirst.policy.GoldenCase.Step;
import dev.askfirst.policy.term.Authorship;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;

/** Whom Acme registers as authors in a golden case. What is personal in golden cases is signed by Jo Berg. */
public final class AuthorsOfCase {

    public static final String SIGNED = "Jo Berg";

    private AuthorsOfCase() {}

    /** Those who write for Acme; empty where the case registers nobody. */
    public static Optional<Authors> of(GoldenCase golden) {
        var people = new ArrayList<Author>();
        for (var step : golden.given()) {
            if (step.act() == GoldenCase.Act.AUTHOR) people.add(author(step, people.size()));
        }
        return people.isEmpty() ? Optional.empty() : Optional.of(new Authors(true, people));
    }

    /** Who counts as the author of what is asked about, as the controller knows its authors. */
    static Authorship counted(GoldenCase golden) {
        var asked = golden.when();
        var authors = of(golden)
                .filter(_ -> asked.controller().equals("acme") && asked.authorship() == Authorship.PERSONAL)
                .orElse(Authors.NONE);
        var message = new MessageContext.Message(asked.authorship(), Optional.of(SIGNED), Optional.empty(), false);
        return new MessageContext(asked.topic(), asked.channel(), message, Mode.CHECK, Optional.of(asked.at()))
                .by(authors, asked.at())
                .message()
                .counted();
    }

    private static Author author(Step step, int number) {
        var role = step.value().map(it -> it.toUpperCase(Locale.ROOT)).orElse("EMPLOYEE");
        return new Author(
                "author-" + number,
                step.topic(),
                Author.Role.valueOf(role),
                Optional.empty(),
                Optional.of(step.at()),
                step.until());
    }
}

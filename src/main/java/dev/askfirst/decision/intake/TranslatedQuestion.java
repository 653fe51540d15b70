package dev.askfirst.decision.intake;

import dev.askfirst.decision.answer.CheckedQuestion;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.http.IdempotencyKey;
import java.util.Optional;

/** A question that came in another form and was translated into the members of ours: it is held to the same checks. */
public final class TranslatedQuestion {

    private final DecisionRequest request;

    private TranslatedQuestion(DecisionRequest request) {
        this.request = request;
    }

    /** Reads the translation, a question as `POST /v1/decisions` takes it; a {@link Fault} says what is wrong with it. */
    public static TranslatedQuestion read(byte[] question) {
        return new TranslatedQuestion(QuestionReader.one(question));
    }

    /** The same question about another address, a contact URI. */
    public TranslatedQuestion addressed(String contact) {
        return new TranslatedQuestion(request.addressed(contact));
    }

    /**
     * The question, ready to be asked; a {@link Fault} lists everything that is wrong with it.
     *
     * @param key names the message, if its caller gave it a name; under the same name, another question is another message
     */
    public CheckedQuestion checked(String sender, Optional<String> key) {
        var text = request.toString();
        return request.checked(key.map(it -> IdempotencyKey.of(sender, it + "\n" + text, text)));
    }
}

package dev.askfirst.client;

/** One of many questions, and what came of it. */
public final class Asked {

    private final Question question;
    private final String key;
    private final Answer answer;
    private final DoNotSend failure;

    private Asked(Question question, String key, Answer answer, DoNotSend failure) {
        this.question = question;
        this.key = key;
        this.answer = answer;
        this.failure = failure;
    }

    static Asked answered(Question question, String key, Answer answer) {
        return new Asked(question, key, answer, null);
    }

    static Asked failed(Question question, String key, DoNotSend failure) {
        return new Asked(question, key, null, failure);
    }

    public Question question() {
        return question;
    }

    /** Under which it was asked. */
    public String key() {
        return key;
    }

    /** The answer; where there is none, it throws the exception that {@link Askfirst#ask} would have thrown. */
    public Answer answer() {
        if (failure != null) throw failure;
        return answer;
    }
}

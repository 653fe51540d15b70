package dev.askfirst.decision.answer;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Why a message may not go out, in words: {@code messages/reason_*.properties}, a file for each language. */
@MessageBundle(value = "reason", locale = "en")
public interface ReasonTexts {

    @Message
    String suppressed();

    @Message
    String objected();

    @Message
    String consentUnknown();

    @Message
    String consentPending();

    @Message
    String consentRefused();

    @Message
    String consentWithdrawn();

    @Message
    String consentExpired();

    @Message
    String authorshipRefused();

    @Message
    String paused();

    @Message
    String outsideWindow();

    @Message
    String quietHours();

    @Message
    String capReached();

    @Message
    String capReachedByLaw();

    @Message
    String noOpening();
}

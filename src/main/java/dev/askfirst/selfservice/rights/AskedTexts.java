package dev.askfirst.selfservice.rights;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The words of the page that shows what was asked about a person, and what they did. {@code messages/asked_*.properties} has a file for each language. */
@MessageBundle(value = "asked", locale = "en")
public interface AskedTexts {

    @Message
    String title();

    @Message
    String text();

    @Message
    String none();

    @Message
    String question(String sender, String controller, String topic, String channel);

    @Message
    String permit();

    @Message
    String becauseGiven();

    @Message
    String becauseNotNeeded();

    @Message
    String older();

    @Message
    String newest();

    @Message
    String deny();

    @Message
    String defer(String date);

    @Message
    String check();

    @Message
    String becauseSuppressed();

    @Message
    String becauseObjected();

    @Message
    String becauseConsentUnknown();

    @Message
    String becauseConsentPending();

    @Message
    String becauseConsentRefused();

    @Message
    String becauseConsentWithdrawn();

    @Message
    String becauseConsentExpired();

    @Message
    String becauseAuthorshipRefused();

    @Message
    String becausePaused();

    @Message
    String becauseOutsideWindow();

    @Message
    String becauseQuietHours();

    @Message
    String becauseCapReached();

    @Message
    String becauseNoOpening();

    @Message
    String actsTitle();

    @Message
    String actsText();

    @Message
    String everything();

    @Message
    String doneGrant(String what);

    @Message
    String doneConfirmation(String what);

    @Message
    String doneRefusal(String what);

    @Message
    String doneWithdrawal(String what);

    @Message
    String donePreferences();

    @Message
    String donePause(String what);

    @Message
    String doneResume(String what);

    @Message
    String doneStart(String what);

    @Message
    String doneOther();

    @Message
    String again();

    @Message
    String takeBack();
}

package dev.askfirst.selfservice.preferences;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The words of a person's own page: who may write to them about what. {@code messages/terms_*.properties} has a file for each language. */
@MessageBundle(value = "terms", locale = "en")
public interface TermsTexts {

    @Message
    String title();

    @Message
    String stopTitle();

    @Message
    String stopButton();

    @Message
    String stopText();

    @Message
    String stopServices();

    @Message
    String stopServicesText(String topics);

    @Message
    String stopServicesButton();

    @Message
    String pauseTitle();

    @Message
    String pauseWeek();

    @Message
    String pauseMonth();

    @Message
    String pauseDate();

    @Message
    String pauseButton();

    @Message
    String pausedUntil(String until);

    @Message
    String pausedPart(String until, String what);

    @Message
    String resume();

    @Message
    String nobody();

    @Message
    String given(String date);

    @Message
    String notNeeded();

    @Message
    String withdrawn(String date);

    @Message
    String expired(String date);

    @Message
    String pending();

    @Message
    String unknown();

    @Message
    String until(String date);

    @Message
    String words();

    @Message
    String more(String controller);

    @Message
    String services();

    @Message
    String stopController(String controller);

    @Message
    String mayI(String topic);

    @Message
    String agreeTitle(String controller);

    @Message
    String agreeText(String topic, String channel);

    @Message
    String agreeNoWords(String topic, String channel);

    @Message
    String agreeNone(String controller);

    @Message
    String back();

    @Message
    String doneNo();

    @Message
    String doneYes();

    @Message
    String doneStop();

    @Message
    String doneServices();

    @Message
    String donePause();

    @Message
    String doneResume();

    @Message
    String wrongDate();
}

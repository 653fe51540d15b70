package dev.askfirst.selfservice.form;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The words that every page of people shares, and those of the pages behind links. {@code messages/page_*.properties} has a file for each language. */
@MessageBundle(value = "page", locale = "en")
public interface PageTexts {

    @Message
    String language();

    @Message
    String direction();

    @Message
    String motto();

    @Message
    String human();

    @Message
    String yes();

    @Message
    String no();

    @Message
    String brokenTitle();

    @Message
    String brokenText();

    @Message
    String brokenStopText();

    @Message
    String brokenEnter();

    @Message
    String failedMissingTitle();

    @Message
    String failedMissingText();

    @Message
    String failedUnreadTitle();

    @Message
    String failedUnreadText();

    @Message
    String failedNotNowTitle();

    @Message
    String failedNotNowText();

    @Message
    String failedOursTitle();

    @Message
    String failedOursText();

    @Message
    String failedUnchanged();

    @Message
    String failedUnsure();

    @Message
    String unsubscribeTitle();

    @Message
    String unsubscribeText();

    @Message
    String unsubscribeButton();

    @Message
    String unsubscribedTitle();

    @Message
    String unsubscribedText();

    @Message
    String confirmTitle(String controller);

    @Message
    String confirmAsked(String controller, String topic, String channel);

    @Message
    String confirmIgnore();

    @Message
    String confirmedTitle();

    @Message
    String confirmedText(String controller, String topic);

    @Message
    String declinedTitle();

    @Message
    String declinedText(String controller, String topic);

    @Message
    String lateTitle();

    @Message
    String lateText();

    @Message
    String lateAgain();

    @Message
    String linkTitle(String controller);

    @Message
    String linkAbout(String topic, String channel);

    @Message
    String linkOpen();

    @Message
    String linkStop();

    @Message
    String linkStopText();

    @Message
    String stopTopic(String topic, String channel);

    @Message
    String stopController(String controller);

    @Message
    String stopEverything();

    @Message
    String stoppedTopic();

    @Message
    String stoppedController();

    @Message
    String stoppedEverything();

    @Message
    String suppressedController();

    @Message
    String suppressedEverything();

    @Message
    String linkNobody();

    @Message
    String navTerms();

    @Message
    String navTimes();

    @Message
    String navAsked();

    @Message
    String navPapers();

    @Message
    String navLeave();

    @Message
    String navLabel();
}

package dev.askfirst.console;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The words of the page that shows how things are, in English only. {@code messages/overview_en.properties} has them. */
@MessageBundle(value = "overview", locale = "en")
public interface OverviewTexts {

    @Message
    String overviewTitle();

    @Message
    String period();

    @Message
    String lastDays(String days);

    @Message
    String decisions();

    @Message
    String withdrawals();

    @Message
    String sealDelay();

    @Message
    String until(String until);

    @Message
    String byDay();

    @Message
    String day();

    @Message
    String senders();

    @Message
    String topics();

    @Message
    String newestOnly();

    @Message
    String delayMedian();

    @Message
    String delaySlowest();

    @Message
    String delayText();

    @Message
    String sealing();

    @Message
    String sealSize();

    @Message
    String sealWaiting();

    @Message
    String sealNone();

    @Message
    String sealSlowest();

    @Message
    String unasked();

    @Message
    String unaskedNone();

    @Message
    String month();

    @Message
    String sentWithout();

    @Message
    String sentLate();

    @Message
    String sentAgainst();

    @Message
    String sentWith();
}

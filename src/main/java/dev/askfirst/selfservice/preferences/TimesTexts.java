package dev.askfirst.selfservice.preferences;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The words of the page that says when, how and how often messages suit. {@code messages/times_*.properties} has a file for each language. */
@MessageBundle(value = "times", locale = "en")
public interface TimesTexts {

    @Message
    String title();

    @Message
    String weekTitle();

    @Message
    String weekText();

    @Message
    String day();

    @Message
    String neverOnHolidays();

    @Message
    String zone();

    @Message
    String zoneNone();

    @Message
    String others();

    @Message
    String remove(String what);

    @Message
    String oftenTitle();

    @Message
    String oftenText();

    @Message
    String most();

    @Message
    String per();

    @Message
    String perP1D();

    @Message
    String perP7D();

    @Message
    String perP30D();

    @Message
    String calendarDay();

    @Message
    String calendarWeek();

    @Message
    String calendarMonth();

    @Message
    String holiday();

    @Message
    String preHoliday();

    @Message
    String cap(String max, String per);

    @Message
    String byTitle();

    @Message
    String byAny();

    @Message
    String byAssisted();

    @Message
    String byPersonal();

    @Message
    String howTitle();

    @Message
    String channel();

    @Message
    String channelNone();

    @Message
    String language();

    @Message
    String save();

    @Message
    String saved();

    @Message
    String zoneNeeded();

    @Message
    String noHolidays();

    @Message
    String wrong();

    @Message
    String changedTitle();

    @Message
    String changedText();

    @Message
    String changedAgain();

    @Message
    String nothing();
}

package dev.askfirst.gate;

/**
 * From whom a message comes and to whom it goes, as SMTP says it outside the message.
 *
 * @param from empty for messages that want no answer
 * @param eightBit whether the mailer said BODY=8BITMIME
 * @param utf8 whether the mailer said SMTPUTF8
 */
record Envelope(String from, String to, boolean eightBit, boolean utf8) {

    Envelope to(String recipient) {
        return new Envelope(from, recipient, eightBit, utf8);
    }
}

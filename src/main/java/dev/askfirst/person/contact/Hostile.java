package dev.askfirst.person.contact;

/** Finds characters that have no place in an address and serve to deceive: controls, zero-width, bidi, lone surrogates. */
final class Hostile {

    private Hostile() {}

    static boolean in(String text) {
        for (var i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (isHostile(text.codePointAt(i))) return true;
        }
        return false;
    }

    private static boolean isHostile(int c) {
        if (c > ' ' && c < 0x7F) return false;
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> isInvisible(c);
        };
    }

    /** Hangul fillers, the combining grapheme joiner, Braille blank and variation selectors are seen as nothing. */
    private static boolean isInvisible(int c) {
        return c == 0x034F
                || c == 0x115F
                || c == 0x1160
                || c == 0x2800
                || c == 0x3164
                || c == 0xFFA0
                || c >= 0xFE00 && c <= 0xFE0F
                || c >= 0xE0100 && c <= 0xE01EF;
    }
}

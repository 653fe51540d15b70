package dev.askfirst.platform.json;

/** Tells text that reads as it is written from text that only looks so. */
final class Plain {

    private Plain() {}

    /** Whether it holds no control characters but line breaks and tabs, and no half of a character. */
    static boolean storable(String text) {
        return text.codePoints().noneMatch(Plain::isControl);
    }

    /** Whether it holds a character that turns the direction of what stands around it. */
    static boolean turns(String text) {
        return text.codePoints().anyMatch(Plain::isTurn);
    }

    /** Whether it holds the end of a line, or a tab. */
    static boolean breaks(String text) {
        return text.codePoints().anyMatch(c -> isBreak(c) || c == 0x2028 || c == 0x2029);
    }

    private static boolean isBreak(int c) {
        return c == '\n' || c == '\r' || c == '\t';
    }

    private static boolean isControl(int c) {
        return Character.getType(c) == Character.SURROGATE || Character.isISOControl(c) && !isBreak(c);
    }

    /** Embeddings, overrides and isolates (UAX 9); plain marks of direction are part of writing. */
    private static boolean isTurn(int c) {
        return c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
    }
}

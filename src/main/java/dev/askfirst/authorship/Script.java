package dev.askfirst.authorship;

/** How words are told apart in a writing: by spaces, or, where it has none, by how many characters a word has about. */
enum Script {
    SPACED(1),
    /** Chinese and Japanese. */
    IDEOGRAPHIC(2),
    /** Thai, Lao, Burmese and Khmer. */
    SYLLABIC(5);

    /** About how many characters are a word. */
    final int step;

    Script(int step) {
        this.step = step;
    }

    static Script of(int c) {
        if (c < 0x0e00) return SPACED;
        if (c < 0x0f00
                || between(c, 0x1000, 0x109f)
                || between(c, 0x1780, 0x17ff)
                || between(c, 0xa9e0, 0xa9ff)
                || between(c, 0xaa60, 0xaa7f)) return SYLLABIC;
        if (between(c, 0x2e80, 0x312f)
                || between(c, 0x31a0, 0x31ff)
                || between(c, 0x3400, 0x4dbf)
                || between(c, 0x4e00, 0x9fff)
                || between(c, 0xf900, 0xfaff)
                || between(c, 0x20000, 0x3ffff)) return IDEOGRAPHIC;
        return SPACED;
    }

    private static boolean between(int c, int first, int last) {
        return c >= first && c <= last;
    }
}

package dev.askfirst.consent.wording;

import com.ibm.icu.text.Normalizer2;
import java.util.regex.Pattern;

/**
 * Makes different spellings of a word one: case, width, accents, vowel points, invisible and stretched letters. Words of
 * the grammars are folded in the same way.
 */
final class Folding {

    private static final Normalizer2 ALIKE = Normalizer2.getNFKCCasefoldInstance();
    private static final Normalizer2 APART = Normalizer2.getNFDInstance();
    private static final Normalizer2 JOINED = Normalizer2.getNFCInstance();

    /** A letter three times or more: {@code stoooop}. */
    private static final Pattern STRETCHED = Pattern.compile("(\\p{L})\\1{2,}");
    /** The mark in Hebrew abbreviations is no quotation mark. */
    private static final Pattern ABBREVIATED = Pattern.compile("(?<=\\p{IsHebrew})[\"״”](?=\\p{IsHebrew})");

    private Folding() {}

    static String fold(String text) {
        var apart = APART.normalize(ALIKE.normalize(text));
        var plain = new StringBuilder(apart.length());
        apart.codePoints().forEach(it -> append(plain, it));
        return STRETCHED
                .matcher(ABBREVIATED.matcher(JOINED.normalize(plain)).replaceAll(""))
                .replaceAll("$1");
    }

    private static void append(StringBuilder plain, int letter) {
        var one = alike(letter);
        if (one != 0) plain.appendCodePoint(one);
    }

    /** The letter that stands for this one; 0 for marks that are left out. */
    private static int alike(int letter) {
        return switch (letter) {
            case 'ı' -> 'i';
            case 'ł' -> 'l';
            case 'ى', 'ی' -> 'ي';
            case 'ة' -> 'ه';
            case 'ک' -> 'ك';
            case '\u0640', '\u093C' -> 0; // tatweel, nukta
            case '\u0901' -> '\u0902'; // chandrabindu is written as anusvara
            default -> isLeftOut(letter) ? 0 : letter;
        };
    }

    /** Accents and vowel points; but the vowels of Devanagari and the voiced sounds of kana tell words apart. */
    private static boolean isLeftOut(int letter) {
        if (Character.getType(letter) != Character.NON_SPACING_MARK) return false;
        return !Character.UnicodeScript.of(letter).equals(Character.UnicodeScript.DEVANAGARI)
                && letter != '\u3099'
                && letter != '\u309A';
    }
}

package dev.askfirst.person.contact;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Lines that are spelled in two ways, because a country has changed its numbers, or writes mobiles otherwise from
 * abroad. One of them is the line's; the others are found in old lists and in what messaging services report.
 *
 * @param other the other spelling
 * @param line the spelling of the line
 */
public record Renumbering(Pattern other, String toLine, Pattern line, String toOther) {

    private static final List<Renumbering> ALL = List.of(
            // Mexico, until August 2019: a 1 before mobiles from abroad. Messaging services still write it.
            of("\\+521([0-9]{10})", "+52$1", "\\+52([0-9]{10})", "+521$1"),
            // Brazil, 2012 to 2016: a 9 before the eight digits of mobiles. Accounts made before keep the old spelling.
            of(
                    "\\+55(?<area>[1-9][0-9])(?<number>[6-9][0-9]{7})",
                    "+55${area}9${number}", "\\+55(?<area>[1-9][0-9])9(?<number>[6-9][0-9]{7})", "+55${area}${number}"),
            // Argentina: a 9 before mobiles from abroad; without it the number is the same line's.
            of("\\+549([123][0-9]{9})", "+54$1", "\\+54([123][0-9]{9})", "+549$1"),
            // Benin, since 30 November 2024: 01 before the eight digits.
            of("\\+229([0-9]{8})", "+22901$1", "\\+22901([0-9]{8})", "+229$1"),
            // Ivory Coast, since 31 January 2021: the operator's two digits before the eight, by the second of them for
            // mobiles and by the third for lines at home.
            of("\\+225([04-9][0-3][0-9]{6})", "+22501$1", "\\+22501([04-9][0-3][0-9]{6})", "+225$1"),
            of("\\+225([04-9][4-6][0-9]{6})", "+22505$1", "\\+22505([04-9][4-6][0-9]{6})", "+225$1"),
            of("\\+225([04-9][7-9][0-9]{6})", "+22507$1", "\\+22507([04-9][7-9][0-9]{6})", "+225$1"),
            of("\\+225([23][0-9]8[0-9]{5})", "+22521$1", "\\+22521([23][0-9]8[0-9]{5})", "+225$1"),
            of("\\+225([23][0-9]0[0-9]{5})", "+22525$1", "\\+22525([23][0-9]0[0-9]{5})", "+225$1"),
            of("\\+225([23][0-9][1-79][0-9]{5})", "+22527$1", "\\+22527([23][0-9][1-79][0-9]{5})", "+225$1"));

    /** The number of the line that is written so, in E.164. */
    static String line(String e164) {
        for (var one : ALL) {
            var spelled = one.other.matcher(e164);
            if (spelled.matches()) return spelled.replaceAll(one.toLine);
        }
        return e164;
    }

    /** How else the line of that number is written. */
    public static List<String> others(String line) {
        return ALL.stream()
                .map(one -> one.line.matcher(line).matches()
                        ? one.line.matcher(line).replaceAll(one.toOther)
                        : line)
                .filter(spelled -> !spelled.equals(line))
                .toList();
    }

    private static Renumbering of(String other, String toLine, String line, String toOther) {
        return new Renumbering(Pattern.compile(other), toLine, Pattern.compile(line), toOther);
    }
}

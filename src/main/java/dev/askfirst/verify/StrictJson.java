package dev.askfirst.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON strictly into maps, lists, strings, whole numbers and flags. */
final class StrictJson {

    private static final int DEEPEST = 20;

    private final String text;
    private int at;
    private int depth;

    private StrictJson(String text) {
        this.text = text;
    }

    static Map<?, ?> object(String text) throws Unreadable {
        try {
            var reader = new StrictJson(text);
            var value = reader.value();
            reader.space();
            if (reader.at == text.length() && value instanceof Map<?, ?> object) return object;
        } catch (IllegalArgumentException | IndexOutOfBoundsException _) {
            // Said below.
        }
        throw new Unreadable("that is no JSON object");
    }

    private Object value() {
        space();
        return switch (text.charAt(at)) {
            case '{' -> object();
            case '[' -> list();
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            default -> number();
        };
    }

    private Map<String, Object> object() {
        var object = new LinkedHashMap<String, Object>();
        enter();
        while (!ends('}')) {
            if (!object.isEmpty()) take(',');
            space();
            var name = string();
            space();
            take(':');
            if (object.put(name, value()) != null) throw new IllegalArgumentException(name);
        }
        return object;
    }

    private List<Object> list() {
        var list = new ArrayList<>();
        enter();
        while (!ends(']')) {
            if (!list.isEmpty()) take(',');
            list.add(value());
        }
        return list;
    }

    private void enter() {
        at++;
        if (++depth > DEEPEST) throw new IllegalArgumentException("too deep");
    }

    private boolean ends(char end) {
        space();
        if (text.charAt(at) != end) return false;
        at++;
        depth--;
        return true;
    }

    private String string() {
        take('"');
        var string = new StringBuilder();
        for (var c = text.charAt(at++); c != '"'; c = text.charAt(at++)) {
            if (c < ' ') throw new IllegalArgumentException("a control character");
            string.append(c == '\\' ? escaped() : c);
        }
        return string.toString();
    }

    private char escaped() {
        var c = text.charAt(at++);
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> (char) Integer.parseInt(text.substring(at, at += 4), 16);
            default -> throw new IllegalArgumentException("an escape");
        };
    }

    private Object word(String word, Object value) {
        if (!text.startsWith(word, at)) throw new IllegalArgumentException(word);
        at += word.length();
        return value;
    }

    private Long number() {
        var start = at;
        while (at < text.length() && (text.charAt(at) == '-' || Character.isDigit(text.charAt(at)))) at++;
        return Long.parseLong(text.substring(start, at));
    }

    private void take(char expected) {
        if (text.charAt(at) != expected) throw new IllegalArgumentException("not a " + expected);
        at++;
    }

    private void space() {
        while (at < text.length() && " \n\r\t".indexOf(text.charAt(at)) >= 0) at++;
    }
}

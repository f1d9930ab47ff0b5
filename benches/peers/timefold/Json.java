import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** As much of JSON as an exported model needs: null, booleans, integers, plain strings, lists, maps. */
final class Json {
    private final byte[] text;
    private int at = 0;

    private Json(byte[] text) {
        this.text = text;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> read(byte[] text) {
        return (Map<String, Object>) new Json(text).value();
    }

    private Object value() {
        return switch (peek()) {
            case '{' -> map();
            case '[' -> list();
            case '"' -> string();
            case 'n' -> word("null", null);
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            default -> number();
        };
    }

    private byte peek() {
        while (text[at] <= ' ') {
            at++;
        }
        return text[at];
    }

    private boolean more(char close) {
        byte next = peek();
        if (next == ',') {
            at++;
        }
        if (next == close) {
            at++;
        }
        return next != close;
    }

    private Map<String, Object> map() {
        Map<String, Object> map = new HashMap<>();
        at++;
        while (more('}')) {
            peek();
            String key = string();
            peek();
            at++;
            map.put(key, value());
        }
        return map;
    }

    private List<Object> list() {
        List<Object> list = new ArrayList<>();
        at++;
        while (more(']')) {
            list.add(value());
        }
        return list;
    }

    private String string() {
        int first = ++at;
        while (text[at] != '"') {
            at++;
        }
        return new String(text, first, at++ - first);
    }

    private Object word(String word, Object meaning) {
        at += word.length();
        return meaning;
    }

    private Long number() {
        boolean negative = text[at] == '-';
        if (negative) {
            at++;
        }
        long number = 0;
        while (at < text.length && text[at] >= '0' && text[at] <= '9') {
            number = number * 10 + (text[at++] - '0');
        }
        return negative ? -number : number;
    }
}

package dev.askfirst.catalog.connection;

import static dev.askfirst.catalog.connection.PushTarget.orAbsent;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a tool is told by requests that the catalog spells out.
 *
 * @param yes how what was pushed before is taken back; left out, it never is
 * @param erased how it is told that somebody was erased; left out, like a no
 */
public record PushTemplate(Request no, Optional<Request> yes, Optional<Request> erased) {

    /**
     * One request. Address, headers and body may hold placeholders, such as {@code {contact}}.
     *
     * @param expect what a reply says that confirms it: texts by JSON pointers into it
     * @param alsoDone statuses beside 2xx by which the tool says that it is so already
     */
    public record Request(
            String method,
            String url,
            Map<String, String> headers,
            Optional<String> body,
            Map<String, String> expect,
            List<Integer> alsoDone) {

        public Request {
            headers = headers == null ? Map.of() : new TreeMap<>(headers);
            body = orAbsent(body);
            expect = expect == null ? Map.of() : new TreeMap<>(expect);
            alsoDone = alsoDone == null ? List.of() : List.copyOf(alsoDone);
        }
    }

    public PushTemplate {
        yes = orAbsent(yes);
        erased = orAbsent(erased);
    }
}

package dev.askfirst.platform;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/** An error as the caller sees it: RFC 9457 problem details. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(String type, String title, int status, String detail, List<Fault.FieldError> errors) {

    public static final String MEDIA_TYPE = "application/problem+json";

    public static Problem of(Fault fault) {
        var code = fault.code();
        return new Problem("/problems/" + code.text(), code.title(), code.status(), fault.getMessage(), fault.errors());
    }
}

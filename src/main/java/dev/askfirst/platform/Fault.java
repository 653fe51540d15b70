package dev.askfirst.platform;

import java.util.List;

/** Something the caller can mend, or must wait for. Everything else that is thrown is a bug. */
public final class Fault extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** What is wrong with one member of the request; {@code field} is a dotted path. */
    public record FieldError(String field, String message) {}

    private final ProblemCode code;
    private final transient List<FieldError> errors;

    private Fault(ProblemCode code, String detail, List<FieldError> errors) {
        super(detail, null, false, false);
        this.code = code;
        this.errors = List.copyOf(errors);
    }

    public static Fault of(ProblemCode code, String detail) {
        return new Fault(code, detail, List.of());
    }

    /** A request whose members are wrong, with all that is wrong about them. */
    public static Fault invalid(List<FieldError> errors) {
        var first = errors.getFirst();
        return new Fault(ProblemCode.INVALID_REQUEST, "`" + first.field() + "` " + first.message(), errors);
    }

    public static Fault invalid(String field, String message) {
        return invalid(List.of(new FieldError(field, message)));
    }

    public ProblemCode code() {
        return code;
    }

    public List<FieldError> errors() {
        return errors;
    }
}

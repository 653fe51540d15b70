package dev.askfirst.platform;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Something the caller can mend, or must wait for. Everything else that is thrown is a bug. */
public final class Fault extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** What is wrong with one member of the request; {@code field} is a dotted path. */
    public record FieldError(String field, String message) {}

    private final ProblemCode code;
    private final transient List<FieldError> errors;
    private final transient Optional<Duration> retryAfter;
    private transient Map<String, String> headers = Map.of();

    private Fault(ProblemCode code, String detail, List<FieldError> errors, Optional<Duration> retryAfter) {
        this(code, detail, errors, retryAfter, null);
    }

    private Fault(
            ProblemCode code, String detail, List<FieldError> errors, Optional<Duration> retryAfter, Throwable cause) {
        super(detail, cause, false, false);
        this.code = code;
        this.errors = List.copyOf(errors);
        this.retryAfter = retryAfter;
    }

    public static Fault of(ProblemCode code, String detail) {
        return new Fault(code, detail, List.of(), Optional.empty());
    }

    /** A request whose members are wrong, with all that is wrong about them. */
    public static Fault invalid(List<FieldError> errors) {
        var first = errors.getFirst();
        return new Fault(
                ProblemCode.INVALID_REQUEST, "`" + first.field() + "` " + first.message(), errors, Optional.empty());
    }

    public static Fault invalid(String field, String message) {
        return invalid(List.of(new FieldError(field, message)));
    }

    /** A request that is well-formed and still impossible, with the member that makes it so. */
    public static Fault at(ProblemCode code, String field, String message) {
        return new Fault(code, "`" + field + "` " + message, List.of(new FieldError(field, message)), Optional.empty());
    }

    /** The same, where the detail is a sentence of its own. */
    public static Fault about(ProblemCode code, String field, String detail) {
        return new Fault(code, detail, List.of(new FieldError(field, detail)), Optional.empty());
    }

    /** The same fault, with how long the caller should wait before it tries again. */
    public Fault retryAfter(Duration wait) {
        return new Fault(code, getMessage(), errors, Optional.of(wait), getCause());
    }

    /** The same fault, with its cause. */
    public Fault because(Throwable cause) {
        return new Fault(code, getMessage(), errors, retryAfter, cause);
    }

    /** The same fault, with headers for programs. */
    public Fault with(Map<String, String> more) {
        var fault = new Fault(code, getMessage(), errors, retryAfter);
        fault.headers = Map.copyOf(more);
        return fault;
    }

    public Map<String, String> headers() {
        return headers;
    }

    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    public ProblemCode code() {
        return code;
    }

    public List<FieldError> errors() {
        return errors;
    }
}

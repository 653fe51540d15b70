package dev.askfirst.platform.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;
import dev.askfirst.platform.Fault;
import dev.askfirst.platform.ProblemCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Reads what callers send, strictly: right types only, no unknown or doubled members, nothing after the end. */
public final class Json {

    /** The mapper of the whole service; it leaves out what is absent. */
    public static final ObjectMapper MAPPER = mapper();

    private Json() {}

    /** What stands in the body, or a {@link Fault} that names the member that is wrong. */
    public static <T> T read(InputStream body, Class<T> type, int limit) {
        return read(bytes(body, limit), MAPPER.readerFor(type));
    }

    /** The whole body, if it is no longer than {@code limit}. */
    public static byte[] bytes(InputStream body, int limit) {
        try {
            // What is there already is read at once: `readNBytes` would take 16 KiB for every question.
            var ready = new byte[Math.min(body.available(), limit)];
            var read = body.readNBytes(ready, 0, ready.length);
            var rest = body.read();
            if (rest < 0) return read == ready.length ? ready : Arrays.copyOf(ready, read);
            var bytes = new ByteArrayOutputStream(2 * ready.length + 1024);
            bytes.write(ready, 0, read);
            bytes.write(rest);
            bytes.write(body.readNBytes(Math.max(0, limit - read)));
            if (bytes.size() > limit) throw Fault.of(ProblemCode.TOO_LARGE, "the body is over " + limit + " bytes");
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static <T> T read(byte[] bytes, ObjectReader reader) {
        try {
            T value = reader.readValue(bytes);
            if (value == null) throw Fault.invalid("body", "is not a JSON object");
            return value;
        } catch (JsonMappingException e) {
            throw fault(e);
        } catch (JsonProcessingException e) {
            throw Fault.invalid("body", "is not JSON: " + plain(e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A tree as a value, with the same strictness. */
    public static <T> T read(JsonNode tree, ObjectReader reader) {
        try {
            return reader.readValue(tree);
        } catch (JsonMappingException e) {
            throw fault(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** JSON that the service itself stored; text that is none is a bug. */
    public static JsonNode stored(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was stored is not JSON", e);
        }
    }

    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A code as it stands on the wire. */
    public static String text(Enum<?> constant) {
        return WireTypes.text(constant);
    }

    private static ObjectMapper mapper() {
        var factory = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(16)
                        .maxStringLength(64 * 1024)
                        .maxNumberLength(40)
                        .maxNameLength(200)
                        .build())
                .build();
        return JsonMapper.builder(factory)
                .addModules(new Jdk8Module(), new JavaTimeModule(), new ParameterNamesModule(), new WireTypes())
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfig(
                        LogicalType.Textual,
                        text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .withCoercionConfig(
                        LogicalType.OtherScalar,
                        id -> id.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
                .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
                .build();
    }

    private static Fault fault(JsonMappingException e) {
        var field = e.getPath().stream()
                .map(step -> step.getFieldName() == null ? Integer.toString(step.getIndex()) : step.getFieldName())
                .collect(Collectors.joining("."));
        if (field.isEmpty()) field = "body";
        return Fault.invalid(
                field,
                switch (e) {
                    case UnrecognizedPropertyException _ -> "is not a member of this request";
                    case InvalidFormatException format -> "must be " + expected(format.getTargetType());
                    case InvalidNullException _ -> "holds `null`";
                    case MismatchedInputException more
                    when more.getOriginalMessage().startsWith("Trailing token") -> "goes on after its end";
                    case MismatchedInputException mismatch -> "must be " + expected(mismatch.getTargetType());
                    default ->
                        e.getCause() instanceof JsonParseException cause
                                ? "is not JSON: " + plain(cause)
                                : "cannot be read";
                });
    }

    private static String expected(Class<?> type) {
        if (type == null) return "something else";
        if (type == Instant.class) return "a time such as `2026-11-22T10:00:00Z`";
        if (type == LocalDate.class) return "a date such as `2026-11-22`";
        if (type == Period.class) return "a period such as `P2Y`";
        if (type == String.class) return "text";
        if (type == java.util.UUID.class) return "an id such as `0197a0c2-7b1e-7c31-9a55-0a4c7c1d2e3f`";
        if (type == Boolean.class || type == boolean.class) return "`true` or `false`";
        if (Number.class.isAssignableFrom(type) || type.isPrimitive()) return "a whole number";
        if (java.util.Collection.class.isAssignableFrom(type)) return "a list";
        if (!type.isEnum()) return "an object";
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> "`" + constant.toString().toLowerCase(Locale.ROOT) + "`")
                .collect(Collectors.joining(", ", "one of ", ""));
    }

    /** What is wrong with the text, and where, without a word about our code. */
    public static String plain(JsonProcessingException e) {
        var at = e.getLocation();
        var where = at == null ? "" : " at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
        var message = e.getOriginalMessage().lines().findFirst().orElse("");
        var internals = e instanceof StreamConstraintsException
                ? ", from `[^`]*`"
                : "\\s*\\(.*\\)|: (enable `|was expecting).*";
        return message.replaceAll(internals, "") + where;
    }
}

package dev.askfirst.platform.json;

import static java.util.stream.Collectors.toUnmodifiableMap;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** How times and codes stand in JSON: RFC 3339 text, and constants in lower case, spelled exactly. */
final class WireTypes extends SimpleModule {

    private static final long serialVersionUID = 1;

    private static final ClassValue<String[]> TEXTS = new ClassValue<>() {
        @Override
        protected String[] computeValue(Class<?> type) {
            return Stream.of(type.getEnumConstants())
                    .map(it -> ((Enum<?>) it).name().toLowerCase(Locale.ROOT))
                    .toArray(String[]::new);
        }
    };

    WireTypes() {
        addDeserializer(Instant.class, new FromText<>(Instant.class, Times::parse));
        addDeserializer(LocalDate.class, new FromText<>(LocalDate.class, Times::parseDate));
        addSerializer(new LowerCase());
        setDeserializerModifier(new BeanDeserializerModifier() {
            private static final long serialVersionUID = 1;

            @Override
            public JsonDeserializer<?> modifyEnumDeserializer(
                    DeserializationConfig config, JavaType type, BeanDescription bean, JsonDeserializer<?> standard) {
                var constants = constants(type.getRawClass());
                return new FromText<>(type.getRawClass(), text -> Optional.ofNullable(constants.get(text)));
            }
        });
    }

    static String text(Enum<?> constant) {
        return TEXTS.get(constant.getDeclaringClass())[constant.ordinal()];
    }

    private static Map<String, Object> constants(Class<?> type) {
        return Stream.of(type.getEnumConstants()).collect(toUnmodifiableMap(it -> text((Enum<?>) it), it -> it));
    }

    private static final class FromText<T> extends StdDeserializer<T> {
        private static final long serialVersionUID = 1;
        private final transient Function<String, Optional<? extends T>> parse;

        @SuppressWarnings("unchecked")
        FromText(Class<?> type, Function<String, Optional<? extends T>> parse) {
            super((Class<T>) type);
            this.parse = parse;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            var text = parser.hasToken(JsonToken.VALUE_STRING) ? parser.getText() : "";
            var value = parse.apply(text);
            if (value.isEmpty()) throw InvalidFormatException.from(parser, "cannot be read", text, handledType());
            return value.get();
        }
    }

    private static final class LowerCase extends StdSerializer<Enum<?>> {
        private static final long serialVersionUID = 1;

        LowerCase() {
            super(Enum.class, false);
        }

        @Override
        public void serialize(Enum<?> value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(text(value));
        }
    }
}

package dev.sluice.api.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.sluice.api.Refusal;
import dev.sluice.config.Node;
import dev.sluice.config.change.Change;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The records of the API as JSON. A node is its path, and a time has the form of RFC 3339. Unknown and repeated members are refused. */
final class ApiJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .addModule(module())
            .build();

    private static final JsonMapper LENIENT = MAPPER.rebuild()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final String OTHER_VERSION =
            "the daemon's answer is not understood: it is of another version than this"
                    + " program; after an upgrade restart it (systemctl restart sluice)";

    private ApiJson() {}

    private static SimpleModule module() {
        SimpleModule module = new SimpleModule();
        nodes(module, Node.class);
        for (Class<?> kind : Node.class.getPermittedSubclasses()) {
            nodes(module, kind.asSubclass(Node.class));
        }
        module.addDeserializer(boolean.class, new FlagReader());
        module.addSerializer(new InstantWriter());
        module.addDeserializer(Instant.class, new InstantReader());
        return module;
    }

    private static <N extends Node> void nodes(SimpleModule module, Class<N> kind) {
        module.addDeserializer(kind, new NodeReader<>(kind));
    }

    /** Writes a record of the API, which never fails. */
    static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JacksonException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws Refusal if the text is not of that kind; with the place and the reason, and without the text itself */
    static <T> T read(byte[] text, Class<T> kind) throws Refusal {
        try {
            T value = MAPPER.readValue(text, kind);
            if (value == null) {
                throw new Refusal(Refusal.Reason.NOT_UNDERSTOOD, "the body is null");
            }
            return value;
        } catch (JacksonException e) {
            throw new Refusal(Refusal.Reason.NOT_UNDERSTOOD, "the body is not what is expected", List.of(detail(e)));
        } catch (IOException e) {
            throw new Refusal(Refusal.Reason.NOT_UNDERSTOOD, "the body cannot be read");
        }
    }

    /**
     * Reads the answer of a daemon. It may have a newer version: unknown members are left out.
     *
     * @throws ApiUnreachable if it is not of that kind all the same
     */
    static <T> T answer(byte[] text, Class<T> kind) {
        try {
            T value = LENIENT.readValue(text, kind);
            if (value != null) {
                return value;
            }
        } catch (IOException e) {
            throw new ApiUnreachable(OTHER_VERSION, e);
        }
        throw new ApiUnreachable(OTHER_VERSION);
    }

    private static Refusal.Detail detail(JacksonException e) {
        int line = e.getLocation() == null ? 0 : Math.max(e.getLocation().getLineNr(), 0);
        int column = e.getLocation() == null ? 0 : Math.max(e.getLocation().getColumnNr(), 0);
        StringBuilder pointer = new StringBuilder();
        if (e instanceof JsonMappingException mapping) {
            for (JsonMappingException.Reference step : mapping.getPath()) {
                pointer.append('/')
                        .append(step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName());
            }
        }
        return new Refusal.Detail(pointer.toString(), line, column, message(e));
    }

    /** The message for a mistake. It quotes no more of the text than names of members, since there may be secrets in it. */
    private static String message(JacksonException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof StreamReadException) {
                return "this is not JSON: look for a comma, a quote or a bracket that is missing, too many or there twice";
            }
            if (cause instanceof WrongNode) {
                return cause.getMessage();
            }
        }
        return switch (e) {
            case UnrecognizedPropertyException unknown ->
                "there is no such member here, but "
                        + unknown.getKnownPropertyIds().stream()
                                .map(String::valueOf)
                                .sorted()
                                .collect(Collectors.joining(", "));
            case InvalidTypeIdException unknown -> "there is no such change, but " + changes();
            default -> "this is not of the kind that is needed here, or a member of it is missing";
        };
    }

    private static String changes() {
        return Arrays.stream(Change.class.getAnnotation(JsonSubTypes.class).value())
                .map(JsonSubTypes.Type::name)
                .collect(Collectors.joining(", "));
    }

    /** A path of no node, or of another kind of node. */
    private static final class WrongNode extends RuntimeException {
        private static final long serialVersionUID = 1;

        WrongNode(String message) {
            super(message);
        }
    }

    private static final class NodeReader<N extends Node> extends StdDeserializer<N> {
        private static final long serialVersionUID = 1;

        private final Class<N> kind;

        NodeReader(Class<N> kind) {
            super(kind);
            this.kind = kind;
        }

        @Override
        public N deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String path = parser.getValueAsString();
            try {
                Node node = Node.parse(path == null ? "" : path);
                if (kind.isInstance(node)) {
                    return kind.cast(node);
                }
                throw new WrongNode(path + " is not a node of the kind that is needed here");
            } catch (IllegalArgumentException e) {
                throw JsonMappingException.from(parser, "", new WrongNode(e.getMessage()));
            } catch (WrongNode e) {
                throw JsonMappingException.from(parser, "", e);
            }
        }
    }

    /** A missing flag is off; a missing number is an error. */
    private static final class FlagReader extends StdDeserializer<Boolean> {
        private static final long serialVersionUID = 1;

        FlagReader() {
            super(boolean.class);
        }

        @Override
        public Boolean deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return switch (parser.currentToken()) {
                case VALUE_TRUE -> true;
                case VALUE_FALSE -> false;
                default -> throw JsonMappingException.from(parser, "neither true nor false");
            };
        }

        @Override
        public Boolean getNullValue(DeserializationContext context) {
            return false;
        }
    }

    private static final class InstantWriter extends StdSerializer<Instant> {
        private static final long serialVersionUID = 1;

        InstantWriter() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator generator, SerializerProvider provider) throws IOException {
            generator.writeString(value.toString());
        }
    }

    private static final class InstantReader extends StdDeserializer<Instant> {
        private static final long serialVersionUID = 1;

        InstantReader() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            try {
                return Instant.parse(parser.getText());
            } catch (DateTimeParseException e) {
                throw JsonMappingException.from(parser, "no time", e);
            }
        }
    }
}

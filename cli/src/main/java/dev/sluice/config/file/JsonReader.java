package dev.sluice.config.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.sluice.config.Pointer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a text as JSON (RFC 8259), and keeps the place of each value. Used for one text. */
final class JsonReader {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_TEXT = 64 << 10;
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_TEXT)
                    .maxNameLength(MAX_TEXT)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private final List<Flaw> flaws;
    private final JsonParser parser;

    private JsonReader(JsonParser parser, List<Flaw> flaws) {
        this.parser = parser;
        this.flaws = flaws;
    }

    /** The value of a text; null if it is not JSON, with one more flaw. */
    static JsonValue parse(byte[] bytes, List<Flaw> flaws) {
        String binary = FileKind.binary(bytes);
        if (binary != null) {
            flaws.add(new Flaw("", 1, 1, binary));
            return null;
        }
        String text = decode(bytes, flaws);
        if (text == null) {
            return null;
        }
        if (text.isBlank()) {
            flaws.add(new Flaw(
                    "",
                    1,
                    1,
                    "there is nothing in it: write {\"version\": 1} for a configuration that serves nothing"));
            return null;
        }
        if (text.charAt(0) == BYTE_ORDER_MARK) {
            flaws.add(new Flaw("", 1, 1, "it begins with a byte order mark: save it as UTF-8 without one"));
            return null;
        }
        String foreign = FileKind.foreign(text);
        if (foreign != null) {
            flaws.add(new Flaw("", 1, 1, foreign));
            return null;
        }
        try (JsonParser parser = FACTORY.createParser(text)) {
            return new JsonReader(parser, flaws).whole();
        } catch (JsonProcessingException e) {
            JsonLocation location = e.getLocation();
            flaws.add(
                    location == null
                            ? new Flaw("", 1, 1, "this is not JSON")
                            : new Flaw(
                                    "",
                                    Math.max(1, location.getLineNr()),
                                    Math.max(1, location.getColumnNr()),
                                    "this is not JSON: look for a comma, a quote or a bracket that is missing or too many here"
                                            + " or just before"));
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String decode(byte[] bytes, List<Flaw> flaws) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(in).toString();
        } catch (CharacterCodingException e) {
            int line = 1;
            int column = 1;
            for (int i = 0; i < in.position(); i++) {
                boolean ends = bytes[i] == '\n';
                line += ends ? 1 : 0;
                column = ends ? 1 : column + 1;
            }
            flaws.add(new Flaw("", line, column, "this is not UTF-8: save the file in that encoding"));
            return null;
        }
    }

    private JsonValue whole() throws IOException {
        parser.nextToken();
        JsonValue value = value(Pointer.ROOT);
        if (parser.nextToken() != null) {
            flaws.add(place(Pointer.ROOT).flaw("there is more after the end of the configuration: take it away"));
        }
        return value;
    }

    private JsonValue.Place place(Pointer pointer) {
        JsonLocation location = parser.currentTokenLocation();
        return new JsonValue.Place(pointer, location.getLineNr(), location.getColumnNr());
    }

    private JsonValue value(Pointer pointer) throws IOException {
        JsonValue.Place place = place(pointer);
        return switch (parser.currentToken()) {
            case START_OBJECT -> new JsonValue.Members(place, members(pointer));
            case START_ARRAY -> new JsonValue.Items(place, items(pointer));
            case VALUE_STRING -> new JsonValue.Text(place, parser.getText());
            case VALUE_TRUE -> new JsonValue.Truth(place, true);
            case VALUE_FALSE -> new JsonValue.Truth(place, false);
            case VALUE_NUMBER_INT ->
                parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? new JsonValue.Other(place, "a number that is too large")
                        : new JsonValue.Whole(place, parser.getLongValue());
            case VALUE_NUMBER_FLOAT -> new JsonValue.Other(place, "a number that is not whole");
            case VALUE_NULL -> new JsonValue.Other(place, "null");
            case null, default -> throw new IllegalStateException("no value: " + parser.currentToken());
        };
    }

    private Map<String, JsonValue.Member> members(Pointer pointer) throws IOException {
        Map<String, JsonValue.Member> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            Pointer at = pointer.of(name);
            JsonValue.Place place = place(at);
            parser.nextToken();
            if (members.putIfAbsent(name, new JsonValue.Member(place, value(at))) != null) {
                flaws.add(place.flaw("this member is there already: take one of the two away"));
            }
        }
        return members;
    }

    private List<JsonValue> items(Pointer pointer) throws IOException {
        List<JsonValue> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(pointer.at(items.size())));
        }
        return items;
    }
}

package dev.sluice.config.file;

import dev.sluice.config.Pointer;
import java.util.List;
import java.util.Map;

/** A value of JSON, and its place in the text. */
sealed interface JsonValue {
    Place place();

    /** @param line from 1; @param column from 1 */
    record Place(Pointer pointer, int line, int column) {
        Flaw flaw(String message) {
            return new Flaw(pointer.toString(), line, column, message);
        }
    }

    /** @param members by name, in their order */
    record Members(Place place, Map<String, Member> members) implements JsonValue {}

    /** @param name the place of the name */
    record Member(Place name, JsonValue value) {}

    record Items(Place place, List<JsonValue> items) implements JsonValue {}

    record Text(Place place, String text) implements JsonValue {}

    record Whole(Place place, long number) implements JsonValue {}

    record Truth(Place place, boolean value) implements JsonValue {}

    /** Null, and numbers that are not whole or beyond 64 bits. @param what the value in words, for messages */
    record Other(Place place, String what) implements JsonValue {}

    /** The kind of value, in words. */
    default String kind() {
        return switch (this) {
            case Members members -> "an object";
            case Items items -> "a list";
            case Text text -> "a text";
            case Whole whole -> "a number";
            case Truth truth -> truth.value() ? "true" : "false";
            case Other other -> other.what();
        };
    }
}

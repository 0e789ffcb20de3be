package dev.sluice.config.file;

import dev.sluice.config.setting.SettingTable;
import dev.sluice.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Takes the members of an object, each by its name and kind. A member that is not taken in the end is a mistake. Used for one object. */
final class ObjectMembers {
    private static final int SHOWN = 60;

    private final JsonValue.Members object;
    private final List<Flaw> flaws;
    private final List<String> known = new ArrayList<>(12);

    ObjectMembers(JsonValue.Members object, List<Flaw> flaws) {
        this.object = object;
        this.flaws = flaws;
    }

    /** An optional text; null if it is missing, or of another kind. */
    String text(String name) {
        return switch (value(name)) {
            case null -> null;
            case JsonValue.Text text -> text.text();
            case JsonValue other -> wrong(other, "a text in quotes");
        };
    }

    Boolean truth(String name) {
        return switch (value(name)) {
            case null -> null;
            case JsonValue.Truth truth -> truth.value();
            case JsonValue other -> wrong(other, "true or false");
        };
    }

    Long whole(String name) {
        return switch (value(name)) {
            case null -> null;
            case JsonValue.Whole whole -> whole.number();
            case JsonValue other -> wrong(other, "a whole number");
        };
    }

    Integer number(String name) {
        Long whole = whole(name);
        if (whole == null) {
            return null;
        }
        if (whole.intValue() == whole) {
            return whole.intValue();
        }
        return wrong(value(name), "a number of at most " + Integer.MAX_VALUE);
    }

    /** The part with the settings of this object. */
    <T extends Record> T settings(SettingTable<T> table, T part) {
        return table.with(
                part, setting -> setting(setting.member(), setting.type().javaType()));
    }

    private Object setting(String name, Class<?> type) {
        return type == Boolean.class
                ? truth(name)
                : type == Integer.class ? number(name) : type == Long.class ? whole(name) : text(name);
    }

    /** A required number; 0 if it is missing. */
    int neededNumber(String name) {
        Integer number = number(name);
        need(name);
        return number == null ? 0 : number;
    }

    /** Reports a required member if it is missing. */
    void need(String name) {
        if (!object.members().containsKey(name)) {
            flaws.add(new Flaw(
                    object.place().pointer().of(name).toString(),
                    object.place().line(),
                    object.place().column(),
                    "the member " + name + " is missing"));
        }
    }

    /** An optional object; null if it is missing, or of another kind. */
    <T> T object(String name, Function<JsonValue.Members, T> read) {
        return switch (value(name)) {
            case null -> null;
            case JsonValue.Members members -> read.apply(members);
            case JsonValue other -> wrong(other, "an object in braces");
        };
    }

    /** The objects of an optional list; empty if it is missing. */
    <T> List<T> list(String name, Function<JsonValue.Members, T> read) {
        JsonValue value = value(name);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof JsonValue.Items(JsonValue.Place place, List<JsonValue> items))) {
            wrong(value, "a list in brackets");
            return List.of();
        }
        List<T> all = new ArrayList<>(items.size());
        for (JsonValue item : items) {
            if (item instanceof JsonValue.Members members) {
                all.add(read.apply(members));
            } else {
                wrong(item, "an object in braces");
            }
        }
        return all;
    }

    /** A member of any kind; null if it is missing. */
    JsonValue value(String name) {
        if (!known.contains(name)) {
            known.add(name);
        }
        JsonValue.Member member = object.members().get(name);
        return member == null ? null : member.value();
    }

    <T> T wrong(JsonValue value, String expected) {
        boolean isNull = value instanceof JsonValue.Other(JsonValue.Place place, String what) && what.equals("null");
        flaws.add(value.place()
                .flaw("this is " + value.kind() + ": write " + expected + (isNull ? ", or leave the member out" : "")));
        return null;
    }

    /** Reports the members that were not taken. */
    void end() {
        if (known.containsAll(object.members().keySet())) {
            return;
        }
        object.members().forEach((name, member) -> {
            if (!known.contains(name)) {
                flaws.add(member.name()
                        .flaw("there is no member '" + shown(name) + "' here: there are " + String.join(", ", known)));
            }
        });
    }

    private static String shown(String name) {
        return Printable.of(name, SHOWN);
    }
}

package dev.sluice.config.file;

import dev.sluice.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Takes the members of an object, each by its name and kind; what is not taken in the end should not be there. Used for one object. */
final class Shape {
    private static final int SHOWN = 60;

    private final Value.Members object;
    private final List<Flaw> flaws;
    private final List<String> known = new ArrayList<>(12);

    Shape(Value.Members object, List<Flaw> flaws) {
        this.object = object;
        this.flaws = flaws;
    }

    /** A member that may be left out; null where it is, or is no such thing. */
    String text(String name) {
        return switch (value(name)) {
            case null -> null;
            case Value.Text text -> text.text();
            case Value other -> wrong(other, "a text in quotes");
        };
    }

    Boolean truth(String name) {
        return switch (value(name)) {
            case null -> null;
            case Value.Truth truth -> truth.value();
            case Value other -> wrong(other, "true or false");
        };
    }

    Long whole(String name) {
        return switch (value(name)) {
            case null -> null;
            case Value.Whole whole -> whole.number();
            case Value other -> wrong(other, "a whole number");
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

    /** A number without which there is no object; 0 where it is missing. */
    int neededNumber(String name) {
        Integer number = number(name);
        need(name);
        return number == null ? 0 : number;
    }

    /** Says so where a member is missing. */
    void need(String name) {
        if (!object.members().containsKey(name)) {
            flaws.add(new Flaw(
                    object.place().pointer().of(name).toString(),
                    object.place().line(),
                    object.place().column(),
                    "the member " + name + " is missing"));
        }
    }

    /** What an object is; null where it is left out or is none. */
    <T> T object(String name, Function<Value.Members, T> read) {
        return switch (value(name)) {
            case null -> null;
            case Value.Members members -> read.apply(members);
            case Value other -> wrong(other, "an object in braces");
        };
    }

    /** What the objects of a list are; empty where it is left out. */
    <T> List<T> list(String name, Function<Value.Members, T> read) {
        Value value = value(name);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof Value.Items(Value.Place place, List<Value> items))) {
            wrong(value, "a list in brackets");
            return List.of();
        }
        List<T> all = new ArrayList<>(items.size());
        for (Value item : items) {
            if (item instanceof Value.Members members) {
                all.add(read.apply(members));
            } else {
                wrong(item, "an object in braces");
            }
        }
        return all;
    }

    /** A member of any kind; null where it is left out. */
    Value value(String name) {
        if (!known.contains(name)) {
            known.add(name);
        }
        Value.Member member = object.members().get(name);
        return member == null ? null : member.value();
    }

    <T> T wrong(Value value, String expected) {
        boolean isNull = value instanceof Value.Other(Value.Place place, String what) && what.equals("null");
        flaws.add(value.place()
                .flaw("this is " + value.kind() + ": write " + expected + (isNull ? ", or leave the member out" : "")));
        return null;
    }

    /** After the last member was taken: says what should not be there. */
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

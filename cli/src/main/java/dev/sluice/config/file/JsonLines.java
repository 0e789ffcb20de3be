package dev.sluice.config.file;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.sluice.config.SharedLists;
import java.util.List;
import java.util.function.Consumer;

/** Writes JSON in one form only: indented, a line for each member, and small objects on one line. Used for one text. */
final class JsonLines {
    private static final String INDENT = "  ";

    private final StringBuilder text;
    private int depth;
    private boolean first = true;
    private boolean flat;

    /** @param length the approximate length of the text */
    JsonLines(int length) {
        text = new StringBuilder(length);
    }

    /** The whole text: the members in braces. */
    String whole(Runnable members) {
        braces(members);
        return text.append('\n').toString();
    }

    void member(String name, String value) {
        if (value != null) {
            name(name);
            quoted(value);
        }
    }

    void member(String name, Number value) {
        if (value != null) {
            name(name);
            text.append(value.longValue());
        }
    }

    void member(String name, Boolean value) {
        if (value != null) {
            name(name);
            text.append(value.booleanValue());
        }
    }

    /** Writes a member with the value of a setting; writes nothing for null. */
    void value(String name, Object value) {
        switch (value) {
            case null -> {}
            case Boolean truth -> member(name, truth);
            case Number number -> member(name, number);
            default -> member(name, value.toString());
        }
    }

    void object(String name, Runnable members) {
        name(name);
        braces(members);
    }

    /** Writes an object on one line. */
    void small(String name, Runnable members) {
        name(name);
        flat(members);
    }

    /** Writes a list of objects with a line for each member; writes nothing for an empty list. */
    <T> void objects(String name, List<T> items, Consumer<T> members) {
        list(name, items, item -> braces(() -> members.accept(item)));
    }

    /** Writes a list of objects, and takes the unchanged ones from its last text. */
    <T> void objects(String name, List<T> items, Consumer<T> members, ListText<T> before) {
        if (items.isEmpty()) {
            return;
        }
        name(name);
        text.append('[');
        depth++;
        int start = text.length();
        SharedLists.Span span = before.differing(items);
        before.head(span, text);
        int[] ends = new int[items.size()];
        for (int i = span.from(); i < span.afterEnd(); i++) {
            T item = items.get(i);
            first = i == 0;
            separate();
            braces(() -> members.accept(item));
            ends[i] = text.length() - start;
        }
        before.tail(span, text, start, ends);
        before.set(items, text.substring(start), ends);
        depth--;
        line();
        text.append(']');
        first = false;
    }

    /** Writes a list of objects, each on one line; writes nothing for an empty list. */
    <T> void lines(String name, List<T> items, Consumer<T> members) {
        list(name, items, item -> flat(() -> members.accept(item)));
    }

    private <T> void list(String name, List<T> items, Consumer<T> write) {
        if (items.isEmpty()) {
            return;
        }
        name(name);
        text.append('[');
        depth++;
        first = true;
        for (T item : items) {
            separate();
            write.accept(item);
            first = false;
        }
        depth--;
        line();
        text.append(']');
    }

    private void braces(Runnable members) {
        text.append('{');
        depth++;
        first = true;
        members.run();
        depth--;
        if (!first) {
            line();
        }
        text.append('}');
        first = false;
    }

    private void flat(Runnable members) {
        boolean before = flat;
        flat = true;
        text.append('{');
        first = true;
        members.run();
        text.append('}');
        first = false;
        flat = before;
    }

    private void name(String name) {
        separate();
        first = false;
        quoted(name);
        text.append(": ");
    }

    private void separate() {
        if (!first) {
            text.append(flat ? ", " : ",");
        }
        if (!flat) {
            line();
        }
    }

    private void line() {
        text.append('\n').repeat(INDENT, depth);
    }

    private void quoted(String value) {
        text.append('"');
        JsonStringEncoder.getInstance().quoteAsString(value, text);
        text.append('"');
    }
}

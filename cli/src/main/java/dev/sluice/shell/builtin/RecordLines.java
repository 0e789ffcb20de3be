package dev.sluice.shell.builtin;

import dev.sluice.config.BackstoreType;
import dev.sluice.config.Credentials;
import dev.sluice.shell.view.TextTable;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Records as text: a line for each member that has a value. */
final class RecordLines {
    private static final String INDENT = "    ";

    private RecordLines() {}

    static List<String> of(String title, Object whole) {
        TextTable table = new TextTable();
        rows(table, "  ", whole);
        List<String> lines = new ArrayList<>(List.of(title + ":"));
        lines.addAll(table.lines());
        return lines;
    }

    private static void rows(TextTable table, String margin, Object whole) {
        for (RecordComponent component : whole.getClass().getRecordComponents()) {
            Object value = read(component, whole);
            String name = margin + component.getName();
            switch (value) {
                case null -> {}
                case String text when text.isEmpty() -> {}
                case BackstoreType type -> table.row(name, type.label());
                case Credentials credentials -> table.row(name, credentials.isEmpty() ? "(none)" : users(credentials));
                case List<?> list when list.isEmpty() -> {}
                case List<?> list when list.getFirst() instanceof String -> table.row(name, joined(list));
                case List<?> list -> table.row(name, String.valueOf(list.size()));
                case Record part
                when says(part) -> {
                    table.row(name, "");
                    rows(table, margin + INDENT, part);
                }
                case Record part -> {}
                default -> table.row(name, value.toString());
            }
        }
    }

    private static boolean says(Record part) {
        return Arrays.stream(part.getClass().getRecordComponents())
                .anyMatch(component -> read(component, part) != null);
    }

    private static String joined(List<?> list) {
        return list.stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    private static String users(Credentials credentials) {
        List<String> users = new ArrayList<>();
        credentials.users().forEach(user -> users.add(user.userid()));
        return String.join(", ", users)
                + (credentials.mutual() == null
                        ? ""
                        : ", mutual " + credentials.mutual().userid());
    }

    private static Object read(RecordComponent component, Object whole) {
        try {
            return component.getAccessor().invoke(whole);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record that cannot be read: " + whole.getClass(), e);
        }
    }
}

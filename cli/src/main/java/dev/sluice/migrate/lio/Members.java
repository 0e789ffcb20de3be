package dev.sluice.migrate.lio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sluice.migrate.MigrationFindings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The members of one JSON object, each of which is taken once. {@link #finish} reports the members that were not taken, so that none
 * is dropped by mistake.
 */
final class Members {
    private static final String UNKNOWN_ADVICE = "See whether it matters to you; nothing was made of it";

    private static final Pattern SECRET =
            Pattern.compile("pass|secret|chap|auth|key|token|cred|pin|pw", Pattern.CASE_INSENSITIVE);

    private final String where;
    private final String title;
    private final JsonNode object;
    private final MigrationFindings findings;
    private final Set<String> taken;

    /**
     * @param where its JSON pointer
     * @param title the words before each message, or empty
     */
    Members(String where, String title, JsonNode object, MigrationFindings findings) {
        this(where, title, object, findings, new HashSet<>());
    }

    private Members(String where, String title, JsonNode object, MigrationFindings findings, Set<String> taken) {
        this.where = where;
        this.title = title;
        this.object = object;
        this.findings = findings;
        this.taken = taken;
    }

    /** The same with another title. */
    Members titled(String other) {
        return new Members(where, other, object, findings, taken);
    }

    String title() {
        return title;
    }

    String where(String name) {
        return where + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    boolean has(String name) {
        return object.hasNonNull(name);
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** A text or number, or null if there is none. */
    String text(String name) {
        JsonNode value = take(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (value.isContainerNode()) {
            lost(name, name + " is no single value", UNKNOWN_ADVICE);
            return null;
        }
        return value.asText();
    }

    /** A whole number, or null if there is none. */
    Long number(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            lost(name, name + " is no whole number", UNKNOWN_ADVICE);
            return null;
        }
    }

    /** The value of a flag; false if it is missing. */
    boolean flag(String name) {
        String text = text(name);
        return text != null && !text.isEmpty() && !text.equals("0") && !text.equals("false");
    }

    /** True if a flag is 1. The kernel refuses values other than 1 and 0. */
    boolean isOne(String name) {
        String text = text(name);
        if (text != null && !text.equals("0") && !text.equals("1") && !text.equals("false")) {
            security(name, name + " is neither 0 nor 1, so LIO does not take it; it is 0 here", "");
        }
        return "1".equals(text);
    }

    /** An object; an empty one if there is none. */
    Members object(String name) {
        JsonNode value = take(name);
        if (!value.isMissingNode() && !value.isNull() && !value.isObject()) {
            lost(name, name + " is no object", UNKNOWN_ADVICE);
        }
        return new Members(where(name), title, value, findings);
    }

    /** The objects of an array; empty if there is no array. */
    List<Members> objects(String name) {
        List<Members> objects = new ArrayList<>();
        JsonNode array = take(name);
        if (!array.isMissingNode() && !array.isNull() && !array.isArray()) {
            lost(name, name + " is no array", UNKNOWN_ADVICE);
            return objects;
        }
        for (int i = 0; i < array.size(); i++) {
            Members item = new Members(where(name) + "/" + i, title, array.path(i), findings);
            if (array.path(i).isObject()) {
                objects.add(item);
            } else {
                item.lostWhole("it is no object", UNKNOWN_ADVICE);
            }
        }
        return objects;
    }

    void meaningless(String name, String reason) {
        if (!take(name).isMissingNode()) {
            findings.meaningless(where(name), reason);
        }
    }

    void lost(String name, String what, String advice) {
        take(name);
        findings.lost(where(name), said(what), advice);
    }

    void changed(String name, String what, String advice) {
        take(name);
        findings.changed(where(name), said(what), advice);
    }

    void security(String name, String what, String advice) {
        take(name);
        findings.security(where(name), said(what), advice);
    }

    /** Reports an object of which no member has a counterpart. */
    void lostWhole(String what, String advice) {
        findings.lost(where, said(what), advice);
        names().forEach(taken::add);
    }

    /** Reports the members that were not taken. */
    void finish() {
        for (String name : names()) {
            if (!taken.contains(name)) {
                lost(name, name + shown(name, object.get(name)) + " is not known to Sluice", UNKNOWN_ADVICE);
            }
        }
    }

    /** The value for a message: only a number is shown. Any text could be a secret, and so could a number under a secret's name. */
    private static String shown(String name, JsonNode value) {
        boolean isSecret = SECRET.matcher(name).find();
        return !isSecret && (value.isNumber() || value.isBoolean()) ? " (" + value.asText() + ")" : "";
    }

    private String said(String what) {
        return title.isEmpty() ? what : title + ": " + what;
    }

    private JsonNode take(String name) {
        taken.add(name);
        JsonNode value = object.path(name);
        if (!value.isMissingNode()) {
            findings.mapped(where(name));
        }
        return value == null ? MissingNode.getInstance() : value;
    }
}

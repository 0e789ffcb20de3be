package dev.sluice.config.file;

import dev.sluice.config.Acl;
import dev.sluice.config.Configuration;
import dev.sluice.config.ConfigurationProblem;
import dev.sluice.config.PortalGroup;
import dev.sluice.config.Target;
import java.util.List;
import java.util.Map;

/** Finds the places of problems in the text. The lists of the configuration, to which problems refer, have an order of their own. */
final class Locator {
    private final Configuration configuration;
    private final JsonValue.Members text;
    private final Map<Object, JsonValue.Members> origins;

    Locator(Configuration configuration, JsonValue.Members text, Map<Object, JsonValue.Members> origins) {
        this.configuration = configuration;
        this.text = text;
        this.origins = origins;
    }

    /** The flaw of a problem. Its place is that of the value, or of the object in which the value is missing. */
    Flaw flaw(ConfigurationProblem problem) {
        String[] steps = problem.pointer().isEmpty()
                ? new String[0]
                : problem.pointer().substring(1).split("/");
        Object part = configuration;
        JsonValue value = text;
        int i = 0;
        while (i < steps.length) {
            List<?> list = list(part, steps[i]);
            JsonValue next = next(value, steps[i]);
            if (next == null) {
                break;
            }
            value = next;
            i++;
            if (list != null && i < steps.length) {
                part = list.get(Integer.parseInt(steps[i]));
                value = origins.get(part);
                i++;
            }
        }
        StringBuilder pointer = new StringBuilder(value.place().pointer().toString());
        for (int rest = i; rest < steps.length; rest++) {
            pointer.append('/').append(steps[rest]);
        }
        return new Flaw(pointer.toString(), value.place().line(), value.place().column(), problem.message());
    }

    private static JsonValue next(JsonValue value, String step) {
        return switch (value) {
            case JsonValue.Members members -> {
                JsonValue.Member member = members.members().get(step);
                yield member == null ? null : member.value();
            }
            case JsonValue.Items items -> items.items().get(Integer.parseInt(step));
            default -> null;
        };
    }

    /** The list that the configuration has sorted. */
    private static List<?> list(Object part, String member) {
        return switch (part) {
            case Configuration whole when member.equals("backstores") -> whole.backstores();
            case Configuration whole when member.equals("targets") -> whole.targets();
            case Target target when member.equals("portalGroups") -> target.portalGroups();
            case PortalGroup group when member.equals("portals") -> group.portals();
            case PortalGroup group when member.equals("luns") -> group.luns();
            case PortalGroup group when member.equals("acls") -> group.acls();
            case Acl acl when member.equals("mappedLuns") -> acl.mappedLuns();
            default -> null;
        };
    }
}

package dev.sluice.api.http;

import dev.sluice.api.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A request that a route has to answer.
 *
 * @param captured texts in the places of the braces of the route, in their order
 * @param query the parameters behind the question mark; the first of each name
 * @param ifNoneMatch the entity tag that the client has already, or null
 * @param body may be empty
 */
record ApiRequest(List<String> captured, Map<String, String> query, String ifNoneMatch, byte[] body) {
    boolean flag(String name) throws Refusal {
        String value = query.get(name);
        return switch (value) {
            case null -> false;
            case "true" -> true;
            case "false" -> false;
            default -> throw new Refusal(Refusal.Reason.NOT_UNDERSTOOD, name + " is true or false");
        };
    }

    /** Returns true if the client has the state of the entity tag (RFC 9110 13.1.2: the weak comparison). */
    boolean knows(String tag) {
        return ifNoneMatch != null
                && Arrays.stream(ifNoneMatch.split(","))
                        .map(String::strip)
                        .anyMatch(one -> one.equals("*") || one.equals(tag) || one.equals("W/" + tag));
    }

    int number(int index) throws Refusal {
        String text = captured.get(index);
        if (text.isEmpty() || text.length() > 9 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new Refusal(Refusal.Reason.NOT_FOUND, "'" + text + "' is not a number");
        }
        return Integer.parseInt(text);
    }
}

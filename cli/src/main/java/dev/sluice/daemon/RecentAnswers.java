package dev.sluice.daemon;

import dev.sluice.api.ChangeAnswer;
import dev.sluice.api.ChangeRequest;
import dev.sluice.api.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;

/** The answers to the last requests with an id: a repeated request gets the same answer. Used under the daemon's lock. */
final class RecentAnswers {
    private static final int MOST = 1024;
    private static final int MAX_ID = 64;

    private record Given(ChangeRequest request, ChangeAnswer answer) {}

    private final Map<String, Given> given = new LinkedHashMap<>();

    /**
     * The earlier answer to this request, or null.
     *
     * @throws Refusal if its id is not valid, or was that of another request
     */
    ChangeAnswer to(ChangeRequest request) throws Refusal {
        if (request.id() == null) {
            return null;
        }
        if (request.id().isEmpty() || request.id().length() > MAX_ID) {
            throw new Refusal(Refusal.Reason.INVALID, "the id of a request has 1 to " + MAX_ID + " characters");
        }
        Given before = given.get(request.id());
        if (before == null) {
            return null;
        }
        if (!before.request().equals(request)) {
            throw new Refusal(
                    Refusal.Reason.EXISTS,
                    "the id '" + request.id() + "' was that of another request: choose a new one for each");
        }
        return before.answer();
    }

    void remember(ChangeRequest request, ChangeAnswer answer) {
        if (request.id() != null) {
            given.put(request.id(), new Given(request, answer));
            if (given.size() > MOST) {
                given.remove(given.keySet().iterator().next());
            }
        }
    }
}

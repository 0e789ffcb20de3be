package dev.sluice.api.http;

import dev.sluice.api.Refusal;
import dev.sluice.text.Printable;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A refusal on the wire (RFC 9457).
 *
 * @param type always about:blank; {@code reason} has the type
 * @param title the reason in words
 * @param status the status code
 * @param detail the error and the remedy
 * @param reason {@link Refusal.Reason}, in lower case and with hyphens
 * @param problems the single mistakes, if there are several, or their places are known
 */
record ProblemDetails(
        String type, String title, int status, String detail, String reason, List<Refusal.Detail> problems) {
    static final String CONTENT_TYPE = "application/problem+json";

    static ProblemDetails of(Refusal refusal) {
        String reason = name(refusal.reason());
        return new ProblemDetails(
                "about:blank",
                reason.replace('-', ' '),
                refusal.reason().status(),
                Printable.lines(refusal.getMessage()),
                reason,
                refusal.details().stream()
                        .map(one -> new Refusal.Detail(
                                Printable.lines(one.pointer()),
                                one.line(),
                                one.column(),
                                Printable.lines(one.message())))
                        .toList());
    }

    /** The text of a reason in a problem. */
    static String name(Refusal.Reason reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The refusal, read by the client. */
    Refusal refusal() {
        return new Refusal(
                Arrays.stream(Refusal.Reason.values())
                        .filter(one -> name(one).equals(reason))
                        .findFirst()
                        .orElse(Refusal.Reason.FAILED),
                detail,
                problems == null ? List.of() : problems);
    }
}

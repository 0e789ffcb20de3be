package dev.sluice.config;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What holds of the identities of logical units. */
final class IdentityRules {
    /** SPC-4 7.8.17: what fits the page. */
    private static final int MAX_SERIAL = 252;

    private static final int MAX_VENDOR = 8;
    private static final int MAX_PRODUCT = 16;
    private static final int MAX_REVISION = 4;

    /** What leaves room for the other designators of the page. */
    private static final int MAX_T10 = 252;

    private final RuleFindings findings;
    private final Map<String, Backstore> serials;
    private final Map<String, Backstore> designators = new HashMap<>();

    IdentityRules(RuleFindings findings, int backstores) {
        this.findings = findings;
        this.serials = HashMap.newHashMap(backstores);
    }

    void check(Pointer at, Backstore backstore) {
        Identity identity = backstore.identity();
        if (identity == null) {
            return;
        }
        text(at.of("serial"), "a serial number", identity.serial(), MAX_SERIAL);
        text(at.of("vendor"), "a vendor identification", identity.vendor(), MAX_VENDOR);
        text(at.of("product"), "a product identification", identity.product(), MAX_PRODUCT);
        text(at.of("revision"), "a product revision level", identity.revision(), MAX_REVISION);
        naa(at.of("naa"), identity.naa());
        t10(at.of("t10"), identity.t10());
        if (backstore.type() == BackstoreType.PSCSI) {
            asItIs(at.of("naa"), identity.naa());
            asItIs(at.of("vendor"), identity.vendor());
            asItIs(at.of("product"), identity.product());
            asItIs(at.of("revision"), identity.revision());
            asItIs(at.of("t10"), identity.t10());
            return;
        }
        unique(at.of("serial"), "the serial number", identity.serial(), backstore, serials);
        unique(
                at.of("naa"),
                "the NAA designator",
                identity.naa() == null ? null : identity.naa().toLowerCase(Locale.ROOT),
                backstore,
                designators);
    }

    private void text(Pointer at, String what, String text, int most) {
        if (text != null && (text.isEmpty() || text.length() > most || !TextForms.isPrintable(text))) {
            findings.wrong(at, what + " is 1 to " + most + " printable ASCII characters");
        }
    }

    /** SPC-4 7.8.6.6: the first digit says the form, and that says the length. */
    private void naa(Pointer at, String naa) {
        if (naa == null) {
            return;
        }
        boolean right = TextForms.isHex(naa)
                && (naa.length() == 16 && "235".indexOf(naa.charAt(0)) >= 0
                        || naa.length() == 32 && naa.charAt(0) == '6');
        if (!right) {
            findings.wrong(
                    at,
                    "an NAA designator is 16 hexadecimal digits that begin with 2, 3 or 5, or 32 that begin with 6");
        }
    }

    private void t10(Pointer at, String t10) {
        if (t10 != null && (t10.length() <= MAX_VENDOR || t10.length() > MAX_T10 || !TextForms.isPrintable(t10))) {
            findings.wrong(
                    at,
                    "a T10 designator is " + (MAX_VENDOR + 1) + " to " + MAX_T10
                            + " printable ASCII characters, of which the vendor is the first " + MAX_VENDOR);
        }
    }

    private void asItIs(Pointer at, String value) {
        if (value != null) {
            findings.wrong(at, BackstoreRules.PASSED_THROUGH);
        }
    }

    private void unique(Pointer at, String what, String value, Backstore backstore, Map<String, Backstore> known) {
        Backstore other = value == null ? null : known.putIfAbsent(value, backstore);
        if (other != null) {
            findings.wrong(
                    at,
                    what + " is that of " + other.id()
                            + " already: initiators would take the two for one disk and damage both; write another, or leave"
                            + " it out");
        }
    }
}

package dev.sluice.config;

import dev.sluice.config.Credentials.Account;

/** The rules for CHAP users and secrets, RFC 7143 9.2.1 and 12.1. No message has a secret in it. */
final class CredentialRules {
    private static final int LEAST_SECRET = 12;
    private static final int MOST_SECRET = 255;
    private static final int MOST_NAME = 255;
    private static final int ID_DIGITS = 16;

    private CredentialRules() {}

    static void check(RuleFindings findings, Pointer at, Credentials credentials) {
        if (credentials.isEmpty()) {
            return;
        }
        Account mutual = credentials.mutual();
        for (int i = 0; i < credentials.users().size(); i++) {
            Account user = credentials.users().get(i);
            Pointer here = at.of("users").at(i);
            account(findings, here, user);
            if (mutual != null && isSame(user.password(), mutual.password())) {
                findings.wrong(
                        at.of("mutual").of("password"),
                        "this is the password of a user, too: whoever may log in must not be able to pass for the target;"
                                + " write another");
            }
        }
        if (mutual != null) {
            account(findings, at.of("mutual"), mutual);
            if (credentials.users().isEmpty()) {
                findings.odd(
                        at.of("mutual"),
                        "the target proves itself only to initiators that prove themselves, and there is no user: set userid"
                                + " and password");
            }
        }
    }

    private static void account(RuleFindings findings, Pointer at, Account account) {
        String name = account.userid();
        if (name != null && (name.isEmpty() || TextForms.bytes(name) > MOST_NAME || name.indexOf('\0') >= 0)) {
            findings.wrong(at.of("userid"), "a userid is 1 to " + MOST_NAME + " bytes without a zero byte");
        }
        if (name == null) {
            findings.odd(at, "a password without a userid proves nothing: set the userid");
        } else if (account.password() == null) {
            findings.odd(
                    at, "there is no password of " + TextForms.quoted(name) + ": nobody proves to be that; set it");
        }
        if (account.password() != null) {
            secret(findings, at.of("password"), account.password());
        }
    }

    private static void secret(RuleFindings findings, Pointer at, Secret secret) {
        switch (secret) {
            case Secret.Kept(String id, String text) -> {
                if (id == null && text == null) {
                    findings.wrong(at, "there is no password: write it, or leave this out");
                }
                if (id != null && (id.length() != ID_DIGITS || !TextForms.isHex(id))) {
                    findings.wrong(at.of("secret"), "a secret is named by 16 hexadecimal digits");
                }
                if (text != null && (TextForms.bytes(text) < LEAST_SECRET || TextForms.bytes(text) > MOST_SECRET)) {
                    findings.wrong(
                            at,
                            "a password is " + LEAST_SECRET + " to " + MOST_SECRET + " bytes, this one has "
                                    + TextForms.bytes(text) + ": a shorter one can be found by trying");
                }
            }
            case Secret.InFile(String path) -> {
                if (path == null) {
                    findings.wrong(at.of("file"), "the path of a file is needed");
                } else {
                    TextForms.checkPath(findings, at.of("file"), path);
                }
            }
            case Secret.Credential(String name) -> {
                if (!TextForms.isCredential(name)) {
                    findings.wrong(
                            at.of("credential"),
                            "a credential is named as by LoadCredential= of the service: printable ASCII without a slash");
                }
            }
        }
    }

    private static boolean isSame(Secret user, Secret target) {
        if (user instanceof Secret.Kept(String id, String text)
                && target instanceof Secret.Kept(String id2, String text2)) {
            return text != null && text.equals(text2) || id != null && id.equals(id2);
        }
        return user != null && user.equals(target);
    }
}

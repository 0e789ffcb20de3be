package dev.sluice.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.api.ChangeRequest;
import dev.sluice.api.Explanation;
import dev.sluice.api.Refusal;
import dev.sluice.config.Node;
import dev.sluice.config.change.Change;
import dev.sluice.config.change.CreateAcl;
import dev.sluice.config.change.CreateLun;
import dev.sluice.config.change.EnableGroup;
import dev.sluice.initiator.LoginFailed;
import dev.sluice.initiator.Session;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers of {@code sluice why}. */
class WhyTest extends DaemonFixture {
    private static final String STRANGER = "iqn.2026-11.com.example:stranger";

    @BeforeEach
    void serve() throws Refusal {
        force(target());
        force(ramdisk("a"), new CreateLun(GROUP, "ramdisk/a", null, null));
    }

    private void force(Change... changes) throws Refusal {
        daemon.change(new ChangeRequest(null, true, false, List.of(changes)));
    }

    private void assertFound(String about, String part) throws Refusal {
        Explanation reasons = daemon.why(about);
        assertTrue(
                reasons.findings().stream().anyMatch(finding -> finding.text().contains(part)),
                () -> part + " is not in " + reasons);
    }

    private void assertNow(String about, String part) throws Refusal {
        Explanation reasons = daemon.why(about);
        assertTrue(reasons.now().stream().anyMatch(text -> text.contains(part)), () -> part + " is not in " + reasons);
    }

    @Test
    void shouldSayWhyAnInitiatorDoesNotGetIn() throws Refusal {
        assertNow(TARGET, "has no ACL and is not in demo mode: nobody gets in");
        assertThrows(LoginFailed.class, () -> login(STRANGER));
        force(new CreateAcl(GROUP, INITIATOR, null));
        assertThrows(LoginFailed.class, () -> login(STRANGER));

        assertFound(STRANGER, STRANGER + " is not in the ACL of " + TARGET);
        assertFound(STRANGER, "(2 times, the first at ");
        assertFound("/iscsi/" + TARGET, "was refused a login");
        assertNow(STRANGER, "No portal group has an ACL of " + STRANGER);
        assertNow(INITIATOR, INITIATOR + " has an ACL in " + GROUP);
        assertEquals(List.of(), daemon.why(TARGET).now());
    }

    @Test
    void shouldSayWhoIsThereAndWhatWasDone() throws Refusal {
        force(new CreateAcl(GROUP, INITIATOR, null));
        try (Session session = login(INITIATOR)) {
            String number = String.valueOf(session.tsih());
            assertNow(number, "Session " + number + ": " + INITIATOR + " is logged in to " + TARGET);
            assertFound(number, "logged in to " + TARGET);
            assertFound(new Node.OneAcl(GROUP, INITIATOR).toString(), "is created");
            assertFound(new Node.OneAcl(GROUP, INITIATOR).toString(), "logged in to " + TARGET);
            force(new EnableGroup(GROUP, false));
        }

        assertFound(GROUP.toString(), "An administrator's change: " + GROUP + " is changed");
        assertFound(TARGET, "ended:");
        assertFound("ramdisk/a", "/backstores/ramdisk/a is created");
        assertFound("/iscsi/" + TARGET + "/tpg1/luns/lun0", "/backstores/ramdisk/a is created");
        assertNow(TARGET, "is disabled: nobody gets in");
        assertTrue(daemon.why("/").findings().size() > 3);
    }

    @Test
    void shouldRefuseAPathThatCannotBe() {
        assertEquals(
                Refusal.Reason.INVALID,
                assertThrows(Refusal.class, () -> daemon.why("/nothing/of/it")).reason());
    }
}

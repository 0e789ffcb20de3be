package dev.sluice.iscsi.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.testing.Seed;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A login answers any bytes within its bounds or fails with a status. */
class LoginFuzzTest {
    private static final String[] KEYS = {
        "InitiatorName",
        "InitiatorAlias",
        "TargetName",
        "SessionType",
        "AuthMethod",
        "HeaderDigest",
        "DataDigest",
        "MaxConnections",
        "SendTargets",
        "TargetAlias",
        "TargetAddress",
        "TargetPortalGroupTag",
        "InitialR2T",
        "ImmediateData",
        "MaxRecvDataSegmentLength",
        "MaxBurstLength",
        "FirstBurstLength",
        "DefaultTime2Wait",
        "DefaultTime2Retain",
        "MaxOutstandingR2T",
        "DataPDUInOrder",
        "DataSequenceInOrder",
        "ErrorRecoveryLevel",
        "TaskReporting",
        "iSCSIProtocolLevel",
        "IFMarker",
        "OFMarker",
        "IFMarkInt",
        "OFMarkInt",
        "CHAP_A",
        "X-a",
        "",
    };
    private static final String[] VALUES = {
        "Yes",
        "No",
        "None",
        "CRC32C",
        "CRC32C,None",
        "CHAP,None",
        "",
        "0",
        "1",
        "2",
        "511",
        "512",
        "8192",
        "65536",
        "16777215",
        "16777216",
        "-1",
        "0x",
        "0x200",
        "4294967808",
        "Discovery",
        "Normal",
        "All",
        Dialogue.INITIATOR,
        Dialogue.TARGET,
        Dialogue.STRANGER,
        "Reject",
        "NotUnderstood",
        "Irrelevant",
        "\u00e4\ud83d",
        "=",
        ",",
        "~",
    };

    @Test
    void shouldAnswerWithinBoundsOrRefuse() {
        Random random = Seed.random("login fuzz");
        int logins = 0;
        int refusals = 0;
        for (int round = 0; round < 40_000; round++) {
            Dialogue dialogue = new Dialogue(random.nextBoolean() ? Dialogue.LIMITS : TargetLimits.DEFAULT);
            boolean polite = random.nextInt(4) != 0;
            int stage = polite ? random.nextInt(2) : random.nextInt(4);
            try {
                boolean last = false;
                for (int i = 0; i < 8 && !last; i++) {
                    LoginRequest request = request(random, stage, polite, i == 0);
                    LoginAnswer answer = dialogue.handle(request);
                    check(request, answer);
                    stage = answer.transit() ? answer.nextStage() : stage;
                    last = answer.isLast();
                }
                if (last) {
                    logins++;
                    check(dialogue.result(), dialogue.connection());
                }
            } catch (LoginFailure e) {
                refusals++;
                assertTrue(e.getMessage().length() < 1000, e.getMessage());
            }
        }
        assertTrue(logins > 100, "logins: " + logins);
        assertTrue(refusals > 100, "refusals: " + refusals);
    }

    private static LoginRequest request(Random random, int stage, boolean polite, boolean first) {
        boolean transit = random.nextBoolean();
        boolean more = !(polite && transit) && random.nextInt(5) == 0;
        int next = polite ? (stage == 0 && random.nextBoolean() ? 1 : 3) : random.nextInt(4);
        byte[] text;
        if (!polite && random.nextInt(4) == 0) {
            text = new byte[random.nextInt(8193)];
            random.nextBytes(text);
        } else {
            String[] pairs = first && (polite || random.nextBoolean()) ? Dialogue.NORMAL : new String[0];
            for (int i = random.nextInt(4); i > 0; i--) {
                pairs = Dialogue.with(pairs, pick(random, KEYS) + "=" + pick(random, VALUES));
            }
            text = Dialogue.text(pairs);
        }
        if (polite || random.nextInt(10) != 0) {
            return Dialogue.request(transit, more, stage, next, text);
        }
        return new LoginRequest(
                transit,
                more,
                stage,
                next,
                random.nextInt(2),
                random.nextLong() >>> 16,
                random.nextInt(2),
                1,
                1,
                1,
                text);
    }

    private static String pick(Random random, String[] from) {
        return from[random.nextInt(from.length)];
    }

    private static void check(LoginRequest request, LoginAnswer answer) {
        assertTrue(answer.text().length <= LoginNegotiation.MAX_TEXT);
        assertEquals(request.transit(), answer.transit());
        assertEquals(request.currentStage(), answer.currentStage());
        assertEquals(request.transit() ? request.nextStage() : 0, answer.nextStage());
        assertTrue(!request.more() || answer.text().length == 0);
        Dialogue.keys(answer);
    }

    private static void check(SessionParameters agreed, ConnectionParameters connection) {
        assertTrue(IscsiName.isValid(agreed.initiatorName()));
        assertEquals(agreed.discovery() ? "" : Dialogue.TARGET, agreed.targetName());
        assertTrue(connection.initiatorMaxRecvDataSegmentLength() >= 512);
        assertTrue(connection.initiatorMaxRecvDataSegmentLength() <= 16777215);
        assertTrue(agreed.maxBurstLength() >= 512 && agreed.maxBurstLength() <= 16777215);
        assertTrue(agreed.firstBurstLength() >= 512 && agreed.firstBurstLength() <= agreed.maxBurstLength());
        assertTrue(agreed.maxOutstandingR2T() >= 1 && agreed.maxOutstandingR2T() <= 8);
    }
}

package dev.sluice.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/backstores",
                "/backstores/block",
                "/backstores/fileio/disk.1",
                "/iscsi",
                "/iscsi/iqn.2026-11.com.example:disk1",
                "/iscsi/iqn.2026-11.com.example:disk1/tpg1",
                "/iscsi/iqn.2026-11.com.example:disk1/tpg1/luns",
                "/iscsi/iqn.2026-11.com.example:disk1/tpg1/luns/lun12",
                "/iscsi/iqn.2026-11.com.example:disk1/tpg1/acls/iqn.1990-07.com.redhat:f1fe809fef89",
                "/iscsi/iqn.2026-11.com.example:disk1/tpg1/acls/iqn.1990-07.com.redhat:f1fe809fef89/mapped_lun0",
                "/iscsi/iqn.2026-11.com.example:disk1/tpg1/portals/0.0.0.0:3260",
                "/iscsi/iqn.2026-11.com.example:disk1/tpg1/portals/[::]:3260",
                "/sessions/7"
            })
    void shouldComeBackFromItsPath(String path) {
        Node node = Node.parse(path);
        assertEquals(path, node.toString());
        if (!(node instanceof Node.Root)) {
            assertEquals(node, node.parent().child(node.label()), "its parent leads back");
        }
    }

    @Test
    void shouldForgiveSlashesTooManyAndNumbersAlone() {
        assertEquals(Node.parse("/iscsi/iqn.x/tpg1/luns/lun3"), Node.parse("//iscsi/iqn.x/1/luns/3/"));
    }

    @ParameterizedTest
    @CsvSource({
        "iscsi, write /iscsi",
        "/iscsii, there are backstores",
        "/backstores/disk, there are block",
        "/iscsi/iqn.x/tpgx, write tpgN",
        "/iscsi/iqn.x/tpg1/lun, there are luns",
        "/iscsi/iqn.x/tpg99999999999, write tpgN",
        "/backstores/block/a/b, nothing below"
    })
    void shouldSayWhatThereIsWhenAPathIsWrong(String path, String advice) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> Node.parse(path));
        assertTrue(refused.getMessage().contains(advice), refused.getMessage());
    }
}

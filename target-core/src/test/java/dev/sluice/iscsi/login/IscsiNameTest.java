package dev.sluice.iscsi.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7143 4.2.7. */
class IscsiNameTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "iqn.2001-04.com.example",
                "iqn.2001-04.com.example:storage:diskarrays-sn-a8675309",
                "iqn.1991-05.com.microsoft:host.example.com",
                "iqn.1998-01.com.vmware:esx1-4f2e8b10",
                "iqn.2008-11.org.linux-kvm",
                "eui.02004567A425678D",
                "naa.52004567BA64678D",
                "naa.62004567BA64678D0123456789ABCDEF"
            })
    void shouldKnowNamesOfTheThreeTypes(String name) {
        assertTrue(IscsiName.isValid(name));
        assertTrue(IscsiName.isWellFormed(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "disk",
                "iqn.",
                "iqn.2001-13.com.example",
                "iqn.01-04.com.example",
                "eui.02004567A425678",
                "eui.02004567A425678G",
                "naa.52004567BA64678",
                "",
                "iqn.2001-04.com.example:two words",
                "iqn.2001-04.com.example:a/b"
            })
    void shouldRefuseATargetNameThatIsNotWellFormed(String name) {
        assertFalse(IscsiName.isWellFormed(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\tb", "a\0b", "a\nb", "a\u007fb", "a\u009bb", "a,b", "a/b", "a=b", "a%b"})
    void shouldRefuseNamesWithForbiddenCharacters(String name) {
        assertFalse(IscsiName.isValid(name));
    }

    /** 4.2.7.1: at most 223 bytes, as UTF-8. */
    @Test
    void shouldBoundTheLengthInBytes() {
        assertTrue(IscsiName.isValid("a".repeat(223)));
        assertFalse(IscsiName.isValid("a".repeat(224)));
        assertTrue(IscsiName.isValid("\u00e4".repeat(111)));
        assertFalse(IscsiName.isValid("\u00e4".repeat(112)));
    }

    @Test
    void shouldMakeTextFitForALog() {
        assertEquals("a?b?c", IscsiName.printable("a\nb\u009bc"));
        assertEquals(223, IscsiName.printable("x".repeat(5000)).length());
    }
}

package dev.sluice.iscsi.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
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

    /** RFC 3722, 5 and 6; RFC 3454, B.1 and C.1 to C.9. */
    @ParameterizedTest
    @ValueSource(
            ints = {
                ' ', '!', '#', '/', ';', '@', '[', '`', '~', 0xa0, 0xad, 0x34f, 0x340, 0x200b, 0x200d, 0x200e, 0x2028,
                0x202e, 0x2060, 0x2066, 0x2ff0, 0x3000, 0x3002, 0xd800, 0xe000, 0xfdd0, 0xfe0f, 0xfeff, 0xfffd, 0xff0f,
                0xff20, 0x1d173, 0xe0001, 0xf0000, 0x5d0, 0x627
            })
    void shouldRefuseNamesWithCharactersThatStringprepProhibits(int codePoint) {
        String name = "iqn.2001-04.com.example:a" + Character.toString(codePoint) + "b";
        assertFalse(IscsiName.isValid(name), () -> "U+" + Integer.toHexString(codePoint));
        assertFalse(IscsiName.isWellFormed(name));
    }

    @Test
    void shouldTakeLettersOfEveryLanguage() {
        for (String name : List.of("größe", "容量", "диск", "host_1", "Ａ", "שלום")) {
            assertTrue(IscsiName.isValid(name.equals("שלום") ? name : "iqn.2001-04.com.example:" + name), name);
        }
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
        assertEquals("a\\u000ab\\u009bc", IscsiName.printable("a\nb\u009bc"));
        assertEquals("x".repeat(223) + "…", IscsiName.printable("x".repeat(5000)));
    }
}

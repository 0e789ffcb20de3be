package dev.sluice.config;

import dev.sluice.config.setting.Setting;
import dev.sluice.config.setting.SettingEffect;
import dev.sluice.config.setting.SettingTable;
import dev.sluice.config.setting.ValueType;

/**
 * The names that tell a logical unit from every other and stay with it wherever its data go. Null stands for the default of each.
 *
 * @param serial the unit serial number (SPC-4 7.8.17)
 * @param naa the NAA designator (SPC-4 7.8.6.6) in hexadecimal digits
 * @param vendor the T10 vendor identification
 * @param product the product identification
 * @param revision the product revision level
 * @param t10 the designator of type T10 vendor ID (SPC-4 7.8.6.4)
 */
public record Identity(String serial, String naa, String vendor, String product, String revision, String t10) {
    /** The most characters that the page has room for, SPC-4 7.8.17. */
    private static final int MAX_SERIAL = 252;

    /** SPC-4 6.6.2 */
    private static final int MAX_VENDOR = 8;

    /** The most characters that leave room for the other designators of the page. */
    private static final int MAX_T10 = 252;

    public static final Setting<String> SERIAL = Setting.of(
                    "serial",
                    ValueType.printable(1, MAX_SERIAL),
                    SettingEffect.RECREATION,
                    "unit serial number (SPC-4 7.8.17), in printable ASCII; generated when a backstore is created")
            .named("unit_serial")
            .called("a serial number")
            .usuallyAs("made at creation");

    /** The NAA designator, SPC-4 7.8.6.6: its first digit gives its format, and the format gives its length. */
    public static final Setting<String> NAA = Setting.of(
                    "naa",
                    ValueType.form(
                            "^([235][0-9A-Fa-f]{15}|6[0-9A-Fa-f]{31})$",
                            "16 hexadecimal digits that begin with 2, 3 or 5, or 32 that begin with 6"),
                    SettingEffect.RECREATION,
                    "NAA designator (SPC-4 7.8.6.6): 16 hexadecimal digits that begin with 2, 3 or 5, or 32 that begin with 6;"
                            + " by default derived from the serial number")
            .named("naa")
            .called("an NAA designator")
            .usuallyAs("made from the serial number");

    public static final Setting<String> VENDOR = Setting.of(
                    "vendor",
                    ValueType.printable(1, MAX_VENDOR),
                    SettingEffect.RECREATION,
                    "T10 vendor identification, in printable ASCII")
            .named("vendor_id")
            .called("a vendor identification")
            .usually("SLUICE");

    public static final Setting<String> PRODUCT = Setting.of(
                    "product",
                    ValueType.printable(1, 16),
                    SettingEffect.RECREATION,
                    "product identification, in printable ASCII")
            .named("product_id")
            .called("a product identification")
            .usually("DISK");

    public static final Setting<String> REVISION = Setting.of(
                    "revision",
                    ValueType.printable(1, 4),
                    SettingEffect.RECREATION,
                    "product revision level, in printable ASCII")
            .named("product_revision")
            .called("a product revision level")
            .usually("0001");

    public static final Setting<String> T10 = Setting.of(
                    "t10",
                    ValueType.printable(
                            MAX_VENDOR + 1,
                            MAX_T10,
                            (MAX_VENDOR + 1) + " to " + MAX_T10
                                    + " printable ASCII characters, of which the vendor is the first " + MAX_VENDOR),
                    SettingEffect.RECREATION,
                    "designator of type T10 vendor ID (SPC-4 7.8.6.4), in printable ASCII: 8 characters of vendor, then its own;"
                            + " by default derived from vendor, product and serial number")
            .called("a T10 designator");

    public static final SettingTable<Identity> SETTINGS =
            SettingTable.of(Identity.class, SERIAL, NAA, VENDOR, PRODUCT, REVISION, T10);

    /** An identity of which nothing is set. */
    public static final Identity NONE = SETTINGS.usual();

    public static Identity ofSerial(String serial) {
        return NONE.with(SERIAL, serial);
    }

    /** Returns true if nothing is set. */
    boolean isNone() {
        return serial == null && naa == null && vendor == null && product == null && revision == null && t10 == null;
    }

    /** The same with another value; null for its default. */
    public <V> Identity with(Setting<V> setting, V value) {
        return SETTINGS.with(this, setting, value);
    }
}

package dev.sluice.scsi.unit;

import java.util.HexFormat;

/**
 * The parameters that initiators have saved with a logical unit; immutable.
 *
 * @param modes null where none are saved
 * @param identifier the peripheral device identifying information, in hexadecimal; empty if none was set
 * @param text the peripheral device text identifying information; empty if none was set
 */
public record SavedParameters(UnitModes modes, String identifier, String text) {
    public static final SavedParameters NONE = new SavedParameters(null, "", "");

    public SavedParameters {
        HexFormat.of().parseHex(identifier);
        text.length();
    }

    public SavedParameters withModes(UnitModes value) {
        return new SavedParameters(value, identifier, text);
    }

    public SavedParameters withIdentifier(String value) {
        return new SavedParameters(modes, value, text);
    }

    public SavedParameters withText(String value) {
        return new SavedParameters(modes, identifier, value);
    }
}

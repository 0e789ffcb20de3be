package dev.sluice.config;

import dev.sluice.config.setting.Setting;
import java.util.List;

/**
 * A setting that some backstores do not have.
 *
 * @param setting the setting
 * @param onlyOn true of a flag that may be set to off
 * @param reason the reason, and the advice, in words
 */
public record MemberRefusal(Setting<?> setting, boolean onlyOn, String reason) {
    static final String PASSED_THROUGH = "a device that is passed through is shown as it is: leave it out";
    static final String NO_IMAGE = "a CD or DVD drive needs an image: make the backstore one of type fileio";

    private static final String READS_ONLY = "a CD or DVD drive only reads, blocks of 2048: leave it out";

    /** The settings that a CD or DVD drive does not have. */
    public static final List<MemberRefusal> OF_DRIVE = List.of(
            of(Backstore.SIZE, "a disc has the size of its image: leave it out"),
            of(Backstore.BLOCK_SIZE, READS_ONLY),
            of(Backstore.WRITE_CACHE, READS_ONLY),
            ofOn(Backstore.THIN, READS_ONLY),
            of(Backstore.PROTECTION, READS_ONLY));

    static MemberRefusal of(Setting<?> setting, String reason) {
        return new MemberRefusal(setting, false, reason);
    }

    /** A flag that cannot be on. */
    static MemberRefusal ofOn(Setting<Boolean> setting, String reason) {
        return new MemberRefusal(setting, true, reason);
    }

    /** True where a setting cannot have that value, which is not null. */
    boolean concerns(Setting<?> other, Object value) {
        return setting.equals(other) && (!onlyOn || value.equals(true));
    }
}

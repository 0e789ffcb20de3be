package dev.sluice.scsi.log;

import dev.sluice.scsi.page.PageBytes;

/**
 * A parameter of a log page, in the format of a binary list; SPC-4 7.3.2.
 *
 * @param code the parameter code
 * @param value at most 255 bytes
 */
record LogParameter(int code, PageBytes value) {
    /** FORMAT AND LINKING: a list, which is not saved and cannot be set. */
    private static final int BINARY_LIST = 0x03;

    void write(PageBytes out) {
        out.u16(code).u8(BINARY_LIST).u8(value.length()).bytes(value.toArray());
    }
}

package dev.sluice.io.open;

import java.io.IOException;

/** A device that cannot be opened. The message says what, where, why, and what to do. */
public final class DeviceOpenException extends IOException {
    private static final long serialVersionUID = 1;

    public DeviceOpenException(String message) {
        super(message);
    }

    public DeviceOpenException(String message, Throwable cause) {
        super(message, cause);
    }
}

package dev.sluice.initiator;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The bytes of a connection. One thread sends; it or one other receives. */
public interface ByteStream {
    /** The bytes from the target; a read that finds none in time throws {@link java.net.SocketTimeoutException}. */
    InputStream input() throws IOException;

    /** The bytes to the target. */
    OutputStream output() throws IOException;

    /** Sets the time that a read waits, 0 for ever. */
    void readTimeout(int millis) throws IOException;

    /** True where a thread has to read, so that the target is not held up while a test does something else. */
    boolean needsReader();

    /** Ends the connection as a host that crashes does. */
    void reset() throws IOException;

    /** Ends the connection. */
    void close() throws IOException;
}

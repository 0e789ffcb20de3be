/**
 * Small files that outlive a crash of the program or of the machine.
 *
 * <p>Used by those who keep state or configuration, each file by one thread at a time; never on an event loop, since it waits for the
 * storage. Knows nothing of what is in the files.
 */
package dev.sluice.io.file;

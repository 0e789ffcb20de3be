/**
 * The configuration of tgt, the target in user space, as tgt-admin reads it: {@code targets.conf} and the files that it includes.
 *
 * <p>Called by the command {@code import tgt}, on any one thread. Reads files; asks no tgtd.
 */
package dev.sluice.migrate.tgt;

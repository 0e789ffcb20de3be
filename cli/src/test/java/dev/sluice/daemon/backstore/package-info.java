/** Tests of {@code dev.sluice.daemon.backstore}. */
package dev.sluice.daemon.backstore;

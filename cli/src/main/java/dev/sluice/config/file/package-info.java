/**
 * Configurations as files: JSON read strictly and written in one form only, the secrets' own file, and the versions that were saved.
 *
 * <p>Used by the daemon, which is the only writer, and by commands that check a file. Any thread but where a class says otherwise. Knows
 * neither server nor network.
 */
package dev.sluice.config.file;

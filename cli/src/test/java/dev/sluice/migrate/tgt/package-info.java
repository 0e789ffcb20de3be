/** Tests with files that tgt-admin read and wrote. */
package dev.sluice.migrate.tgt;

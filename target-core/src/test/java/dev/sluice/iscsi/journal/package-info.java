/** Tests of the journal alone. */
package dev.sluice.iscsi.journal;

/**
 * Vital product data and mode pages (SPC-4 7.5 and 7.8, SBC-3 6.5 and 6.6), as bytes.
 *
 * <p>INQUIRY and MODE SENSE ask for them, on any thread; pages are made from what the logical unit is and have no state.
 * They know no task.
 */
package dev.sluice.scsi.page;

package dev.sluice.scsi.unit;

/** The commands that a logical unit knows. The unit keeps them for the device server, whose table of commands this is. */
public interface CommandSet {}

package dev.sluice.scsi;

/** In which order a task wants to be carried out; SAM-5 8.6. */
public enum TaskAttribute {
    SIMPLE,
    ORDERED,
    HEAD_OF_QUEUE,
    ACA
}

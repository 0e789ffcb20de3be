package dev.sluice.scsi;

/** Waits for the turn of a task that must not be carried out yet; SAM-5 8.5. */
final class Dormant extends Activity {
    static final ActivityType<Dormant> TYPE = new ActivityType<>(Dormant.class, Dormant::new);

    private Dormant() {}

    @Override
    protected void abort() {
        rest();
    }
}

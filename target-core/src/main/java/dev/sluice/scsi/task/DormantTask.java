package dev.sluice.scsi.task;

/** Waits for the turn of a task that must not be carried out yet; SAM-5 8.5. */
final class DormantTask extends Activity {
    static final ActivityType<DormantTask> TYPE = new ActivityType<>(DormantTask.class, DormantTask::new);

    private DormantTask() {}

    @Override
    void turnCame() {
        DeviceServer.enable(task());
    }

    @Override
    protected void abort() {
        rest();
    }
}

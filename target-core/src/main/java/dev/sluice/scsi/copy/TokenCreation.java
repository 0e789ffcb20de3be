package dev.sluice.scsi.copy;

import dev.sluice.scsi.Activity;
import dev.sluice.scsi.ActivityType;
import dev.sluice.scsi.AtomicSection;
import dev.sluice.scsi.MediumWatch;
import dev.sluice.scsi.sense.AdditionalSense;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.sense.SenseKey;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Makes a token: waits until no write is under way in its ranges, and has every later one noted. */
final class TokenCreation extends Activity {
    static final ActivityType<TokenCreation> TYPE = new ActivityType<>(TokenCreation.class, TokenCreation::new);

    private List<BlockRange> ranges;
    private long timeoutNanos;
    private CopyOperation operation;
    private MediumWatch watch;
    private AtomicSection section;

    private TokenCreation() {}

    void start(List<BlockRange> whatItRepresents, int timeoutSeconds, CopyOperation progress) {
        ranges = whatItRepresents;
        timeoutNanos = TimeUnit.SECONDS.toNanos(timeoutSeconds);
        operation = progress;
        operation.began(this::stop);
        watch = BlockRange.watch(ranges);
        section =
                AtomicSection.enter(task().channel(), watch.start(), watch.end() - watch.start(), false, this::entered);
    }

    private void entered() {
        long length = BlockRange.sum(ranges);
        long identifier = TokenBytes.newIdentifier();
        byte[] bytes = TokenBytes.of(task().unitNexus(), identifier, length);
        long now = System.nanoTime();
        RodToken token = new RodToken(identifier, bytes, ranges, watch, timeoutNanos, now);
        RodTokens tokens = RodTokens.of(task().unit());
        boolean added = tokens.add(token, now);
        section.leave();
        section = null;
        if (added) {
            tokens.watchExpiry(token, task().loop());
            operation.made(bytes, length);
            end(null);
        } else {
            end(RodToken.problem(AdditionalSense.INSUFFICIENT_RESOURCES_TO_CREATE_ROD_TOKEN));
        }
    }

    private void end(SenseData why) {
        CopyOperation ended = operation;
        operation = null;
        ranges = null;
        watch = null;
        if (section != null) {
            section.leave();
            section = null;
        }
        ended.ended(why);
        if (task().isAbortRequested()) {
            rest();
        } else if (why == null) {
            succeed();
        } else {
            fail(why);
        }
    }

    private void stop() {
        operation.stopped();
        end(SenseData.of(SenseKey.COPY_ABORTED, AdditionalSense.NO_ADDITIONAL_SENSE_INFORMATION));
    }

    @Override
    protected void abort() {
        stop();
    }
}

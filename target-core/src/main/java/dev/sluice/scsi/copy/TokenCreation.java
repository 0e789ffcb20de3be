package dev.sluice.scsi.copy;

import dev.sluice.scsi.atomic.AtomicSection;
import dev.sluice.scsi.sense.AdditionalSense;
import dev.sluice.scsi.sense.SenseData;
import dev.sluice.scsi.sense.SenseKey;
import dev.sluice.scsi.task.Activity;
import dev.sluice.scsi.task.ActivityType;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Makes a token: waits until no write is under way in its ranges, one after the other, and has every later one noted. So nobody waits
 * for what is under way between two ranges. What changes in one while another is waited for revokes the token.
 */
final class TokenCreation extends Activity {
    static final ActivityType<TokenCreation> TYPE = new ActivityType<>(TokenCreation.class, TokenCreation::new);

    private List<BlockRange> ranges;
    private long timeoutNanos;
    private CopyOperation operation;
    private RodToken token;
    private int current;
    private AtomicSection section;

    private TokenCreation() {}

    void start(List<BlockRange> whatItRepresents, int timeoutSeconds, CopyOperation progress) {
        ranges = whatItRepresents;
        timeoutNanos = TimeUnit.SECONDS.toNanos(timeoutSeconds);
        operation = progress;
        operation.began(this::stop);
        token = null;
        current = 0;
        goOn();
    }

    /** Waits for the next range, or ends. */
    private void goOn() {
        if (current < ranges.size()) {
            BlockRange range = ranges.get(current);
            section =
                    AtomicSection.enter(task().loopUnit().gate(), range.offset(), range.length(), false, this::entered);
        } else if (token != null || begin()) {
            tokens().watchExpiry(token, task().loop());
            operation.made(token.bytes(), BlockRange.sum(ranges));
            end(null);
        } else {
            end(tooMany());
        }
    }

    private void entered() {
        boolean begun = token != null || begin();
        leave();
        if (begun) {
            current++;
            goOn();
        } else {
            end(tooMany());
        }
    }

    /** All its ranges are watched from now on. */
    private boolean begin() {
        long identifier = TokenBytes.newIdentifier();
        byte[] bytes = TokenBytes.of(task().unitNexus(), identifier, BlockRange.sum(ranges));
        long now = task().loop().nowNanos();
        RodToken made = new RodToken(identifier, bytes, ranges, BlockRange.watch(ranges), timeoutNanos, now);
        if (!tokens().add(made, task().unitNexus().portNexus(), now)) {
            return false;
        }
        token = made;
        return true;
    }

    private RodTokens tokens() {
        return RodTokens.of(task().unit());
    }

    private static SenseData tooMany() {
        return RodToken.problem(AdditionalSense.INSUFFICIENT_RESOURCES_TO_CREATE_ROD_TOKEN);
    }

    private void leave() {
        if (section != null) {
            AtomicSection left = section;
            section = null;
            left.leave();
        }
    }

    private void end(SenseData why) {
        CopyOperation ended = operation;
        leave();
        if (why != null && token != null) {
            tokens().remove(token);
        }
        operation = null;
        ranges = null;
        token = null;
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

package dev.sluice.scsi.log;

import dev.sluice.io.device.SpaceUse;
import dev.sluice.scsi.page.PageBytes;
import dev.sluice.scsi.unit.LogicalUnit;
import dev.sluice.scsi.unit.SpaceThresholds;
import dev.sluice.scsi.unit.UnitStatistics;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;

/** The log pages except page 00h, which lists them. */
final class LogPages {
    private record Page(int code, Predicate<LogicalUnit> offered, Function<LogicalUnit, List<LogParameter>> content)
            implements LogPage {
        @Override
        public boolean isOfferedBy(LogicalUnit unit) {
            return offered.test(unit);
        }

        @Override
        public List<LogParameter> parameters(LogicalUnit unit) {
            return content.apply(unit);
        }
    }

    private static final int AVAILABLE_RESOURCES = 0x0001;
    private static final int USED_RESOURCES = 0x0002;

    /** SCOPE: the resources are this unit's alone, or shared with others. */
    private static final int DEDICATED = 1;

    private static final int SHARED = 2;

    private static final int UNKNOWN_TEMPERATURE = 0xFF;

    private static final int STATISTICS = 0x0001;
    private static final int IDLE_TIME = 0x0002;
    private static final int TIME_INTERVAL = 0x0003;

    /** Time intervals of the statistics are microseconds: 1 * 10^-6 s. */
    private static final int NEGATIVE_EXPONENT = 6;

    /** By ascending codes. */
    static final List<LogPage> ALL = List.of(
            new Page(0x0C, LogicalUnit::hasSpaceThresholds, LogPages::provisioning),
            new Page(0x0D, unit -> unit.storage().temperature().isPresent(), LogPages::temperature),
            new Page(0x15, unit -> true, LogPages::backgroundScan),
            new Page(0x19, unit -> true, LogPages::generalStatistics),
            new Page(0x2F, unit -> true, LogPages::informationalExceptions));

    private LogPages() {}

    /** SBC-3 6.4.4. */
    private static List<LogParameter> provisioning(LogicalUnit unit) {
        SpaceUse use = unit.storage().spaceUse();
        List<LogParameter> parameters = new ArrayList<>();
        if (use != null) {
            parameters.add(resources(AVAILABLE_RESOURCES, SpaceThresholds.sets(use.availableBytes()), SHARED));
            parameters.add(resources(USED_RESOURCES, SpaceThresholds.sets(use.usedBytes()), DEDICATED));
        }
        return parameters;
    }

    private static LogParameter resources(int code, long count, int scope) {
        return new LogParameter(code, new PageBytes().u32(count).u8(scope).zeros(3));
    }

    /** SPC-4 7.3.21. */
    private static List<LogParameter> temperature(LogicalUnit unit) {
        return List.of(
                new LogParameter(0, new PageBytes().u8(0).u8(celsius(unit))),
                new LogParameter(1, new PageBytes().u8(0).u8(UNKNOWN_TEMPERATURE)));
    }

    private static int celsius(LogicalUnit unit) {
        return Math.clamp(unit.storage().temperature().orElse(UNKNOWN_TEMPERATURE), 0, UNKNOWN_TEMPERATURE);
    }

    /** Nothing scans the medium in the background; SBC-3 6.4.2. */
    private static List<LogParameter> backgroundScan(LogicalUnit unit) {
        long minutes = TimeUnit.MILLISECONDS.toMinutes(
                ManagementFactory.getRuntimeMXBean().getUptime());
        return List.of(new LogParameter(0, new PageBytes().u32(minutes).zeros(8)));
    }

    /** SPC-4 7.3.9. */
    private static List<LogParameter> generalStatistics(LogicalUnit unit) {
        UnitStatistics counted = unit.statistics().join();
        long readMicros = TimeUnit.NANOSECONDS.toMicros(counted.readNanos());
        long writeMicros = TimeUnit.NANOSECONDS.toMicros(counted.writeNanos());
        return List.of(
                new LogParameter(
                        STATISTICS,
                        new PageBytes()
                                .u64(counted.reads())
                                .u64(counted.writes())
                                .u64(counted.writtenBlocks())
                                .u64(counted.readBlocks())
                                .u64(readMicros)
                                .u64(writeMicros)
                                .u64(counted.reads() + counted.writes())
                                .u64(readMicros + writeMicros)),
                new LogParameter(IDLE_TIME, new PageBytes().u64(TimeUnit.NANOSECONDS.toMicros(counted.idleNanos()))),
                new LogParameter(
                        TIME_INTERVAL, new PageBytes().u32(NEGATIVE_EXPONENT).u32(1)));
    }

    /** None to report, and the temperature where it is known; SPC-4 7.3.10. */
    private static List<LogParameter> informationalExceptions(LogicalUnit unit) {
        return List.of(
                new LogParameter(0, new PageBytes().u16(0).u8(celsius(unit)).u8(UNKNOWN_TEMPERATURE)));
    }
}

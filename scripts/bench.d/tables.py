"""Medians of the rounds, as Markdown tables, and the bars."""
from statistics import median

# row: (IOPS at least so many times tgt's, CPU µs per I/O at most, or a quarter of tgt's where that is less)
BARS = {
    "ram 4 KiB read, 32 deep": (3.6, 4.5),
    "ram 4 KiB read, 128 deep": (3.6, 3.8),
    "ram 4 KiB write, 32 deep": (2.1, 7.5),
    "ram 64 KiB read, 16 deep": (4.8, 11),
    "ram 64 KiB write, 16 deep": (5.0, 14),
    "ram 256 KiB read, 8 deep": (4.8, 50),
    "ram 256 KiB write, 8 deep": (5.5, 45),
    "iscsi-perf 4 KiB read, 32 deep": (3.6, 4.5),
    "iscsi-perf 4 KiB read, 128 deep": (3.6, 3.8),
    "iscsi-perf 64 KiB read, 16 deep": (4.8, 11),
    "iscsi-perf 256 KiB read, 8 deep": (4.8, 50),
}
# row: part of the rate of fio's io_uring engine
FILE_BARS = {"file 4 KiB read, 32 deep": 0.9, "file 4 KiB read, 128 deep": 0.9, "file 4 KiB write, 32 deep": 1.0,
             "file 64 KiB read, 16 deep": 1.0}
COLUMNS = (("iops", "IOPS", "{:,.0f}"), ("cpu_us_per_io", "CPU µs", "{:.2f}"), ("core_us_per_io", "core µs", "{:.2f}"),
           ("p50_us", "p50 µs", "{:.1f}"), ("p99_us", "p99 µs", "{:.1f}"), ("p999_us", "p99.9 µs", "{:.1f}"),
           ("heap_bytes_per_io", "heap B", "{:.2f}"))


def median_of(results, row, server, figure):
    """None where the row was not measured."""
    values = [f[figure] for _, r, s, f in results if r == row and s == server and f and f.get(figure) is not None]
    return median(values) if values else None


def last(results, row, server):
    found = [f for _, r, s, f in results if r == row and s == server and f]
    return found[-1] if found else {}


def ratio(a, b):
    return a / b if a is not None and b else None


def bars(results):
    """[(words, met)] of the bars whose rows were measured."""
    found = []
    for row, (times, most) in BARS.items():
        rate = ratio(median_of(results, row, "sluice", "iops"), median_of(results, row, "tgt", "iops"))
        cpu, peer = (median_of(results, row, s, "cpu_us_per_io") for s in ("sluice", "tgt"))
        if rate is not None:
            found.append((f"{row}: {rate:.2f} × tgt's IOPS, at least {times}", rate >= times))
        if cpu is not None and peer:
            limit = min(most, peer / 4)
            found.append((f"{row}: {cpu:.2f} µs of CPU per I/O, at most {limit:.2f}", cpu <= limit))
    for row, part in FILE_BARS.items():
        rate = ratio(median_of(results, row, "sluice", "iops"), median_of(results, row, "fio", "iops"))
        if rate is not None:
            found.append((f"{row}: {rate:.2f} of fio's io_uring rate, at least {part}", rate >= part))
    for row in dict.fromkeys(r[1] for r in results):
        for server in ("sluice",):
            p50, p999 = (median_of(results, row, server, f) for f in ("p50_us", "p999_us"))
            if "half of its rate" in row and p50:
                found.append((f"{row}: p99.9 is {p999 / p50:.1f} × p50, under 4", p999 < 4 * p50))
    for reads, digests in (("ram 4 KiB read, 32 deep", "ram 4 KiB read, 32 deep, digests"),
                           ("ram 64 KiB read, 16 deep", "ram 64 KiB read, 16 deep, digests")):
        rate = ratio(median_of(results, digests, "sluice", "iops"), median_of(results, reads, "sluice", "iops"))
        if rate is not None:
            found.append((f"{digests}: {rate:.2f} of the rate without, at least 0.75", rate >= 0.75))
    mixed, reads = (median_of(results, f"ram 4 KiB {a}, 32 deep", "sluice", "cpu_us_per_io") for a in ("70/30", "read"))
    if mixed and reads:
        found.append((f"ram 4 KiB 70/30, 32 deep: {mixed / reads:.2f} of the reads' CPU, at most 1.05",
                      mixed <= 1.05 * reads))
    return found


def report(results, names, options):
    """The Markdown text, and True where a bar is missed; --quick checks none."""
    heading = ["row", "server", *(c[1] for c in COLUMNS), "× tgt's IOPS", "× tgt's CPU", "× the floor's CPU"]
    lines = ["| " + " | ".join(heading) + " |", "|" + "---|" * len(heading)]
    for row in dict.fromkeys(r[1] for r in results):
        for server in (*names, "fio"):
            if median_of(results, row, server, "iops") is None:
                continue
            cells = [row, server]
            for figure, _, form in COLUMNS:
                value = median_of(results, row, server, figure)
                cells.append("" if value is None else form.format(value))
            for figure, peer in (("iops", "tgt"), ("cpu_us_per_io", "tgt"), ("cpu_us_per_io", "floor")):
                value = ratio(median_of(results, row, server, figure), median_of(results, row, peer, figure))
                cells.append("" if value is None else f"{value:.2f}")
            lines.append("| " + " | ".join(cells) + " |")
    checked = [] if options.quick else bars(results)
    if checked:
        lines += ["", "| bar | |", "|---|---|"]
        lines += [f"| {words} | {'met' if met else 'MISSED'} |" for words, met in checked]
    return "\n".join(lines) + "\n", not all(met for _, met in checked)

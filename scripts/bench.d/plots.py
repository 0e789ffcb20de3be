"""Line charts in SVG."""
from html import escape

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 360, 70, 110, 36, 46
COLOURS = {"sluice": "#0b6e4f", "tgt": "#c8553d", "istgt": "#8a6d3b", "spdk": "#3b5fc0", "floor": "#888888"}


def number(value):
    for limit, unit in ((1e6, "M"), (1e3, "k")):
        if value >= limit:
            return f"{value / limit:g}{unit}"
    return f"{value:g}"


def ticks(most):
    step = 10 ** (len(str(int(most))) - 1) if most >= 1 else most / 4
    while most / step > 6:
        step *= 2
    while most / step < 3:
        step /= 2
    return [step * i for i in range(int(most / step) + 1)]


def chart(path, title, x_title, y_title, series, x_labels=None):
    """Writes a chart. series: name -> [(x, y)]; x is spaced evenly by rank, with its value as the label."""
    series = {n: [p for p in points if p[1] is not None] for n, points in series.items()}
    series = {n: points for n, points in series.items() if points}
    xs = sorted({x for points in series.values() for x, _ in points})
    if not xs:
        return False
    most = max(y for points in series.values() for _, y in points) * 1.05 or 1
    px = {x: LEFT + (WIDTH - LEFT - RIGHT) * (i / max(1, len(xs) - 1)) for i, x in enumerate(xs)}

    def py(y):
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * y / most

    def text(x, y, words, anchor="middle", more=""):
        return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{more}>{escape(words)}</text>'

    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
             'font-size="11">', f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
             text(WIDTH / 2, 20, title, more=' font-size="14"'),
             text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, x_title),
             text(14, HEIGHT / 2, y_title, more=f' transform="rotate(-90 14 {HEIGHT / 2})"')]
    for y in ticks(most):
        lines.append(f'<path d="M{LEFT} {py(y):.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>')
        lines.append(text(LEFT - 6, py(y) + 4, number(y), "end"))
    for x in xs:
        lines.append(text(px[x], HEIGHT - BOTTOM + 16, (x_labels or {}).get(x, number(x))))
    for i, (name, points) in enumerate(series.items()):
        colour = COLOURS.get(name, "#555")
        path_data = "L".join(f"{px[x]:.1f} {py(y):.1f}" for x, y in sorted(points))
        lines.append(f'<path d="M{path_data}" fill="none" stroke="{colour}" stroke-width="2"/>')
        lines += [f'<circle cx="{px[x]:.1f}" cy="{py(y):.1f}" r="3" fill="{colour}"/>' for x, y in points]
        lines.append(text(WIDTH - RIGHT + 12, TOP + 12 + 18 * i, name, "start", f' fill="{colour}" font-size="13"'))
    with open(path, "w") as f:
        f.write("\n".join(lines) + "\n</svg>\n")
    return True

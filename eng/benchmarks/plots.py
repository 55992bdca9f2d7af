"""Plots as SVG. The colours are of middle tone and the ground is left out, so that they are legible on light and on dark."""
import math
from xml.sax.saxutils import escape

INK, GRID = "#76808a", "#9aa4ae"
COLOURS = ["#2f81f7", "#d9822b", "#2da44e", "#bf5bd6", "#e5534b", "#1b9aaa", "#a68a00", "#8b6cef"]
WIDTH, FONT = 880, "font-family='system-ui, sans-serif'"


class Drawing:
    def __init__(self, height, title, subtitle):
        self.height, self.parts, self.title = height, [], title
        self.text(16, 26, title, size=16, weight=600)
        self.text(16, 46, subtitle, size=12)

    def text(self, x, y, text, size=12, anchor="start", weight=400, colour=INK):
        self.parts.append(f"<text x='{x:.1f}' y='{y:.1f}' font-size='{size}' font-weight='{weight}' fill='{colour}' "
                          f"text-anchor='{anchor}'>{escape(text)}</text>")

    def line(self, x1, y1, x2, y2, colour=GRID, width=1.0, dash="", opacity=0.35):
        dashes = f" stroke-dasharray='{dash}'" if dash else ""
        self.parts.append(f"<line x1='{x1:.1f}' y1='{y1:.1f}' x2='{x2:.1f}' y2='{y2:.1f}' stroke='{colour}' "
                          f"stroke-width='{width}' stroke-opacity='{opacity}'{dashes}/>")

    def curve(self, points, colour, dash=""):
        dashes = f" stroke-dasharray='{dash}'" if dash else ""
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        self.parts.append(f"<polyline points='{path}' fill='none' stroke='{colour}' stroke-width='2'{dashes}/>")
        self.parts += [f"<circle cx='{x:.1f}' cy='{y:.1f}' r='3' fill='{colour}'/>" for x, y in points]

    def bar(self, x, y, width, height, colour):
        self.parts.append(f"<rect x='{x:.1f}' y='{y:.1f}' width='{max(width, 1):.1f}' height='{height}' rx='2' fill='{colour}'/>")

    def write(self, path):
        head = f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {self.height}' width='{WIDTH}' height='{self.height}' {FONT} role='img'>"
        path.write_text("\n".join([head, f"<title>{escape(self.title)}</title>", *self.parts, "</svg>"]) + "\n", encoding="utf-8")


def decades(low, high):
    return [10.0 ** power for power in range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)]


def curves(path, title, subtitle, series, x_label, y_label):
    """Both axes logarithmic. series: label, colour, dash, points. x_label and y_label turn a number into the text of a tick."""
    left, right, top, bottom, height = 76, 236, 68, 44, 480
    xs = sorted({x for *_, points in series for x, _ in points})
    ticks = decades(min(y for *_, points in series for _, y in points), max(y for *_, points in series for _, y in points))
    span = math.log10(xs[-1] / xs[0]) or 1
    at_x = lambda x: left + math.log10(x / xs[0]) / span * (WIDTH - left - right)
    at_y = lambda y: height - bottom - math.log10(y / ticks[0]) / math.log10(ticks[-1] / ticks[0]) * (height - top - bottom)
    drawing = Drawing(height, title, subtitle)
    for tick in ticks:
        drawing.line(left, at_y(tick), WIDTH - right, at_y(tick))
        drawing.text(left - 8, at_y(tick) + 4, y_label(tick), anchor="end")
    for x in xs:
        drawing.line(at_x(x), top, at_x(x), height - bottom)
        drawing.text(at_x(x), height - bottom + 20, x_label(x), anchor="middle")
    labels = []
    for label, colour, dash, points in series:
        placed = [(at_x(x), at_y(y)) for x, y in sorted(points)]
        drawing.curve(placed, colour, dash)
        labels.append((placed[-1][1], label, colour))
    y = top - 16
    labels.sort()
    for index, (wanted, label, colour) in enumerate(labels):
        below = (len(labels) - 1 - index) * 16
        y = max(y + 16, min(wanted, height - bottom - below))
        drawing.text(WIDTH - right + 12, y + 4, label, colour=colour, weight=600)
    drawing.write(path)


def bars(path, title, subtitle, groups, aims=(), low=0.0):
    """groups: a heading, and rows of label, value, text, index of the colour. aims: value and label, drawn across all. Logarithmic where the
    bars begin at a low above 0, else linear."""
    left, right, top, row, gap = 210, 190, 68, 20, 14
    values = [value for _, rows in groups for _, value, *_ in rows]
    high = max(max(values), *(value for value, _ in aims), low * 1.01)
    height = top + sum(gap + row * (len(rows) + 1) for _, rows in groups) + 10
    share = (lambda v: math.log(v / low) / math.log(high / low)) if low else (lambda v: v / high)
    at = lambda v: left + max(0.0, share(v)) * (WIDTH - left - right)
    drawing = Drawing(height, title, subtitle)
    for value, label in aims:
        drawing.line(at(value), top - 4, at(value), height - 10, colour=COLOURS[4], width=1.5, dash="5 4", opacity=0.9)
        drawing.text(at(value) + 5, top + 2, label, size=11, colour=COLOURS[4])
    y = top
    for heading, rows in groups:
        y += gap + row
        drawing.text(16, y - 5, heading, weight=600)
        for label, value, text, colour in rows:
            drawing.text(left - 8, y + 13, label, anchor="end")
            drawing.bar(left, y + 2, at(value) - left, row - 5, COLOURS[colour % len(COLOURS)])
            drawing.text(at(value) + 6, y + 13, text)
            y += row
    drawing.write(path)

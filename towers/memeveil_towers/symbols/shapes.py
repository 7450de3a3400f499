"""Shapes as masks: symbols of hatred, what looks like them, and what else stands where they stand.

A mask is 'L', SIZE x SIZE: 255 where the shape is. Coordinates run from -1 to 1, y downwards.
"""

import math
import random
from collections.abc import Callable
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

SIZE = 256
Point = tuple[float, float]


class Shape(NamedTuple):
    """What to draw; `symbol` where it stands for hatred; `inks` are the colours it may have, any where empty."""

    name: str
    draw: Callable[[random.Random], Image.Image]
    symbol: bool
    inks: tuple[str, ...] = ()


def _blank() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    mask = Image.new("L", (SIZE, SIZE))
    return mask, ImageDraw.Draw(mask)


def _place(x: float, y: float) -> Point:
    return SIZE / 2 * (1 + 0.92 * x), SIZE / 2 * (1 + 0.92 * y)


def _strokes(paths: list[list[Point]], width: float, square: bool = True) -> Image.Image:
    """Lines through points, `width` of the whole wide; square ends reach half a width further."""
    mask, draw = _blank()
    half = width / 2
    for path in paths:
        for (x0, y0), (x1, y1) in zip(path, path[1:], strict=False):
            length = math.hypot(x1 - x0, y1 - y0)
            along = ((x1 - x0) / length * half, (y1 - y0) / length * half)
            across = (-along[1], along[0])
            reach = along if square else (0, 0)
            corners = [
                (x0 - reach[0] + across[0], y0 - reach[1] + across[1]),
                (x1 + reach[0] + across[0], y1 + reach[1] + across[1]),
                (x1 + reach[0] - across[0], y1 + reach[1] - across[1]),
                (x0 - reach[0] - across[0], y0 - reach[1] - across[1]),
            ]
            draw.polygon([_place(*corner) for corner in corners], fill=255)
    return mask


# cosine and sine of no turn, and of one, two and three quarters
QUARTERS = ((1, 0), (0, 1), (-1, 0), (0, -1))


def _turned(path: list[Point], cos: float, sin: float) -> list[Point]:
    return [(x * cos - y * sin, x * sin + y * cos) for x, y in path]


def _polygons(polygons: list[list[Point]]) -> Image.Image:
    mask, draw = _blank()
    for polygon in polygons:
        draw.polygon([_place(*point) for point in polygon], fill=255)
    return mask


def _hooked_cross(rng: random.Random, left: bool = False, hand: float = 0.0, thin: bool = False) -> Image.Image:
    """Arms bent to the right as seen from the centre, or to the left; `hand` is how much a hand's lines stray."""
    width = rng.uniform(0.1, 0.2) if thin else rng.uniform(0.28, 0.42)
    end = 1 - width / 2
    hook = end * (rng.uniform(0.75, 1) if rng.random() < 0.5 else 1)
    paths = []
    for turn in range(4):
        path = _turned([(0.0, 0.0), (0.0, -end), (-hook if left else hook, -end)], *QUARTERS[turn])
        paths.append([(x + rng.uniform(-hand, hand), y + rng.uniform(-hand, hand)) for x, y in path])
    return _strokes(paths, width)


def _nazi_cross(rng: random.Random) -> Image.Image:
    # on its tip three times out of four, as on the flag
    return _hooked_cross(rng).rotate(45 if rng.random() < 0.75 else 0, Image.Resampling.BICUBIC)


def _outlined_cross(rng: random.Random) -> Image.Image:
    """The cross of aircraft and banners: its edge alone."""
    whole = _nazi_cross(rng)
    share = rng.uniform(0.72, 0.82)
    inner = whole.resize((int(SIZE * share),) * 2).crop((0, 0, int(SIZE * share), int(SIZE * share)))
    at = (SIZE - inner.width) // 2
    whole.paste(0, (at, at), inner)
    return whole


def _scrawled_cross(rng: random.Random) -> Image.Image:
    """By hand, thin; those who scrawl mix up the direction, and then it stands on its tip."""
    left = rng.random() < 0.3
    mask = _hooked_cross(rng, left=left, hand=0.09, thin=True)
    return mask.rotate(45 + rng.uniform(-12, 12) if left else rng.choice([0, 45]) + rng.uniform(-12, 12))


def _runes(rng: random.Random) -> Image.Image:
    """The two sig runes of the SS."""
    width, lean = rng.uniform(0.2, 0.34), rng.uniform(0.1, 0.25)
    path = [(lean + 0.05, -1), (-0.28, 0.12), (0.28, -0.12), (-lean - 0.05, 1)]
    gap = rng.uniform(0.42, 0.52)
    return _strokes([[(x * 0.9 + dx, y * 0.9) for x, y in path] for dx in (-gap, gap)], width)


def _black_sun(rng: random.Random) -> Image.Image:
    rays = []
    inner, middle = rng.uniform(0.22, 0.34), 0.66
    for k in range(12):
        a = k * math.pi / 6
        rays.append([(r * math.cos(a + d), r * math.sin(a + d)) for r, d in ((inner, 0), (middle, 0), (0.92, 0.38))])
    mask = _strokes(rays, rng.uniform(0.08, 0.12), square=False)
    draw = ImageDraw.Draw(mask)
    for radius in (1, inner):
        draw.ellipse([*_place(-radius, -radius), *_place(radius, radius)], outline=255, width=rng.randint(8, 14))
    return mask


def _manji(rng: random.Random) -> Image.Image:
    """As temples and maps have it: upright, to the left."""
    return _hooked_cross(rng, left=True)


def _dotted_swastika(rng: random.Random) -> Image.Image:
    """As Hindu and Jain homes have it: upright, to the right, a dot in each quarter, often round arms."""
    mask = _hooked_cross(rng, thin=rng.random() < 0.6)
    draw = ImageDraw.Draw(mask)
    radius = rng.uniform(0.07, 0.12)
    for x in (-0.48, 0.48):
        for y in (-0.48, 0.48):
            draw.ellipse([*_place(x - radius, y - radius), *_place(x + radius, y + radius)], fill=255)
    return mask


def _star(points: int, inner: float):
    def draw(rng: random.Random) -> Image.Image:
        radii = [1 if k % 2 == 0 else inner for k in range(2 * points)]
        return _polygons(
            [[(r * math.sin(k * math.pi / points), -r * math.cos(k * math.pi / points)) for k, r in enumerate(radii)]]
        )

    return draw


def _cross(rng: random.Random) -> Image.Image:
    bar = rng.choice([0, 0, -0.4])
    return _strokes([[(0, -0.9), (0, 0.9)], [(-0.8, bar), (0.8, bar)]], rng.uniform(0.15, 0.5))


def _saltire(rng: random.Random) -> Image.Image:
    return _cross(rng).rotate(45)


def _letters(rng: random.Random) -> Image.Image:
    mask, draw = _blank()
    text = rng.choice(
        ["S", "Z", "H", "N", "X", "SS", "A", "T", "K", "M", "B", "R", "88", "#", "+", "5", "7", "LH", "EL"]
    )
    name = rng.choice(["LiberationSans-Bold.ttf", "DejaVuSans-Bold.ttf", "LiberationSerif-Bold.ttf"])
    font = ImageFont.truetype(name, 250 if len(text) == 1 else 160)
    draw.text((SIZE / 2, SIZE / 2), text, 255, font, anchor="mm")
    return mask


def _signs(rng: random.Random) -> Image.Image:
    mask, draw = _blank()
    sign = rng.choice("☮☯☢☣♻⚡★☪✝✡☭⚓✚✖❄❀♥♣♠▲●■⌘∞§&@%→⇄☀☂⚙⚛⚜✂✿❖⬢⭐⌛⚽")
    draw.text((SIZE / 2, SIZE / 2), sign, 255, ImageFont.truetype("DejaVuSans.ttf", 240), anchor="mm")
    return mask


def _panes(rng: random.Random) -> Image.Image:
    """Four panes, as Windows has them, some of them slanted."""
    gap, slant = rng.uniform(0.03, 0.12), rng.choice([0, 0.15, 0.25])
    return _polygons(
        [
            [(x0, y0 + slant * x0), (x1, y0 + slant * x1), (x1, y1 + slant * x1), (x0, y1 + slant * x0)]
            for x0, x1 in ((-0.8, -gap), (gap, 0.8))
            for y0, y1 in ((-0.8, -gap), (gap, 0.8))
        ]
    )


def _pinwheel(rng: random.Random) -> Image.Image:
    blades = []
    for k in range(4):
        a = k * math.pi / 2
        blades.append(
            [
                (r * math.cos(a + d), r * math.sin(a + d))
                for r, d in ((0, 0), (0.95, 0), (0.75, rng.choice([0.6, 0.75])))
            ]
        )
    return _polygons(blades)


def _meander(rng: random.Random) -> Image.Image:
    """A Greek key: bent lines in a row."""
    key = [(0, 1), (0, -1), (1, -1), (1, 0.4), (0.45, 0.4), (0.45, -0.3)]
    count = rng.randint(2, 4)
    step = 2 / count
    paths = [[(-1 + step * (k + 0.75 * x), 0.5 * y) for x, y in key] for k in range(count)]
    return _strokes(paths, step * 0.14)


def _maze(rng: random.Random) -> Image.Image:
    mask, draw = _blank()
    n = rng.randint(6, 12)
    cell = SIZE / n
    for row in range(n):
        for column in range(n):
            if rng.random() < 0.5:
                draw.rectangle([column * cell, row * cell, (column + 1) * cell, (row + 1) * cell], fill=255)
    return mask


def _bolt(rng: random.Random) -> Image.Image:
    """One bolt of lightning."""
    return _polygons([[(0.25, -1), (-0.6, 0.15), (-0.05, 0.15), (-0.3, 1), (0.6, -0.2), (0.05, -0.2), (0.55, -1)]])


def _crescent(rng: random.Random) -> Image.Image:
    mask, draw = _blank()
    draw.ellipse([*_place(-0.9, -0.7), *_place(0.5, 0.7)], fill=255)
    draw.ellipse([*_place(-0.55, -0.55), *_place(0.6, 0.55)], fill=0)
    star = _star(5, 0.4)(rng).resize((SIZE // 4, SIZE // 4))
    mask.paste(255, (int(SIZE * 0.66), int(SIZE * 0.38)), star)
    return mask


def _disc(rng: random.Random) -> Image.Image:
    mask, draw = _blank()
    draw.ellipse([*_place(-0.9, -0.9), *_place(0.9, 0.9)], fill=255 if rng.random() < 0.5 else 0, outline=255, width=22)
    return mask


def _triskele(rng: random.Random) -> Image.Image:
    """Three bent legs, as on the flag of the Isle of Man."""
    paths = []
    for k in range(3):
        a = k * 2 * math.pi / 3
        paths.append([(r * math.cos(a + d), r * math.sin(a + d)) for r, d in ((0, 0), (0.6, 0), (0.9, 0.7))])
    return _strokes(paths, rng.uniform(0.16, 0.26))


def _turned_strokes(paths: list[list[Point]], turns: int, width: float, square: bool) -> Image.Image:
    """`paths` as often as it takes to go round, each time turned on."""
    turned = []
    for k in range(turns):
        angle = 2 * math.pi * k / turns
        turned += [_turned(path, math.cos(angle), math.sin(angle)) for path in paths]
    return _strokes(turned, width, square)


def _mark(rng: random.Random) -> Image.Image:
    """Any mark: a few bent strokes, once or turned round. Four arms with one bend, which are hooked, are left out."""
    turns = rng.choice([1, 1, 2, 2, 3, 3, 4, 5, 6, 8])
    bends = rng.choice([0, 2, 3]) if turns == 4 else rng.choice([0, 1, 2, 3])
    paths = []
    for _ in range(rng.choice([1, 1, 2]) if turns > 1 else rng.randint(2, 5)):
        points = [(0.0, 0.0) if turns > 1 and rng.random() < 0.6 else (rng.uniform(-1, 1), rng.uniform(-1, 1))]
        while len(points) < bends + 2:
            point = (rng.uniform(-1, 1), rng.uniform(-1, 1))
            if math.dist(point, points[-1]) > 0.3:
                points.append(point)
        paths.append(points)
    mask = _turned_strokes(paths, turns, rng.uniform(0.08, 0.34), rng.random() < 0.7)
    if rng.random() < 0.2:
        ImageDraw.Draw(mask).ellipse([*_place(-1, -1), *_place(1, 1)], outline=255, width=rng.randint(6, 22))
    return mask.rotate(rng.choice([0, 45, rng.uniform(0, 360)]))


def _spoilt_cross(rng: random.Random) -> Image.Image:
    """Four arms that make no hooked cross: a hook is missing, bent the other way, or all are bent like a T."""
    width = rng.uniform(0.15, 0.4)
    end = 1 - width / 2
    kind = rng.choice(["missing", "other way", "bars", "inward"])
    hooks = {
        "missing": [1, 1, 0, 0],
        "other way": [1, -1, 1, -1],
        "bars": [1, 1, 1, 1],
        "inward": [1, 0, 1, 0],
    }[kind]
    paths = []
    for turn, hook in enumerate(hooks):
        path = [(0.0, 0.0), (0.0, -end)] + ([(hook * end, -end)] if hook else [])
        if kind == "bars":
            path = [(0.0, 0.0), (0.0, -end), (-end * 0.7, -end), (end * 0.7, -end)]
        paths.append(_turned(path, *QUARTERS[turn]))
    return _strokes(paths, width).rotate(rng.choice([0, 45, rng.uniform(-20, 20)]))


TEMPLE_INKS = ("gold", "firebrick", "darkorange", "red", "saddlebrown", "crimson")
SYMBOLS = [
    Shape("cross", _nazi_cross, True),
    Shape("outlined cross", _outlined_cross, True),
    Shape("scrawled cross", _scrawled_cross, True),
    Shape("runes", _runes, True),
    Shape("black sun", _black_sun, True),
]
HELD_OUT_SYMBOLS = {"outlined cross"}
SACRED = [
    Shape("manji", _manji, False, TEMPLE_INKS),
    Shape("dotted swastika", _dotted_swastika, False, TEMPLE_INKS),
]
HARMLESS = [
    Shape("cross and bar", _cross, False),
    Shape("saltire", _saltire, False),
    Shape("letters", _letters, False),
    Shape("signs", _signs, False),
    Shape("five points", _star(5, 0.4), False),
    Shape("six points", _star(6, 0.58), False),
    Shape("panes", _panes, False),
    Shape("pinwheel", _pinwheel, False),
    Shape("maze", _maze, False),
    Shape("meander", _meander, False),
    Shape("bolt", _bolt, False),
    Shape("crescent", _crescent, False),
    Shape("disc", _disc, False),
    Shape("spoilt cross", _spoilt_cross, False),
    Shape("triskele", _triskele, False),
]
# drawn as often as all others together: of any mark there is no end
MARK = Shape("mark", _mark, False)
HELD_OUT_HARMLESS = {"six points", "pinwheel", "meander", "triskele"}

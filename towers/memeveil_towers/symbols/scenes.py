"""Puts shapes where they stand in pictures: flags, armbands, walls, skin, badges, screens, banners, pages."""

import random
from typing import NamedTuple

from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter, ImageOps, ImageStat

from .shapes import HARMLESS, HELD_OUT_HARMLESS, HELD_OUT_SYMBOLS, MARK, SACRED, SIZE, SYMBOLS, Shape

Colour = tuple[int, int, int]
NAZI_FIELDS: list[Colour] = [(200, 16, 30), (170, 20, 28), (221, 0, 0), (140, 10, 20)]
WHITE, BLACK = (244, 242, 236), (16, 14, 16)
SACRED_SHARE = 0.12  # of the pictures with a harmless shape or none
PLAIN_SHARE = 0.2  # of them without any shape
MARK_SHARE = 0.5  # of the other harmless shapes that the training draws
LEAST_CHANGE = 14  # of 255, mean over a shape's box: what is fainter nobody would see


class Drawn(NamedTuple):
    """A picture; `box` (left, top, right, bottom) as shares of its size, None where no shape was drawn."""

    picture: Image.Image
    symbol: bool
    box: tuple[float, float, float, float] | None
    shape: str
    scene: str


def _any_colour(rng: random.Random) -> Colour:
    return rng.randrange(256), rng.randrange(256), rng.randrange(256)


def _ink(shape: Shape, rng: random.Random, usual: list[Colour]) -> Colour:
    if shape.inks:
        return ImageDraw.ImageColor.getrgb(rng.choice(shape.inks)) if rng.random() < 0.85 else rng.choice(usual)
    return rng.choice(usual) if rng.random() < 0.8 else _any_colour(rng)


def _on_field(shape: Shape, field: Image.Image, disc: float, rng: random.Random, tilt: float) -> Image.Image:
    """`shape` in the middle of `field`, on a disc of that share of its height, if any."""
    width, height = field.size
    draw = ImageDraw.Draw(field)
    radius = height * disc / 2
    middle = (width / 2, height / 2)
    ground = WHITE if rng.random() < 0.8 else _any_colour(rng)
    if disc:
        draw.ellipse(
            [middle[0] - radius, middle[1] - radius, middle[0] + radius, middle[1] + radius],
            fill=ground,
            outline=_any_colour(rng) if rng.random() < 0.15 else None,
        )
    side = int(radius * 2 * rng.uniform(0.6, 0.78) if disc else height * rng.uniform(0.55, 0.9))
    mask = shape.draw(rng).rotate(tilt, Image.Resampling.BICUBIC).resize((side, side), Image.Resampling.LANCZOS)
    ink = _ink(shape, rng, [BLACK, BLACK, (60, 10, 10), (30, 30, 60)])
    if not disc and sum(abs(a - b) for a, b in zip(ink, field.getpixel((1, 1))[:3], strict=True)) < 150:
        ink = WHITE
    field.paste(ink, (int(middle[0] - side / 2), int(middle[1] - side / 2)), mask)
    return field.convert("RGBA")


def _field_colour(rng: random.Random) -> Colour:
    return rng.choice(NAZI_FIELDS) if rng.random() < 0.6 else _any_colour(rng)


def _flag(shape: Shape, rng: random.Random) -> Image.Image:
    field = Image.new("RGB", (int(SIZE * rng.uniform(0.8, 1.7)), SIZE), _field_colour(rng))
    if rng.random() < 0.2:
        draw = ImageDraw.Draw(field)
        for y in (0.2, 0.6):
            draw.rectangle([0, SIZE * y, field.width, SIZE * (y + 0.2)], fill=_any_colour(rng))
    return _waved(_on_field(shape, field, rng.choice([0, 0.7, 0.8, 0.9]), rng, rng.uniform(-5, 5)), rng)


def _banner(shape: Shape, rng: random.Random) -> Image.Image:
    field = Image.new("RGB", (SIZE, int(SIZE * rng.uniform(1.6, 2.4))), _field_colour(rng))
    middle = _on_field(shape, Image.new("RGB", (SIZE, SIZE), field.getpixel((0, 0))), 0.85, rng, 0)
    out = field.convert("RGBA")
    out.paste(middle, (0, (field.height - SIZE) // 3))
    return out


def _armband(shape: Shape, rng: random.Random) -> Image.Image:
    field = Image.new("RGB", (int(SIZE * rng.uniform(1.2, 1.9)), SIZE), _field_colour(rng))
    band = _on_field(shape, field, rng.choice([0, 0.75, 0.85]), rng, rng.uniform(-8, 8))
    return _shaded(band, rng)


def _wall(shape: Shape, rng: random.Random) -> Image.Image:
    """Sprayed: soft, uneven, without a ground."""
    mask = shape.draw(rng).filter(ImageFilter.GaussianBlur(rng.uniform(1, 5)))
    speckle = Image.frombytes("L", (SIZE, SIZE), rng.randbytes(SIZE * SIZE)).point(lambda v: min(255, 90 + v))
    return _inked(ImageChops.multiply(mask, speckle), _ink(shape, rng, [BLACK, (180, 20, 20), WHITE, (20, 30, 120)]))


def _skin(shape: Shape, rng: random.Random) -> Image.Image:
    """A tattoo: dark, blueish, let through by the skin below."""
    mask = shape.draw(rng).filter(ImageFilter.GaussianBlur(rng.uniform(0.5, 2.5)))
    share = rng.uniform(0.55, 0.85)
    return _inked(mask.point(lambda v: int(v * share)), _ink(shape, rng, [(35, 40, 55), (25, 45, 40), BLACK]))


def _badge(shape: Shape, rng: random.Random) -> Image.Image:
    badge = Image.new("RGBA", (SIZE, SIZE))
    draw = ImageDraw.Draw(badge)
    draw.ellipse(
        [2, 2, SIZE - 2, SIZE - 2], fill=_field_colour(rng), outline=_any_colour(rng), width=rng.randint(4, 20)
    )
    side = int(SIZE * rng.uniform(0.5, 0.68))
    mask = shape.draw(rng).resize((side, side), Image.Resampling.LANCZOS)
    badge.paste(_ink(shape, rng, [BLACK, WHITE, (200, 170, 60)]), ((SIZE - side) // 2,) * 2, mask)
    return badge


def _page(shape: Shape, rng: random.Random) -> Image.Image:
    """Drawn with lines, as in a cartoon or on paper."""
    mask = shape.draw(rng)
    if rng.random() < 0.4:
        edge = mask.filter(ImageFilter.FIND_EDGES).filter(ImageFilter.MaxFilter(5))
        return _inked(edge, _ink(shape, rng, [BLACK]))
    return _inked(mask, _ink(shape, rng, [BLACK, BLACK, WHITE, (120, 20, 20)]))


def _metal(shape: Shape, rng: random.Random) -> Image.Image:
    """Pressed from metal: light from one side."""
    mask = shape.draw(rng)
    light = ImageChops.offset(mask, -4, -4)
    out = _inked(mask, _ink(shape, rng, [(150, 150, 155), (190, 160, 80), (110, 105, 100)]))
    out.alpha_composite(_inked(ImageChops.subtract(light, mask), (235, 235, 225)))
    return out


SCENES = {
    "flag": _flag,
    "banner": _banner,
    "armband": _armband,
    "wall": _wall,
    "page": _page,
    "skin": _skin,
    "badge": _badge,
    "metal": _metal,
}
HELD_OUT_SCENES = {"banner", "skin"}


def _inked(mask: Image.Image, ink: Colour) -> Image.Image:
    out = Image.new("RGBA", mask.size, ink)
    out.putalpha(mask)
    return out


def _waved(patch: Image.Image, rng: random.Random) -> Image.Image:
    """Each third higher or lower than its neighbour, and darker folds."""
    width, height = patch.size
    lift = [rng.uniform(-0.06, 0.06) * height for _ in range(4)]
    mesh = []
    for k in range(3):
        box = (k * width // 3, 0, (k + 1) * width // 3, height)
        mesh.append(
            (box, (box[0], lift[k], box[0], height + lift[k], box[2], height + lift[k + 1], box[2], lift[k + 1]))
        )
    return _shaded(patch.transform(patch.size, Image.Transform.MESH, mesh, Image.Resampling.BILINEAR), rng)


def _shaded(patch: Image.Image, rng: random.Random) -> Image.Image:
    gradient = Image.linear_gradient("L").rotate(rng.choice([0, 90, 180, 270])).resize(patch.size)
    low = rng.uniform(0.35, 0.9)
    gradient = gradient.point(lambda v: int(255 * low + v * (1 - low)))
    shaded = ImageChops.multiply(patch.convert("RGB"), Image.merge("RGB", [gradient] * 3)).convert("RGBA")
    shaded.putalpha(patch.getchannel("A"))
    return shaded


def _turned(patch: Image.Image, rng: random.Random) -> Image.Image:
    """Seen from the side, and tilted."""
    width, height = patch.size
    ends = [(0, 0, -1, -1), (0, height, -1, 1), (width, height, 1, 1), (width, 0, 1, -1)]
    corners = [
        place
        for x, y, out, down in ends
        for place in (x + out * rng.uniform(0, 0.16) * width, y + down * rng.uniform(0, 0.16) * height)
    ]
    seen = patch.transform(patch.size, Image.Transform.QUAD, corners, Image.Resampling.BILINEAR)
    return seen.rotate(rng.gauss(0, 9), Image.Resampling.BILINEAR, expand=True)


def _put(ground: Image.Image, patch: Image.Image, rng: random.Random) -> tuple[float, float, float, float]:
    """Lays `patch` somewhere on `ground`, some of it hidden now and then; returns its box."""
    width, height = ground.size
    side = min(width, height) * (rng.uniform(0.12, 0.45) if rng.random() < 0.7 else rng.uniform(0.45, 0.95))
    scale = side / max(patch.size)
    patch = patch.resize([max(8, round(s * scale)) for s in patch.size], Image.Resampling.LANCZOS)
    left, top = rng.randint(0, width - patch.width), rng.randint(0, height - patch.height)
    if rng.random() < 0.25:
        hidden = rng.uniform(0.1, 0.3)
        patch.paste((0, 0, 0, 0), rng.choice(_edges(patch.size, hidden)))
    ground.paste(patch, (left, top), patch)
    return left / width, top / height, (left + patch.width) / width, (top + patch.height) / height


def _edges(size: tuple[int, int], share: float) -> list[tuple[int, int, int, int]]:
    width, height = size
    return [
        (0, 0, int(width * share), height),
        (int(width * (1 - share)), 0, width, height),
        (0, 0, width, int(height * share)),
        (0, int(height * (1 - share)), width, height),
    ]


def _photographed(picture: Image.Image, rng: random.Random) -> Image.Image:
    for enhance in (ImageEnhance.Brightness, ImageEnhance.Contrast, ImageEnhance.Color):
        picture = enhance(picture).enhance(rng.uniform(0.6, 1.35))
    if rng.random() < 0.12:
        picture = ImageOps.grayscale(picture).convert("RGB")
    if rng.random() < 0.3:
        picture = picture.filter(ImageFilter.GaussianBlur(rng.uniform(0.3, 1.3)))
    return picture


def _shape(symbol: bool, held_out: bool, rng: random.Random) -> Shape | None:
    if symbol:
        return rng.choice([s for s in SYMBOLS if (s.name in HELD_OUT_SYMBOLS) == held_out])
    if rng.random() < PLAIN_SHARE:
        return None
    if rng.random() < SACRED_SHARE:
        return rng.choice(SACRED)
    if not held_out and rng.random() < MARK_SHARE:
        return MARK
    return rng.choice([s for s in HARMLESS if (s.name in HELD_OUT_HARMLESS) == held_out])


def draw_scene(ground: Image.Image, symbol: bool, rng: random.Random, held_out: bool = False) -> Drawn:
    """A picture on `ground`, which stays as it is, with a symbol of hatred, or with a harmless shape or none.

    held_out: shapes and scenes that the training never draws; else those alone that it does.
    """
    picture = ground.convert("RGB")
    shape = _shape(symbol, held_out, rng)
    if shape is None:
        return Drawn(_photographed(picture, rng), False, None, "", "")
    scene = rng.choice([name for name in SCENES if (name in HELD_OUT_SCENES) == held_out])
    while True:
        drawn = picture.copy()
        box = _put(drawn, _turned(SCENES[scene](shape, rng), rng), rng)
        if _stands_out(picture, drawn, box):
            return Drawn(_photographed(drawn, rng), shape.symbol, box, shape.name, scene)


def _stands_out(before: Image.Image, after: Image.Image, box: tuple[float, float, float, float]) -> bool:
    width, height = before.size
    pixels = [round(share * size) for share, size in zip(box, (width, height, width, height), strict=True)]
    changed = ImageChops.difference(before.crop(pixels), after.crop(pixels)).convert("L")
    return ImageStat.Stat(changed).mean[0] >= LEAST_CHANGE

"""Makes the copies of a picture that mails show; the one room of Pillow.

Nothing of the file is passed on but its pixels: no EXIF, no comment, no profile.
"""

import io
import warnings
from collections.abc import Iterator

from PIL import Image, ImageOps, UnidentifiedImageError

from digest.core.errors import InvalidInput
from digest.core.picture import Copies, PictureFile

HERO, THUMB = (1200, 675), (288, 288)
"""Most pixels of each copy, two for each pixel of its place in the mail."""
HERO_BYTES, THUMB_BYTES = 100_000, 25_000
MOST_PIXELS = 40_000_000
_LEAST = 64
"""Pixels of a side: below that it is an icon, a counter or a rule."""
_FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
_STILL = ("JPEG", "MPO")
"""MPO is what phones call a JPEG that has a small picture, or one of more depth, behind the first."""
_QUALITIES = (82, 72, 62, 52, 42)
_HIGH = 1 / 3
"""Where the middle of what is kept of an upright picture lies: heads are above its centre."""


def make_copies(name: str, raw: bytes) -> Copies:
    """Both copies of the picture in `raw`; none is larger than the picture.

    Raises InvalidInput, with `name` for the picture, if it is none, breaks off, moves, or is too large or too
    small. Takes some hundred megabytes for the largest: call it where memory is bounded.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(raw), formats=_FORMATS) as image:
                _check(name, image)
                plain = _flatten(_load(image))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large(name) from error
    except UnidentifiedImageError as error:
        raise InvalidInput(f"{name} is not a picture in {', '.join(_FORMATS[:-1])} or {_FORMATS[-1]}.") from error
    except InvalidInput:
        raise
    except Exception as error:  # Pillow’s readers let out whatever they stumble over, RuntimeError among it
        raise InvalidInput(f"{name} is a damaged picture.") from error
    return Copies(_cut(plain, HERO, HERO_BYTES), _cut(plain, THUMB, THUMB_BYTES))


def _check(name: str, image: Image.Image) -> None:
    width, height = image.size
    if width * height > MOST_PIXELS:
        raise _too_large(name)
    if min(width, height) < _LEAST:
        raise InvalidInput(f"{name} is a picture of {width} × {height} pixels, too small to be shown.")
    if image.format not in _STILL and getattr(image, "is_animated", False):
        raise InvalidInput(f"{name} is a picture that moves.")


def _too_large(name: str) -> InvalidInput:
    return InvalidInput(f"{name} is a picture of more than {MOST_PIXELS // 1_000_000} million pixels.")


def _load(image: Image.Image) -> Image.Image:
    """The pixels the right way up; a JPEG is decoded no larger than needed."""
    image.draft("RGB", (max(HERO), max(HERO)))
    return ImageOps.exif_transpose(image)


def _flatten(image: Image.Image) -> Image.Image:
    """As RGB, or RGBA where something shines through."""
    if image.mode.startswith("I"):  # 16 bits of grey, of which converting would keep the darkest only
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    if image.has_transparency_data:
        image = image.convert("RGBA")
        lowest, _ = image.getchannel("A").getextrema()
        if isinstance(lowest, (int, float)) and lowest < 255:
            return image
    return image.convert("RGB")


def _cut(image: Image.Image, most: tuple[int, int], budget: int) -> PictureFile:
    """The middle of `image` in the shape of `most`, in no more bytes than `budget`."""
    width, height = image.size
    scale = min(1.0, width / most[0], height / most[1])
    size = max(1, round(most[0] * scale)), max(1, round(most[1] * scale))
    middle = _HIGH if height > width else 0.5
    fitted = ImageOps.fit(image, size, Image.Resampling.LANCZOS, centering=(0.5, middle))
    fitted.info = {}
    return next(file for file in _attempts(fitted) if len(file.body) <= budget)


def _attempts(image: Image.Image) -> Iterator[PictureFile]:
    """`image` as ever lighter files; transparency is given up before size is."""
    if image.mode == "RGBA":
        yield _encode(image, "png", optimize=True)
        yield _encode(image.quantize(256, Image.Quantize.FASTOCTREE), "png", optimize=True)
        white = Image.new("RGB", image.size, "white")
        white.paste(image, mask=image.getchannel("A"))
        image = white
    while True:
        for quality in _QUALITIES:
            yield _encode(image, "jpg", quality=quality, optimize=True, progressive=True)
        image = image.resize((max(1, image.width * 3 // 4), max(1, image.height * 3 // 4)))


def _encode(image: Image.Image, kind: str, **options: int) -> PictureFile:
    out = io.BytesIO()
    image.save(out, "JPEG" if kind == "jpg" else "PNG", **options)
    return PictureFile(out.getvalue(), kind, image.width, image.height)

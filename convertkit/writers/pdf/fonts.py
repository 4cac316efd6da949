"""Which faces the pages of a PDF get, of those that the system has (fontconfig, through WeasyPrint's own binding)."""

from __future__ import annotations

from weasyprint.text.ffi import ffi, fontconfig

# The first of each is what `templates/pdf/style.css` asks for first; DejaVu comes with fontconfig on Debian.
SERIF = ("Noto Serif", "Charter", "DejaVu Serif", "Liberation Serif")
MONO = ("Noto Sans Mono", "DejaVu Sans Mono", "Liberation Mono")


def faces() -> str:
    """The serif and the monospaced face, with a comma between.

    Raises OSError where the system has none of those that the style sheet names.
    """
    config = fontconfig.FcInitLoadConfigAndFonts()
    try:
        found = [_face(config, families) for families in (SERIF, MONO)]
    finally:
        fontconfig.FcConfigDestroy(config)
    for family, wanted in zip(found, (SERIF, MONO), strict=True):
        if family not in wanted:
            raise OSError(f"none of {', '.join(wanted)}; pages are set in {family or 'no font at all'}")
    return ", ".join(found)


def _face(config: object, families: tuple[str, ...]) -> str:
    """The family that fontconfig chooses for a list of them."""
    pattern = fontconfig.FcPatternCreate()
    for family in families:
        fontconfig.FcPatternAddString(pattern, b"family", family.encode())
    fontconfig.FcConfigSubstitute(config, pattern, fontconfig.FcMatchPattern)
    fontconfig.FcDefaultSubstitute(pattern)
    result = ffi.new("FcResult *")
    match = fontconfig.FcFontMatch(config, pattern, result)
    fontconfig.FcPatternDestroy(pattern)
    if match == ffi.NULL:
        return ""
    name = ffi.new("FcChar8 **")
    fontconfig.FcPatternGetString(match, b"family", 0, name)
    family = str(ffi.string(name[0]).decode())
    fontconfig.FcPatternDestroy(match)
    return family

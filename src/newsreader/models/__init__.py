"""The values that travel between the parts: frozen, without behaviour beyond what follows from their fields.

Every time is in whole Unix seconds (UTC). Offsets are half-open, in code points. Strings from outside were cleaned
on arrival (`newsreader.text`), HTML was sanitised (`newsreader.articles.clean`).
"""

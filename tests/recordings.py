"""Documents that stand beside a recording, and a feed that names them."""

from __future__ import annotations

import json

VTT = """WEBVTT

NOTE Made by hand; <v Nobody>this is no cue</v>

STYLE
::cue { color: red }

intro
00:00:01.000 --> 00:00:04.000 align:start
<v Anna Berg>Good <i>evening</i> &amp; welcome.</v>

00:00:04.500 --> 00:00:07.000
<v Anna Berg>The harbour closes on Monday.

00:00:08.000 --> 00:00:11.000
<v Tom>We knew nothing
of it.
"""
SRT = """1
00:00:01,000 --> 00:00:04,000
ANNA BERG: Good evening.

2
00:00:04,500 --> 00:00:07,000
The harbour closes on Monday.

3
00:00:08,000 --> 00:00:11,000
TOM: We knew nothing of it.

4
00:00:12,000 --> 00:00:15,000
ANNA BERG: Thank you.
"""
SEGMENTS = json.dumps(
    {
        "version": "1.0.0",
        "segments": [
            {"speaker": "Anna Berg", "startTime": 1.0, "endTime": 4, "body": "Good evening."},
            {"speaker": "Tom", "startTime": 8, "endTime": 11, "body": "We knew nothing of it."},
        ],
    }
)
HTML = """<html><body><cite>Anna Berg:</cite><time>0:01</time><p>Good evening.</p><script>alert(1)</script>
<cite>Tom:</cite><time>0:08</time><p>We knew &lt;nothing&gt; of it.</p></body></html>"""
PLAIN = """Anna Berg 00:01
Good evening.

Tom 00:08
We knew nothing
of it.
"""
CHAPTERS = json.dumps(
    {
        "version": "1.2.0",
        "chapters": [
            {"startTime": 65.5, "title": "The harbour", "url": "https://harbour.example/"},
            {"startTime": 0, "title": "Welcome"},
            {"startTime": 30, "title": "Hidden", "toc": False},
            {"startTime": 99, "img": "https://harbour.example/a.png"},
        ],
    }
)
NAMESPACES = 'xmlns:podcast="https://podcastindex.org/namespace/1.0" xmlns:psc="http://podlove.org/simple-chapters"'


def feed(inside: str, *, head: str = "", namespaces: str = NAMESPACES, title: str = "Tide") -> bytes:
    """A feed of one episode with these elements in it."""
    return f"""<?xml version="1.0"?><rss version="2.0" {namespaces}><channel><title>{title}</title>{head}<item>
<title>Episode 1</title><guid>e1</guid><pubDate>Wed, 19 Jun 2024 14:02:00 GMT</pubDate>
<description>What we talked about.</description>{inside}</item></channel></rss>""".encode()

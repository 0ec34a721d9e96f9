"""Web pages for tests: an article with what stands around it on a real site."""

from __future__ import annotations

PARAGRAPHS = (
    "The council of Ostrey voted on Monday to close the old harbour bridge for two years, after engineers found cracks"
    " in four of its nine piers.",
    "Mayor Ann Brook said the bridge would close in March, and that nobody would be asked to pay for the ferry. “It is"
    " not safe,” Brook said. “It never was.”",
    "Repairs will cost 41 million euros, a third of the town's budget, and the money is to come from the sale of the"
    " cranes, which nobody has used since the war.",
    "The bridge was built by monks, and nobody knows any more who paid for it, though the name of a merchant stands on"
    " the second pier, above the line of the tide.",
)
PRELUDE = "Two winters without a crossing: what the town has decided, and who will have to walk."


def body(*paragraphs: str) -> str:
    """Paragraphs of HTML."""
    return "\n".join(f"<p>{one}</p>" for one in paragraphs)


def page(article: str = body(*PARAGRAPHS), *, head: str = "", after: str = "", title: str = "Bridge to close") -> bytes:
    """A page of a newspaper: navigation, a cookie banner, the article, what else to read, comments, a footer."""
    links = "".join(f'<li><a href="/{n}">Another story about the harbour, number {n}</a></li>' for n in range(20))
    return f"""<!doctype html><html lang="en"><head><title>{title} | The Harbour Post</title>{head}
<script>var ad = "<p>Words of a script, which are nobody's, however long they are, and are never shown.</p>";</script>
</head><body><header><nav><ul>{links}</ul></nav></header>
<div class="cookie-banner">We and our partners use cookies to show you advertisements that you did not ask for.</div>
<main><article><h1>{title}</h1><p class="standfirst">{PRELUDE}</p>
<div class="byline">By <a rel="author" href="/lena">Lena Sorg</a></div>
<div class="article-body"><figure><img src="/bridge.jpg"><figcaption>The bridge in May</figcaption></figure>
{article}
<div class="related"><h3>Related</h3><ul>{links}</ul></div>
<p>Read more: <a href="/cranes">The cranes will be sold</a></p></div></article>{after}
<section class="comments"><p>I have said for years that the bridge is not safe, and nobody listened to me, as usual,
because nobody ever does.</p></section></main>
<footer><p>Copyright The Harbour Post. All rights reserved, those of the translation included, in all countries.</p>
</footer></body></html>""".encode()

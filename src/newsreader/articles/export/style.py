"""How an exported article is drawn: a colour for each speaker, key clauses by weight and background."""

from __future__ import annotations

STYLE = """\
h1 { line-height: 1.2; }
.facts, .speakers, .caption, .image { font-size: 0.85em; opacity: 0.75; }
.said, .speaker { border-bottom: 0.13em solid #8a8f98; }
.s0 { border-color: #3d8fb3; } .s1 { border-color: #d07b45; } .s2 { border-color: #7a9e45; }
.s3 { border-color: #9a6cc4; } .s4 { border-color: #c95f8a; } .s5 { border-color: #3d9e86; }
.s6 { border-color: #a8932a; } .s7 { border-color: #6d80d8; }
mark { background-color: rgba(224, 175, 104, 0.28); color: inherit; font-weight: 600; }
blockquote { margin-left: 0.5em; padding-left: 1em; border-left: 0.2em solid #8a8f98; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; }
table { border-collapse: collapse; } td, th { border: 1px solid #8a8f98; padding: 0.2em 0.5em; text-align: inherit; }
img { max-width: 100%; height: auto; } figure { margin: 1em 0; }
.item { margin: 0; } .term { font-weight: bold; margin-bottom: 0; } .definition { margin-top: 0; margin-left: 2em; }
.notes { border-top: 1px solid #8a8f98; margin-top: 2em; }
"""
"""Signs in colours that stand on paper and on black alike; the text keeps the colour of whoever shows it."""

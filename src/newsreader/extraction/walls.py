"""Why a page is not its article: a wall before it (money, login, cookies, a test for people), or nothing but scripts.

Told from what the page shows and says of itself; a page with a whole article has no problem, whatever it says besides.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsreader.extraction.facts import Facts

PAYWALL, LOGIN, COOKIES, SCRIPTS, ROBOTS, NOTHING = "paywall", "login", "cookies", "javascript", "captcha", "no text"
SENTENCES = {
    PAYWALL: "the page shows its text to those alone who pay for it",
    LOGIN: "the page shows its text to those alone who log in",
    COOKIES: "the page shows nothing but its question about cookies",
    SCRIPTS: "the page shows its text to browsers with JavaScript alone",
    ROBOTS: "the page wants to be sure first that a person asks",
    NOTHING: "the page has no text that could be told from the rest of it",
}
"""What a problem means, for `newsreader extract --help` and for whoever is told of it."""

WHOLE = 1_500
"""Characters from which on a text is an article, and no wall."""
_TEASER = 1_200
"""The same where the page says of itself that one has to pay."""
_INSIDE = {ROBOTS: WHOLE, COOKIES: WHOLE, PAYWALL: WHOLE, LOGIN: WHOLE // 2, SCRIPTS: WHOLE // 4}
"""Characters of a text up to which such words in it are its end, or all there is."""
_BESIDE = {ROBOTS: 140, COOKIES: 140, PAYWALL: WHOLE // 2, LOGIN: 140, SCRIPTS: 250}
"""The same for words that stand elsewhere on the page: a footer speaks of cookies on every second one."""
_PATTERNS = (
    (
        ROBOTS,
        r"verify (?:that )?you(?:'re| are)(?: a)? (?:human|not a robot)|are you a robot|checking your browser|captcha|"
        r"unusual (?:traffic|activity) from your|attention required|access (?:to this page has been )?denied|"
        r"needs to review the security of your connection|press (?:&|and) hold",
    ),
    (
        COOKIES,
        r"before you continue to|we and our (?:\d+ )?partners|(?:we|wir|nous) .{0,60}\bcookies?\b.{0,300}(?:partner|"
        r"consent|accept|agree)|"
        r"mit werbung (?:weiterlesen|und cookies)|ohne werbung und tracking|contentpass|pur[- ]abo|"
        r"accepter (?:et|les cookies)|continuer sans accepter|aceptar (?:y continuar|las cookies)|accetta e continua",
    ),
    (
        PAYWALL,
        r"subscribe (?:now )?to (?:continue|keep|read)|(?:continue|keep) reading (?:this|with|for)|"
        r"for subscribers? only|subscribers? only|"
        r"to read the full (?:story|article)|already (?:a subscriber|have a subscription)|start your free trial|"
        r"become a (?:member|subscriber) to|"
        r"(?:artikel|inhalt) ist (?:nur )?für abonnenten|jetzt weiterlesen|weiterlesen mit|nur für abonnenten|"
        r"bereits abonnent|exklusiv für abonnenten|"
        r"réservée? (?:à nos|aux) abonnés|il vous reste .{1,20} de cet article|déjà abonné|abonnez-vous pour|"
        r"exclusivo para (?:sus)?s?criptores|contenido exclusivo|suscríbete para|conteúdo exclusivo para assinantes|"
        r"contenuto riservato|riservato agli abbonati|"
        r"только для подписчиков|оформите подписку|会員限定|有料会員|dalszą część artykułu",
    ),
    (
        LOGIN,
        r"(?:log|sign) ?in (?:to|or (?:register|sign up|create) to) (?:continue|read|view|see|your account)|"
        r"you (?:must|need to) (?:be logged in|log ?in|sign ?in)|please (?:log|sign) ?in|"
        r"(?:bitte|jetzt) (?:melden sie sich an|anmelden|einloggen)|connectez-vous pour|inicia(?:r)? sesión para|"
        r"faça login|accedi per|войдите,? чтобы|ログインして",
    ),
    (
        SCRIPTS,
        r"(?:enable|turn on|activate|requires?|without|need) java ?script|java ?script (?:is |must be |"
        r"to be )?(?:disabled|not enabled|required|enabled|turned off)|"
        r"javascript (?:aktivieren|muss|ist deaktiviert)|aktivieren sie (?:bitte )?javascript|activer javascript|"
        r"habilitar? javascript|включите javascript",
    ),
)
_ANY = tuple((name, re.compile(pattern, re.IGNORECASE | re.DOTALL)) for name, pattern in _PATTERNS)
_LOGIN_TITLE = re.compile(r"\b(?:log ?in|sign ?in|anmelden|connexion|iniciar sesión)\b", re.IGNORECASE)
_LOOKED_AT = 20_000


def problem(text: str, page_text: str, facts: Facts, *, has_password: bool) -> str | None:
    """What stands before an article whose extracted text this is; None if nothing does.

    `page_text` is all that the page shows, what is hidden included.
    """
    length = len(text)
    if not facts.is_free and length < _TEASER:
        return PAYWALL
    if length >= WHOLE:
        return None
    for name, pattern in _ANY:
        inside = pattern.search(text) is not None
        beside = length < _BESIDE[name] and pattern.search(page_text[:_LOOKED_AT]) is not None
        if (inside and length < _INSIDE[name]) or beside:
            return name
    if has_password and length < 250 and _LOGIN_TITLE.search(facts.title + " " + page_text[:500]):
        return LOGIN
    return None if text.strip() else NOTHING

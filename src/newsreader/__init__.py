"""newsreader: a terminal news reader that reads offline and shows who said what."""

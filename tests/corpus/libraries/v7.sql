BEGIN TRANSACTION;
CREATE TABLE contents (
            entry_id INTEGER PRIMARY KEY REFERENCES entries(id) ON DELETE CASCADE,
            summary BLOB,                       -- zlib of UTF-8, as content
            content BLOB,
            categories TEXT,                    -- JSON, as enclosures; NULL if there are none
            enclosures TEXT);
INSERT INTO "contents" VALUES(1,NULL,X'7801B329B00B49AD285130B0D12FB003001D0F03F9',NULL,NULL);
INSERT INTO "contents" VALUES(2,NULL,X'7801B329B00B49AD285130B4D12FB003001D1403FA',NULL,NULL);
INSERT INTO "contents" VALUES(3,NULL,X'7801B329B00B49AD285130B2D12FB003001D1903FB',NULL,NULL);
INSERT INTO "contents" VALUES(4,NULL,X'7801B329B00B49AD285130B7D12FB003001D320400',NULL,NULL);
CREATE TABLE entries (
            id INTEGER PRIMARY KEY REFERENCES states(id) ON DELETE CASCADE,
            title TEXT NOT NULL,
            link TEXT,
            author TEXT,
            published INTEGER,
            updated INTEGER,
            arrived INTEGER NOT NULL,
            comments TEXT,
            hash TEXT NOT NULL,
            seq INTEGER NOT NULL);
INSERT INTO "entries" VALUES(1,'Title 0',NULL,NULL,1799000000,NULL,1800000000,NULL,'4b983da9b4e057f2',1);
INSERT INTO "entries" VALUES(2,'Title 1',NULL,NULL,1799000060,NULL,1800000000,NULL,'-716013b94bfd0207',1);
INSERT INTO "entries" VALUES(3,'Title 2',NULL,NULL,1799000120,NULL,1800000000,NULL,'-22aa5dccb7268f86',1);
INSERT INTO "entries" VALUES(4,'Title 7',NULL,NULL,1799000420,NULL,1800000000,NULL,'45f95a29c834e628',2);
CREATE TABLE feeds (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            url TEXT NOT NULL UNIQUE,
            kind TEXT NOT NULL,
            title TEXT NOT NULL,
            custom_title TEXT,                  -- the user's own
            link TEXT,
            language TEXT,
            folder_id INTEGER REFERENCES folders(id) ON DELETE SET NULL,
            position INTEGER NOT NULL DEFAULT 0,
            subscribed INTEGER NOT NULL DEFAULT 1,
            added INTEGER NOT NULL,
            etag TEXT,
            last_modified TEXT,
            digest TEXT,
            failures INTEGER NOT NULL DEFAULT 0,
            next_due INTEGER NOT NULL DEFAULT 0,
            retry_after INTEGER NOT NULL DEFAULT 0,
            last_success INTEGER,
            error TEXT,
            unread INTEGER NOT NULL DEFAULT 0,  -- of the listed entries, kept by the transaction that changes them
            total INTEGER NOT NULL DEFAULT 0, why TEXT NOT NULL DEFAULT '', rhythm TEXT, max_age INTEGER, tried INTEGER NOT NULL DEFAULT 0, status INTEGER, failing_since INTEGER, offered_url TEXT, moved_url TEXT, moved_seen INTEGER NOT NULL DEFAULT 0, validated_url TEXT, typed INTEGER NOT NULL DEFAULT 1, cause TEXT, teases INTEGER);
INSERT INTO "feeds" VALUES(1,'https://news.example/feed','feed','News','Mine',NULL,NULL,2,0,1,1800000000,'W/"e"','Mon','d',0,1800003600,0,1800000000,NULL,2,3,'',NULL,NULL,1800000000,NULL,NULL,NULL,NULL,0,NULL,1,NULL,1);
INSERT INTO "feeds" VALUES(2,'http://ann:secret@Slow.example:8080/feed?a=1','feed','Slow',NULL,NULL,NULL,NULL,0,1,1800000000,NULL,NULL,NULL,1,1800007200,0,NULL,'asks for fewer requests',0,0,'',NULL,NULL,0,NULL,1800000000,NULL,NULL,0,NULL,1,NULL,NULL);
INSERT INTO "feeds" VALUES(3,'https://slow.example:8080','feed','Slow too',NULL,NULL,NULL,NULL,0,1,1800000000,NULL,NULL,NULL,1,1800000060,0,NULL,'asks for fewer requests',0,0,'',NULL,NULL,0,NULL,1800000000,NULL,NULL,0,NULL,1,NULL,NULL);
INSERT INTO "feeds" VALUES(4,'https://gone.example/feed','feed','Gone',NULL,NULL,NULL,NULL,0,1,1800000000,NULL,NULL,NULL,1,253402300799,0,NULL,'is gone for good',0,0,'',NULL,NULL,0,NULL,1800000000,NULL,NULL,0,NULL,1,NULL,NULL);
INSERT INTO "feeds" VALUES(5,'https://old.example/feed','feed','Old',NULL,NULL,NULL,NULL,0,0,1800000000,NULL,NULL,NULL,0,0,0,1800000000,NULL,0,0,'',NULL,NULL,1800000000,NULL,NULL,NULL,NULL,0,NULL,1,NULL,NULL);
CREATE TABLE folders (
            id INTEGER PRIMARY KEY,
            path TEXT NOT NULL UNIQUE,          -- "World/Asia"
            position INTEGER NOT NULL DEFAULT 0);
INSERT INTO "folders" VALUES(1,'World',0);
INSERT INTO "folders" VALUES(2,'World/Asia',0);
CREATE TABLE fulltexts (
        entry_id INTEGER PRIMARY KEY REFERENCES entries(id) ON DELETE CASCADE,
        content BLOB,                           -- sanitised HTML, zlib of UTF-8; NULL: there is none
        shown INTEGER NOT NULL DEFAULT 1,       -- 0: the user prefers the text of the feed
        url TEXT,                               -- where it was found
        fetched INTEGER NOT NULL,               -- when it was last tried
        problem TEXT,                           -- why the page is not the article: a word; NULL: it is, or none came
        error TEXT,                             -- the same as a sentence, or why none came
        tries INTEGER NOT NULL DEFAULT 0,       -- that failed since it was last had
        again INTEGER,                          -- when to try again by itself; NULL: only if the user asks
        page BLOB);
CREATE TABLE hosts (
            name TEXT PRIMARY KEY,              -- with its port: "news.example:8080"
            asked INTEGER NOT NULL DEFAULT 0,   -- it is left alone until then: it asked for it
            slowed INTEGER NOT NULL DEFAULT 0,  -- the same because it refused, without naming a time
            refusals INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
INSERT INTO "hosts" VALUES('slow.example:8080',1800007200,0,0);
CREATE TABLE journal (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            at INTEGER NOT NULL,
            label TEXT NOT NULL,
            changes BLOB NOT NULL,              -- zlib of JSON: [[field, value, [ids that changed]], ...]
            undone INTEGER NOT NULL DEFAULT 0);
INSERT INTO "journal" VALUES(1,1800000000,'1 marked read',X'78018B8E562A4A4D4C51D25128292A4DD55188368C8D8D050048CD0692',0);
INSERT INTO "journal" VALUES(2,1800000000,'1 starred',X'78018B8E562A2E492C2A4A4D51D25128292A4DD55188368A8D8D0500662B07EC',0);
CREATE TABLE media (
        url TEXT PRIMARY KEY,
        state_id INTEGER REFERENCES states(id) ON DELETE SET NULL,
        file TEXT,                              -- its path; NULL: it was not loaded
        bytes INTEGER NOT NULL DEFAULT 0,       -- that are there
        length INTEGER,                         -- that it has; NULL: unknown
        validator TEXT,                         -- ETag or Last-Modified of what is there
        whole INTEGER NOT NULL DEFAULT 0,
        place INTEGER NOT NULL DEFAULT 0,       -- seconds that were heard or seen
        queued INTEGER);
INSERT INTO "media" VALUES('https://a.example/talk.mp3',1,NULL,10,100,NULL,0,7,1);
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO "meta" VALUES('id','504c24801eb0ef79');
INSERT INTO "meta" VALUES('seq','2');
CREATE TABLE notes (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        state_id INTEGER NOT NULL REFERENCES states(id) ON DELETE CASCADE,
        written INTEGER NOT NULL,
        changed INTEGER NOT NULL,
        start INTEGER,                          -- of a highlighted passage in the plain text; NULL: of the whole entry
        "end" INTEGER,
        passage TEXT,
        text TEXT NOT NULL);
INSERT INTO "notes" VALUES(1,2,1718800000,1718800000,NULL,NULL,NULL,'Read again.');
CREATE TABLE offline (
        entry_id INTEGER PRIMARY KEY REFERENCES entries(id) ON DELETE CASCADE,
        hash TEXT NOT NULL,                     -- of the entry as it was then
        missing INTEGER NOT NULL);
INSERT INTO "offline" VALUES(1,'4b983da9b4e057f2',0);
CREATE TABLE pictured (
        entry_id INTEGER NOT NULL REFERENCES entries(id) ON DELETE CASCADE,
        picture_id INTEGER NOT NULL REFERENCES pictures(id) ON DELETE CASCADE,
        PRIMARY KEY (entry_id, picture_id)) WITHOUT ROWID;
INSERT INTO "pictured" VALUES(1,1);
CREATE TABLE pictures (
        id INTEGER PRIMARY KEY,
        url TEXT NOT NULL UNIQUE,
        name TEXT,                              -- of its file; NULL: it is not on the disk
        bytes INTEGER NOT NULL DEFAULT 0,
        width INTEGER,
        height INTEGER,
        tried INTEGER,                          -- when it was last asked for
        error TEXT,                             -- why it is not on the disk: a sentence
        lost INTEGER NOT NULL DEFAULT 0,        -- 1: asking again is of no use
        tries INTEGER NOT NULL DEFAULT 0,       -- that failed
        again INTEGER);
INSERT INTO "pictures" VALUES(1,'https://a.example/boat.png','0123abcd.png',1200,640,480,1718805720,NULL,0,0,NULL);
CREATE TABLE positions (
            entry_id INTEGER PRIMARY KEY REFERENCES entries(id) ON DELETE CASCADE,
            place INTEGER NOT NULL);
INSERT INTO "positions" VALUES(1,5);
CREATE TABLE searches (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        folded TEXT NOT NULL UNIQUE,
        query TEXT NOT NULL,
        position INTEGER NOT NULL DEFAULT 0);
INSERT INTO "searches" VALUES(1,'Harbour','harbour','tag:sea',0);
CREATE TABLE session (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO "session" VALUES('place','smart:all');
CREATE TABLE states (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            feed_id INTEGER NOT NULL REFERENCES feeds(id) ON DELETE CASCADE,
            guid TEXT NOT NULL,
            date INTEGER NOT NULL,              -- what lists are ordered by
            listed INTEGER NOT NULL DEFAULT 1,  -- the feed is subscribed and the entry is there
            read INTEGER NOT NULL DEFAULT 0,
            starred INTEGER NOT NULL DEFAULT 0,
            read_at INTEGER,
            starred_at INTEGER,
            UNIQUE (feed_id, guid));
INSERT INTO "states" VALUES(1,1,'guid-0',1799000000,1,1,0,1800000000,NULL);
INSERT INTO "states" VALUES(2,1,'guid-1',1799000060,1,0,1,NULL,1800000000);
INSERT INTO "states" VALUES(3,1,'guid-2',1799000120,1,0,0,NULL,NULL);
INSERT INTO "states" VALUES(4,5,'guid-7',1799000420,0,0,0,NULL,NULL);
CREATE TABLE tagged (
        state_id INTEGER NOT NULL REFERENCES states(id) ON DELETE CASCADE,
        tag_id INTEGER NOT NULL REFERENCES tags(id) ON DELETE CASCADE,
        date INTEGER NOT NULL,                  -- of the state
        PRIMARY KEY (state_id, tag_id)) WITHOUT ROWID;
INSERT INTO "tagged" VALUES(2,1,1799000060);
CREATE TABLE tags (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, folded TEXT NOT NULL UNIQUE);
INSERT INTO "tags" VALUES(1,'Sea','sea');
CREATE INDEX states_all ON states(date, id, feed_id, listed) WHERE listed = 1;
CREATE INDEX states_unread ON states(date, id, feed_id, read, listed) WHERE read = 0 AND listed = 1;
CREATE INDEX states_starred ON states(date, id, feed_id, starred) WHERE starred = 1;
CREATE INDEX states_feed ON states(feed_id, date, id, listed) WHERE listed = 1;
CREATE INDEX states_feed_unread ON states(feed_id, date, id, read, listed)
            WHERE read = 0 AND listed = 1;
CREATE INDEX entries_seq ON entries(seq);
CREATE INDEX tagged_tag ON tagged(tag_id, date, state_id);
CREATE INDEX notes_state ON notes(state_id, start);
CREATE INDEX fulltexts_again ON fulltexts(again) WHERE again IS NOT NULL;
CREATE INDEX pictures_name ON pictures(name) WHERE name IS NOT NULL;
CREATE INDEX pictures_again ON pictures(again) WHERE again IS NOT NULL;
CREATE INDEX pictured_picture ON pictured(picture_id, entry_id);
CREATE INDEX offline_missing ON offline(entry_id) WHERE missing > 0;
CREATE INDEX media_queued ON media(queued) WHERE queued IS NOT NULL;
CREATE INDEX states_read_at ON states(read_at, id, date, feed_id, listed) WHERE read_at IS NOT NULL;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('feeds',5);
INSERT INTO "sqlite_sequence" VALUES('states',4);
INSERT INTO "sqlite_sequence" VALUES('journal',2);
INSERT INTO "sqlite_sequence" VALUES('tags',1);
INSERT INTO "sqlite_sequence" VALUES('notes',1);
INSERT INTO "sqlite_sequence" VALUES('searches',1);
COMMIT;
PRAGMA application_id = 1314016322;
PRAGMA user_version = 7;

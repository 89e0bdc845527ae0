-- The ledger: one DuckDB file. Version 1; what came later stands in migrations/.
-- Offsets are Unicode code points into the document's text, half open. Days are dates, codes are text.
-- A report is one telling of one event in one document; an event is what one or many reports tell.
-- Nothing is ever deleted by a new version of a document: the old one stays, with its successor named.

CREATE TABLE ledger (
    schema_version INTEGER NOT NULL,
    made_by VARCHAR NOT NULL          -- 'redshank 0.1.0'
);

-- What coded the documents: one row a combination of version, options and hashes.
CREATE TABLE runs (
    run INTEGER NOT NULL,
    coder VARCHAR NOT NULL,           -- 'redshank 0.1.0', as in cite_info.coder
    options VARCHAR NOT NULL,         -- JSON of the options that can change a record
    model_hash VARCHAR,               -- SHA-256 of the relation model, NULL for lines coded elsewhere
    data_hash VARCHAR,                -- SHA-256 of the lexicons and rosters, NULL for lines coded elsewhere
    begun TIMESTAMP NOT NULL          -- when its first document came in (UTC)
);

-- Who publishes.
CREATE TABLE sources (
    source VARCHAR NOT NULL,          -- publisher as the document names it, else the host of its URL, in lower case
    publisher_group VARCHAR,          -- who owns it, where known; papers of one group count as one publisher
    newsroom VARCHAR                  -- for agencies: the name that credits go by
);

CREATE TABLE documents (
    doc INTEGER NOT NULL,             -- running number in this ledger
    id VARCHAR NOT NULL,              -- the document's own id
    key VARCHAR NOT NULL,             -- what a new version shares with the old one: the URL, else the id
    version INTEGER NOT NULL,         -- 1, 2, … of its key
    superseded_by INTEGER,            -- doc that took its place; NULL: current
    run INTEGER NOT NULL,
    source VARCHAR,
    url VARCHAR, title VARCHAR,
    published DATE, published_source VARCHAR,
    language VARCHAR,
    authors VARCHAR[] NOT NULL, credits VARCHAR[] NOT NULL,
    named VARCHAR[] NOT NULL,         -- newsrooms that the text names as the source of what it tells ('told Reuters')
    dateline_start INTEGER, dateline_end INTEGER,
    length INTEGER NOT NULL,          -- code points of the text; 0 where lines came without it
    content_hash VARCHAR NOT NULL,    -- of text (or, without it, of the records) and of the facts about it
    kept VARCHAR NOT NULL,            -- 'all', 'evidence' or 'none' of the text
    text VARCHAR,                     -- NULL unless all was kept
    sketch UINTEGER[],                -- MinHash of its own words (sketch.py); NULL where there was no text
    shingles INTEGER NOT NULL,        -- runs of five words under the sketch
    said VARCHAR[] NOT NULL,          -- newsrooms whose reporting it says it carries (credits.py)
    said_why VARCHAR[] NOT NULL,      -- for each, in words: 'credited to Reuters', 'told Reuters'
    said_by VARCHAR                   -- 'credit' or 'words' of its text; NULL: it says nothing
);

CREATE TABLE paragraphs (doc INTEGER NOT NULL, number INTEGER NOT NULL, kind VARCHAR NOT NULL, "start" INTEGER NOT NULL, "end" INTEGER NOT NULL);

CREATE TABLE times (
    doc INTEGER NOT NULL, "start" INTEGER NOT NULL, "end" INTEGER NOT NULL,
    value VARCHAR NOT NULL, type VARCHAR NOT NULL, "begin" DATE, finish DATE, resolution VARCHAR
);

CREATE TABLE places (
    doc INTEGER NOT NULL, "start" INTEGER NOT NULL, "end" INTEGER NOT NULL,
    extracted_place VARCHAR, resolved_place VARCHAR, geonameid INTEGER, lat DOUBLE, lon DOUBLE, country_code VARCHAR, resolution TINYINT
);

-- Everybody who was resolved, once; the number is a hash of all that stands in the row.
CREATE TABLE entities (
    entity BIGINT NOT NULL,
    name VARCHAR, wikidata VARCHAR, code VARCHAR, cow INTEGER, sector VARCHAR, other_sectors VARCHAR[] NOT NULL, office VARCHAR
);

CREATE TABLE reports (
    report BIGINT NOT NULL,           -- running number in this ledger
    id VARCHAR NOT NULL,              -- the record's own id: document and position
    doc INTEGER NOT NULL,
    sequence INTEGER NOT NULL,        -- number of its sentence in the document, from 1
    date DATE, enddate DATE, date_resolution VARCHAR NOT NULL, date_assumed BOOLEAN NOT NULL,
    event VARCHAR NOT NULL, mode VARCHAR[] NOT NULL, context VARCHAR[] NOT NULL, aux VARCHAR[] NOT NULL,
    quad_code TINYINT NOT NULL, event_scale FLOAT NOT NULL, cameo VARCHAR, goldstein FLOAT,
    actor_codes VARCHAR[] NOT NULL, recipient_codes VARCHAR[] NOT NULL, said_by_codes VARCHAR[] NOT NULL,
    extracted_place VARCHAR, resolved_place VARCHAR, geonameid INTEGER, lat DOUBLE, lon DOUBLE, country_code VARCHAR, place_resolution TINYINT,
    event_text VARCHAR[] NOT NULL,    -- words of the act; empty where no text was kept
    sentence VARCHAR,                 -- NULL where no text was kept
    sentence_start INTEGER NOT NULL, sentence_end INTEGER NOT NULL,
    words UINTEGER[] NOT NULL,        -- hashes of the sentence's words, for likeness where the text was not kept
    trace VARCHAR[] NOT NULL,
    confidence FLOAT NOT NULL,
    codebook VARCHAR NOT NULL
);

-- Who takes part in a report, in which role.
CREATE TABLE participants (
    report BIGINT NOT NULL, role VARCHAR NOT NULL,     -- actor, recipient, said_by
    number TINYINT NOT NULL, entity BIGINT NOT NULL,
    entity_text VARCHAR,              -- NULL where no text was kept
    "start" INTEGER NOT NULL, "end" INTEGER NOT NULL
);

CREATE TABLE evidence (report BIGINT NOT NULL, role VARCHAR NOT NULL, "start" INTEGER NOT NULL, "end" INTEGER NOT NULL);

CREATE TABLE statements (
    statement BIGINT NOT NULL,        -- running number in this ledger
    doc INTEGER NOT NULL, kind VARCHAR NOT NULL, quoted BOOLEAN NOT NULL, quotation VARCHAR NOT NULL,
    speaker BIGINT, speaker_text VARCHAR, speaker_start INTEGER, speaker_end INTEGER,
    addressee BIGINT, addressee_text VARCHAR, addressee_start INTEGER, addressee_end INTEGER,
    cue_start INTEGER, cue_end INTEGER,
    content VARCHAR,                  -- NULL where no text was kept
    content_start INTEGER NOT NULL, content_end INTEGER NOT NULL,
    due_start DATE, due_end DATE, contested_by VARCHAR
);

-- Whose reporting a document carries: a newsroom or a publisher, and why so. A document may rest on two.
CREATE TABLE origins (doc INTEGER NOT NULL, origin VARCHAR NOT NULL, why VARCHAR NOT NULL, like_doc INTEGER);

-- Which event a report tells, and why it was put there. The first report of an event has no 'with'.
CREATE TABLE members (
    report BIGINT NOT NULL, event BIGINT NOT NULL,     -- the event's number is that of its first report
    with_report BIGINT, score FLOAT, why VARCHAR NOT NULL,
    how VARCHAR NOT NULL              -- first, merged, forced, split
);

-- One row an event, worked out from its reports.
CREATE TABLE events (
    event BIGINT NOT NULL, id VARCHAR NOT NULL,        -- number and id of its first report
    date DATE, enddate DATE, date_resolution VARCHAR NOT NULL,
    category VARCHAR NOT NULL, mode VARCHAR[] NOT NULL, context VARCHAR[] NOT NULL, aux VARCHAR[] NOT NULL,
    quad_code TINYINT NOT NULL, event_scale FLOAT NOT NULL, cameo VARCHAR, goldstein FLOAT,
    actor_codes VARCHAR[] NOT NULL, recipient_codes VARCHAR[] NOT NULL, said_by_codes VARCHAR[] NOT NULL,
    resolved_place VARCHAR, geonameid INTEGER, lat DOUBLE, lon DOUBLE, country_code VARCHAR,
    reports INTEGER NOT NULL, documents INTEGER NOT NULL, publishers INTEGER NOT NULL, origins INTEGER NOT NULL,
    first_published DATE, last_published DATE, confidence FLOAT NOT NULL
);

-- What a person decided about merging; it outlives every new run. Reports are named by what does not change when a
-- document is coded again: its key, the span of the sentence and the category (the second of one category in one
-- sentence: 'ASSAULT/2'). A decision has a row for each pair of reports that it puts together or keeps apart.
CREATE TABLE decisions (
    decision INTEGER NOT NULL, kind VARCHAR NOT NULL,  -- merge, split
    a_key VARCHAR NOT NULL, a_start INTEGER NOT NULL, a_end INTEGER NOT NULL, a_event VARCHAR NOT NULL,
    b_key VARCHAR NOT NULL, b_start INTEGER NOT NULL, b_end INTEGER NOT NULL, b_event VARCHAR NOT NULL,
    reason VARCHAR, author VARCHAR, made TIMESTAMP NOT NULL
);

CREATE VIEW current_documents AS SELECT * FROM documents WHERE superseded_by IS NULL;
CREATE VIEW current_reports AS SELECT r.* FROM reports r JOIN documents d USING (doc) WHERE d.superseded_by IS NULL;

-- Corrections (corrections.py): what a person said of a report, a merge, an origin or a link. One row a verdict on the
-- whole or on one field. A report is named by what does not change when its document is coded again: the document's
-- key, the sentence, the category and the sides as the coder had them. A correction is never dropped; correction_states
-- says what became of it.
CREATE TABLE corrections (
    correction INTEGER NOT NULL,
    kind VARCHAR NOT NULL,            -- report, merge, origin, link
    verdict VARCHAR NOT NULL,         -- accept, correct, reject
    field VARCHAR,                    -- what is corrected; NULL for a verdict on the whole
    key VARCHAR NOT NULL,             -- of the document, as in documents.key
    content_hash VARCHAR NOT NULL,    -- of the document then: while it is the same, the sentence is found by its place
    sentence_start INTEGER, sentence_end INTEGER,
    words_hash VARCHAR,               -- of the sentence's words: it is found by them in a changed document
    act INTEGER,                      -- where the act stands, counted from the start of the sentence
    event VARCHAR, actor_codes VARCHAR[], recipient_codes VARCHAR[],
    other VARCHAR,                    -- JSON: the report merged with, the origin, the link
    before VARCHAR,                   -- JSON: the field as the person saw it; of a verdict on the whole, all fields
    after VARCHAR,                    -- JSON: the field as it should be
    reason VARCHAR, author VARCHAR NOT NULL, made TIMESTAMP NOT NULL    -- UTC
);

-- Worked out from the corrections and the reports that are there now.
CREATE TABLE correction_states (
    correction INTEGER NOT NULL,
    state VARCHAR NOT NULL,           -- applied; accepted; idle (nothing to do, or nothing to do it to); overruled
    report BIGINT,                    -- the report it is about now
    why VARCHAR NOT NULL
);

-- The coder's own record of every report that a correction changed or took out of `reports`, where the corrected values
-- stand; of a report that was taken out the evidence, too. Its number is never given to another.
CREATE TABLE coded_reports AS SELECT * FROM reports LIMIT 0;
CREATE TABLE coded_participants AS SELECT * FROM participants LIMIT 0;
CREATE TABLE coded_evidence AS SELECT * FROM evidence LIMIT 0;

-- All reports as the coder left them, whatever was corrected.
CREATE VIEW coder_reports AS
SELECT * FROM coded_reports UNION ALL SELECT * FROM reports WHERE report NOT IN (SELECT report FROM coded_reports);
CREATE VIEW coder_participants AS
SELECT * FROM coded_participants
UNION ALL SELECT * FROM participants WHERE report NOT IN (SELECT report FROM coded_reports);
CREATE VIEW coder_evidence AS SELECT * FROM coded_evidence UNION ALL SELECT * FROM evidence;

-- Contested claims (claims.py). Who says something that others may say or deny: one row a voice, worked out once a document.
-- number: four times the statement's number, or a report's, negative; one more for the claim that only a denial tells of,
-- two more for a denial in its sentence.
CREATE TABLE claim_voices (
    voice BIGINT NOT NULL, doc INTEGER NOT NULL,
    act VARCHAR NOT NULL,             -- claims, finds (a body that settles what is true), denies, other
    statement BIGINT, report BIGINT,
    run BIGINT NOT NULL,              -- first voice of the words that one side says on end
    codes VARCHAR[] NOT NULL, sector VARCHAR, entity BIGINT,
    party VARCHAR,                    -- words that name who speaks; NULL where no text was kept
    body VARCHAR,                     -- kind of body, where it is one that settles what is true
    "start" INTEGER NOT NULL, "end" INTEGER NOT NULL,
    owner VARCHAR[] NOT NULL,         -- whose claim a denial says it denies; empty: anybody's
    against VARCHAR[] NOT NULL,       -- whose claims these words deny, where the document does not tell the claim
    so UINTEGER[] NOT NULL, not_so UINTEGER[] NOT NULL, numbers UINTEGER[] NOT NULL,  -- hashes of what is said, or not
    lead UINTEGER[] NOT NULL,         -- those of its first clause
    done TINYINT NOT NULL             -- 1: says that it is done, -1: that it is not, 0: tells neither
);

CREATE TABLE claim_documents (doc INTEGER NOT NULL);     -- documents whose voices were worked out

-- What one voice is to another: denies, answers (goes on with a denial), repeats (said by the same side), backs
-- (said by another), finds_for, finds_against.
CREATE TABLE claim_links (
    voice BIGINT NOT NULL, target BIGINT NOT NULL, role VARCHAR NOT NULL, why VARCHAR NOT NULL, score FLOAT NOT NULL
);

-- One row a contested claim, worked out from the links.
CREATE TABLE claims (
    claim BIGINT NOT NULL,            -- number of its first voice
    id VARCHAR NOT NULL,              -- document and offset of its first words
    by_codes VARCHAR[] NOT NULL, claimant VARCHAR, words VARCHAR, said DATE,
    denied_codes VARCHAR[] NOT NULL, denied_by VARCHAR[] NOT NULL, denial VARCHAR, denied DATE,
    ruled_codes VARCHAR[] NOT NULL, ruled_by VARCHAR[] NOT NULL, body VARCHAR[] NOT NULL,
    ruled_for VARCHAR,                -- claimant, denier, both; NULL: undecided
    reports INTEGER NOT NULL,         -- documents that tell of it
    score FLOAT NOT NULL
);

-- Every voice of a claim.
CREATE TABLE claim_sides (
    claim BIGINT NOT NULL, voice BIGINT NOT NULL,
    side VARCHAR NOT NULL,            -- claimant, denier
    role VARCHAR NOT NULL,            -- claims, adds (said just before or after), repeats, backs, denies, answers, finds
    why VARCHAR NOT NULL, score FLOAT NOT NULL
);

-- Commitments: what was demanded, promised, planned, threatened or offered, and what became of it (commitments/).
-- A telling is one report of something to be done; tellings of one thing are one commitment, named by its first.
CREATE TABLE commitment_tellings (
    telling BIGINT NOT NULL,          -- running number in this ledger
    id VARCHAR NOT NULL,              -- document and offset of its sentence
    doc INTEGER NOT NULL, statement BIGINT, report BIGINT,   -- the records of that sentence
    "start" INTEGER NOT NULL, "end" INTEGER NOT NULL,
    published DATE,
    kind VARCHAR NOT NULL,            -- demand, promise, threat, plan, offer
    maker_codes VARCHAR[] NOT NULL, other_codes VARCHAR[] NOT NULL, maker VARCHAR,
    words VARCHAR NOT NULL, before VARCHAR NOT NULL,         -- the sentence, and the one before it
    category VARCHAR, mode VARCHAR[] NOT NULL,               -- of the act to be done
    due_start DATE, due_end DATE, due_why VARCHAR NOT NULL,
    conditions VARCHAR, place VARCHAR, country_code VARCHAR,
    keys UINTEGER[] NOT NULL,         -- hashes of what it is about: by them later reports are found
    score FLOAT NOT NULL, why VARCHAR NOT NULL,
    joins BIGINT, relation VARCHAR, joins_why VARCHAR,       -- an earlier telling of the same: told, repeat, extend
    commitment BIGINT                 -- the telling at the head of its chain
);

-- Documents that were read for commitments, and how they are found.
CREATE TABLE commitment_documents (doc INTEGER NOT NULL, published DATE, codes VARCHAR[] NOT NULL, keys UINTEGER[] NOT NULL);

-- What each report says of each telling, before it is weighed with what other reports say.
CREATE TABLE commitment_outcomes (
    telling BIGINT NOT NULL, doc INTEGER NOT NULL, relation VARCHAR NOT NULL, published DATE,
    report BIGINT, statement BIGINT, "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, words VARCHAR,
    word_of VARCHAR[] NOT NULL, due_start DATE, due_end DATE, score FLOAT NOT NULL, why VARCHAR NOT NULL
);

-- One row a commitment, worked out from its tellings.
CREATE TABLE commitments (
    commitment BIGINT NOT NULL, id VARCHAR NOT NULL,         -- number and id of its first telling
    kind VARCHAR NOT NULL, maker_codes VARCHAR[] NOT NULL, other_codes VARCHAR[] NOT NULL, maker VARCHAR,
    category VARCHAR, mode VARCHAR[] NOT NULL, words VARCHAR,
    made DATE,                        -- day on which it was first reported
    due_start DATE, due_end DATE, due_why VARCHAR NOT NULL,  -- as first told; extensions are links
    conditions VARCHAR, place VARCHAR, country_code VARCHAR,
    tellings INTEGER NOT NULL,
    doc INTEGER NOT NULL, "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, statement BIGINT, report BIGINT
);

-- What later reports say of it, with the words they say it in; states are worked out from these (states.py).
CREATE TABLE commitment_links (
    commitment BIGINT NOT NULL,
    relation VARCHAR NOT NULL,        -- made, told, repeat, extend, fulfil, part, break, refuse, withdraw
    doc INTEGER NOT NULL, published DATE,
    report BIGINT, statement BIGINT,  -- the record that tells it; neither: a sentence that was not coded
    "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, words VARCHAR,
    word_of VARCHAR[] NOT NULL,       -- codes of those on whose word it is told; empty: the report's own
    due_start DATE, due_end DATE,     -- the days that an extension sets
    score FLOAT NOT NULL, why VARCHAR NOT NULL
);

-- Links of commitments that a correction took out or changed, as they were (verdicts.py).
CREATE TABLE coded_links AS SELECT 0 AS correction, * FROM commitment_links LIMIT 0;

-- A forum's issues, joint texts, recommendations and reports, each a document;
-- its releases; the keys of the sides; and the record. Classes as in 00001.
--
-- Tables are kept in the order of their random keys, but for the record: its
-- entries, hashes, checkpoints and cosignatures lie in the order in which they
-- were added, which is public by nature and all that a record is for. They hold
-- no name and no word, and of the time a day (RULINGS R18).

-- +goose Up
ALTER TABLE forum ADD COLUMN version INTEGER NOT NULL DEFAULT 1; -- P1: how often the forum or what it keeps changed
ALTER TABLE forum ADD COLUMN example INTEGER NOT NULL DEFAULT 0; -- P0: whether it is the reference case, which no side wrote or approved here
ALTER TABLE proposal ADD COLUMN forum INTEGER NOT NULL DEFAULT 0; -- P1: the forum, 0 for a proposal of a dialogue
CREATE INDEX proposal_forum ON proposal (forum);
ALTER TABLE approval ADD COLUMN key TEXT NOT NULL DEFAULT ''; -- P1: the public key under which the note was checked, empty for an approval without one
ALTER TABLE approval ADD COLUMN note BLOB NOT NULL DEFAULT x''; -- P1: the signed note, empty for an approval without one

CREATE TABLE issue (
    id INTEGER NOT NULL, -- P1: random number of an issue
    forum INTEGER NOT NULL, -- P1: the forum that keeps it
    body TEXT NOT NULL, -- P1: the issue with the perspectives of the sides, sealed or not
    PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX issue_forum ON issue (forum);

CREATE TABLE joint_text (
    id INTEGER NOT NULL, -- P1: random number of a text that the sides write together
    forum INTEGER NOT NULL, -- P1: the forum that keeps it
    body TEXT NOT NULL, -- P1: its words, and which sides consent to them
    PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX joint_text_forum ON joint_text (forum);

CREATE TABLE recommendation (
    id INTEGER NOT NULL, -- P1: random number of a recommendation
    forum INTEGER NOT NULL, -- P1: the forum that keeps it
    body TEXT NOT NULL, -- P1: its words and addressees, and which sides support them
    PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX recommendation_forum ON recommendation (forum);

CREATE TABLE report (
    id INTEGER NOT NULL, -- P1: random number of a report in preparation
    forum INTEGER NOT NULL, -- P1: the forum that prepares it
    body TEXT NOT NULL, -- P1: its joint parts, and of what else it is composed
    PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX report_forum ON report (forum);

CREATE TABLE release (
    id INTEGER NOT NULL, -- P1: random number of a release
    report INTEGER NOT NULL, -- P1: the report that was released
    forum INTEGER NOT NULL, -- P1: the forum that prepared it
    proposal INTEGER NOT NULL, -- P1: the proposal that every side approved
    number INTEGER NOT NULL, -- P1: of the edition of the report
    language TEXT NOT NULL, -- P1: the language of a translation, empty for a report
    original INTEGER NOT NULL, -- P1: the release of which it is a translation, 0 for a report
    day INTEGER NOT NULL, -- P1: the day on which it was enacted
    embargo INTEGER NOT NULL, -- P1: the day before which it is not public, 0 for none
    entry INTEGER NOT NULL, -- P0: its place in the record
    stopped_by TEXT NOT NULL, -- P1: the side that hid it, empty for none
    turns INTEGER NOT NULL, -- P1: how often it was hidden or a proposal about it taken back
    redacted INTEGER NOT NULL, -- P0: whether every side took it back
    example INTEGER NOT NULL, -- P0: whether it is of the reference case
    PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE paper (
    proposal INTEGER NOT NULL, -- P1: a proposal
    name TEXT NOT NULL, -- P1: name of a file that belongs to it
    body BLOB NOT NULL, -- P1: the document to be released, or a rendering of it; gone when it is redacted
    PRIMARY KEY (proposal, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE side_key (
    side TEXT NOT NULL, -- P0: a side
    witness INTEGER NOT NULL, -- P0: whether the key is its witness's
    from_day INTEGER NOT NULL, -- P0: the day before which the key does not count
    public TEXT NOT NULL, -- P0: the public key
    sealed BLOB NOT NULL, -- P1: the private key, sealed with a passphrase that the node does not keep; empty for a key held elsewhere
    PRIMARY KEY (side, witness, from_day)
) STRICT, WITHOUT ROWID;

CREATE TABLE record_head (
    id INTEGER NOT NULL, -- P0: 0, for there is one record
    size INTEGER NOT NULL, -- P0: how many entries the record has; who appends holds this row
    PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE record_entry (
    idx INTEGER NOT NULL, -- P0: place of an entry in the record
    leaf BLOB NOT NULL, -- P0: the entry: its kind and day, a count, the sides whose act it is, a salted hash
    salt BLOB, -- P1: the salt of that hash; none after a redaction
    PRIMARY KEY (idx)
) STRICT, WITHOUT ROWID;

CREATE TABLE record_hash (
    position INTEGER NOT NULL, -- P0: place of a hash among those of the record's tree
    hash BLOB NOT NULL, -- P0: a hash over one entry or more
    PRIMARY KEY (position)
) STRICT, WITHOUT ROWID;

CREATE TABLE checkpoint (
    size INTEGER NOT NULL, -- P0: how many entries the record had
    text BLOB NOT NULL, -- P0: the signed checkpoint
    PRIMARY KEY (size)
) STRICT, WITHOUT ROWID;

CREATE TABLE cosignature (
    size INTEGER NOT NULL, -- P0: the checkpoint
    side TEXT NOT NULL, -- P0: the side whose witness cosigned it
    public TEXT NOT NULL, -- P0: the witness's key
    line BLOB NOT NULL, -- P0: the cosignature, with its second: the only exact times that are kept
    PRIMARY KEY (size, side, public)
) STRICT, WITHOUT ROWID;

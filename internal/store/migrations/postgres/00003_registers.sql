-- Registers: what the sides keep together. Classes as in 00001.
--
-- Records lie in the order of their random numbers. Their changes are acts of
-- offices, each with its day; what participants do leaves nothing here.

-- +goose Up
ALTER TABLE proposal ADD COLUMN register TEXT COLLATE "C" NOT NULL DEFAULT ''; -- P1: the register, empty for a proposal of a dialogue or a forum
CREATE INDEX proposal_register ON proposal (register);

CREATE TABLE register (
    name TEXT COLLATE "C" NOT NULL, -- P0: a register
    version INTEGER NOT NULL, -- P1: how often what it holds changed
    turns INTEGER NOT NULL, -- P1: how often a proposal about it was taken back
    removed INTEGER NOT NULL, -- P1: the version with which something was last removed from it
    PRIMARY KEY (name)
);

CREATE TABLE register_record (
    id BIGINT NOT NULL, -- P1: random number of a record
    register TEXT COLLATE "C" NOT NULL, -- P1: the register that holds it
    key TEXT COLLATE "C" NOT NULL, -- P1: its key in the register
    changed BIGINT NOT NULL, -- P1: the version of the register in which it last changed
    body BYTEA NOT NULL, -- P1: what it says, with its versions and replies; of one that is held with consent sealed with its own key
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX register_record_key ON register_record (register, key);
CREATE INDEX register_record_changed ON register_record (register, changed);

CREATE TABLE item_key (
    record BIGINT NOT NULL, -- P1: a record that is held with consent
    key BYTEA NOT NULL, -- P1: the key with which it is sealed; destroyed when consent is withdrawn, and in no backup of the rest
    PRIMARY KEY (record)
);

CREATE TABLE record_withdrawal (
    record BIGINT NOT NULL, -- P1: a record that was emptied, so that no old backup brings it back
    PRIMARY KEY (record)
);

CREATE TABLE suggestion (
    id BIGINT NOT NULL, -- P1: random number of what a reader suggested
    register TEXT COLLATE "C" NOT NULL, -- P1: the register
    record TEXT COLLATE "C" NOT NULL, -- P1: key of the record, empty for the register
    body TEXT COLLATE "C" NOT NULL, -- P2: its words, and what co-chairs think of it; nothing of who sent it
    PRIMARY KEY (id)
);
CREATE INDEX suggestion_register ON suggestion (register, record);

-- Sealed assessments, as every side makes them of the same things (SAFETY C7).
-- Classes as in 00001. What is sealed is encrypted with a key that is not in the
-- database, and padded to one size: nothing in a row tells what is said in it.
--
-- Rows lie in the order of their keys. Who coded is known by a keyed hash, of one
-- cycle only; no row of a coding refers to an account.

-- +goose Up
CREATE TABLE assessment_cycle (
    id INTEGER NOT NULL, -- P1: random number of a cycle
    version INTEGER NOT NULL, -- P1: how often the cycle or what belongs to it changed
    register TEXT NOT NULL, -- P0: the register whose records are assessed
    period TEXT NOT NULL, -- P0: what it is about, e.g. 2026-Q1
    codebook TEXT NOT NULL, -- P0: the name of its codebook
    body TEXT NOT NULL, -- P1: its terms, the codebook, and which sides confirmed them
    PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX assessment_cycle_of ON assessment_cycle (register, period, codebook);

CREATE TABLE assessment (
    cycle INTEGER NOT NULL, -- P1: the cycle
    item TEXT NOT NULL, -- P1: key of the record that is assessed
    conduct TEXT NOT NULL, -- P1: whose conduct is assessed
    side TEXT NOT NULL, -- P1: the side that assesses
    commitment BLOB NOT NULL, -- P0: the hash to which it committed
    entry BLOB NOT NULL, -- P0: subject of the entry of the record that says so
    committed INTEGER NOT NULL, -- P0: the day on which it committed
    revealed INTEGER NOT NULL, -- P0: the day on which it revealed, 0 before
    alone INTEGER NOT NULL, -- P1: whether it agrees to be shown although another side withholds its own
    sealed BLOB NOT NULL, -- P2: salt and content, sealed; empty where the side keeps them itself
    PRIMARY KEY (cycle, item, conduct, side)
) STRICT, WITHOUT ROWID;

CREATE TABLE coding (
    cycle INTEGER NOT NULL, -- P1: the cycle
    item TEXT NOT NULL, -- P1: key of the record that is coded
    conduct TEXT NOT NULL, -- P1: whose conduct is coded
    side TEXT NOT NULL, -- P1: the side of the coder
    coder INTEGER NOT NULL, -- P1: the number of the coder's seat
    sealed BLOB NOT NULL, -- P2: what the coder says, sealed
    PRIMARY KEY (cycle, item, conduct, side, coder)
) STRICT, WITHOUT ROWID;

CREATE TABLE coder (
    cycle INTEGER NOT NULL, -- P1: the cycle
    side TEXT NOT NULL, -- P1: a side
    number INTEGER NOT NULL, -- P1: of the seat
    tag BLOB NOT NULL, -- M: keyed hash of whoever sits there, for this cycle
    PRIMARY KEY (cycle, side, number)
) STRICT, WITHOUT ROWID;

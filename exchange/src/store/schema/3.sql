-- What comes through an exchange: statements beside the reports, and how far each log has been read.
CREATE TABLE statements (
    statement_id SERIAL,
    digest TEXT NOT NULL UNIQUE,
    report_digest TEXT NOT NULL,
    jti TEXT NOT NULL,
    iss TEXT NOT NULL,
    speaker TEXT NOT NULL,
    kind TEXT NOT NULL,
    question TEXT,
    body LIST NOT NULL,
    iat INSTANT NOT NULL,
    imported_at INSTANT NOT NULL,
    token BYTES NOT NULL
) STRICT;
CREATE INDEX statements_of_report ON statements (report_digest, iat);

CREATE TABLE feeds (
    origin TEXT PRIMARY KEY,
    address TEXT NOT NULL,
    checkpoint TEXT NOT NULL,
    frontier TEXT NOT NULL,
    trust_pin TEXT NOT NULL,
    trust TEXT,
    versions LIST NOT NULL,
    fresh_until INSTANT,
    synced_at INSTANT NOT NULL
) STRICT;

CREATE TABLE feed_subscriptions (
    origin TEXT NOT NULL,
    subscriber TEXT NOT NULL,
    done_checkpoint TEXT NOT NULL,
    PRIMARY KEY (origin, subscriber)
) STRICT;

CREATE TABLE feed_evidence (
    evidence_id SERIAL,
    origin TEXT NOT NULL,
    found_at INSTANT NOT NULL,
    reason TEXT NOT NULL,
    held TEXT NOT NULL,
    offered TEXT NOT NULL
) STRICT;

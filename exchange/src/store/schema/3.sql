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

-- Standing is as last known, as in `reports`; the newest revision of each `number` is the one that counts.
CREATE TABLE progress_reports (
    progress_report_id SERIAL,
    digest TEXT NOT NULL UNIQUE,
    report_digest TEXT NOT NULL,
    jti TEXT NOT NULL,
    iss TEXT NOT NULL,
    sub TEXT NOT NULL,
    revision INTEGER NOT NULL,
    number INTEGER NOT NULL,
    reported_on DAY NOT NULL,
    disclosure TEXT NOT NULL,
    status_uri TEXT NOT NULL,
    status_idx INTEGER NOT NULL,
    standing TEXT NOT NULL,
    standing_reason TEXT,
    standing_as_of_at INSTANT,
    iat INSTANT NOT NULL,
    imported_at INSTANT NOT NULL,
    token BYTES NOT NULL
) STRICT;
CREATE INDEX progress_reports_of_report ON progress_reports (report_digest, number, revision);

-- What became of publicly reported findings, as progress reports say: `digest` is that of the progress report.
CREATE TABLE remediation (
    remediation_id SERIAL,
    digest TEXT NOT NULL,
    report_digest TEXT NOT NULL,
    question TEXT NOT NULL,
    result TEXT NOT NULL,
    result_on DAY
) STRICT;
CREATE INDEX remediation_of_report ON remediation (report_digest, question);
CREATE INDEX remediation_of_progress_report ON remediation (digest);

-- Who is told of changes, and how far: what was sent and not taken yet is sent again as it was.
CREATE TABLE notified (
    target TEXT PRIMARY KEY,
    target_id TEXT NOT NULL,
    done_change_id INTEGER NOT NULL,
    sent_change_id INTEGER
) STRICT;

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

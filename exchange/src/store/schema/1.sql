CREATE TABLE reports (
    report_id ID,
    digest TEXT NOT NULL UNIQUE,
    iss TEXT NOT NULL,
    sub TEXT NOT NULL,
    jti TEXT NOT NULL,
    revision INTEGER NOT NULL,
    supersedes TEXT,
    follows_jti TEXT,
    follows_digest TEXT,
    iat INSTANT NOT NULL,
    exp INSTANT,
    status_uri TEXT NOT NULL,
    status_idx INTEGER NOT NULL,
    version TEXT NOT NULL,
    language TEXT NOT NULL,
    audience TEXT NOT NULL,
    from_on DAY,
    facility_name TEXT NOT NULL,
    facility_country TEXT NOT NULL,
    facility_isic TEXT,
    os_id TEXT,
    star TEXT,
    lei TEXT,
    gln TEXT,
    duns TEXT,
    address_lines LIST NOT NULL,
    locality TEXT,
    region TEXT,
    postal_code TEXT,
    latitude DECIMAL,
    longitude DECIMAL,
    workforce_total_count INTEGER,
    workforce_women_count INTEGER,
    workforce_men_count INTEGER,
    workforce_migrant_count INTEGER,
    assessment_id TEXT NOT NULL,
    cycle INTEGER NOT NULL,
    assessment_type TEXT NOT NULL,
    started_on DAY NOT NULL,
    ended_on DAY,
    announced BOOLEAN,
    assessor_count INTEGER,
    person_days DECIMAL,
    tool_id TEXT NOT NULL,
    tool_version TEXT NOT NULL,
    disclosure TEXT NOT NULL,
    findings_withheld_count INTEGER NOT NULL,
    members_withheld_count INTEGER NOT NULL,
    signer_name TEXT NOT NULL,
    signer_kid TEXT NOT NULL,
    is_test BOOLEAN NOT NULL,
    standing TEXT NOT NULL,
    standing_reason TEXT,
    standing_as_of_at INSTANT,
    verified_at INSTANT NOT NULL,
    imported_at INSTANT NOT NULL,
    is_current BOOLEAN NOT NULL,
    superseded_by_digest TEXT,
    flag TEXT,
    UNIQUE (iss, jti, revision),
    UNIQUE (iss, status_uri, status_idx)
) STRICT;
CREATE INDEX reports_of_facility ON reports (sub, iss, started_on);

CREATE TABLE documents (
    report_id ID,
    token BYTES NOT NULL
) STRICT;

CREATE TABLE compliance_point_rows (
    row_id ID,
    cluster TEXT NOT NULL,
    compliance_point TEXT NOT NULL,
    question_count INTEGER NOT NULL,
    findings_withheld_count INTEGER NOT NULL,
    result TEXT NOT NULL
) STRICT;

CREATE TABLE finding_rows (
    row_id ID,
    cluster TEXT NOT NULL,
    compliance_point TEXT NOT NULL,
    question TEXT NOT NULL,
    global_question TEXT,
    text TEXT NOT NULL,
    kind TEXT NOT NULL,
    basis TEXT,
    legal_references LIST NOT NULL,
    tags LIST NOT NULL,
    result TEXT,
    value TEXT,
    is_public BOOLEAN NOT NULL
) STRICT;

CREATE TABLE evidence_rows (
    row_id ID,
    cluster TEXT NOT NULL,
    compliance_point TEXT NOT NULL,
    question TEXT NOT NULL,
    explanation TEXT NOT NULL,
    sources LIST NOT NULL,
    workers_affected_count INTEGER
) STRICT;

CREATE TABLE improvement_item_rows (
    row_id ID,
    cluster TEXT,
    compliance_point TEXT NOT NULL,
    question TEXT,
    action TEXT NOT NULL,
    due_on DAY,
    status TEXT NOT NULL
) STRICT;

CREATE TABLE quarantine (
    quarantine_id SERIAL,
    sha256 TEXT NOT NULL,
    code TEXT NOT NULL,
    reason TEXT NOT NULL,
    source TEXT NOT NULL,
    received_at INSTANT NOT NULL,
    digest TEXT,
    byte_count INTEGER NOT NULL,
    token BYTES,
    UNIQUE (sha256, code)
) STRICT;
CREATE INDEX quarantine_of_document ON quarantine (digest);

CREATE TABLE trust_seen (
    id ID CHECK (id = 1),
    version INTEGER NOT NULL,
    digest TEXT NOT NULL
) STRICT;

CREATE TABLE status_seen (
    uri TEXT PRIMARY KEY,
    iat INSTANT NOT NULL
) STRICT;

CREATE TABLE supplier_links (
    supplier_number TEXT PRIMARY KEY,
    supplier_name TEXT NOT NULL,
    supplier_country TEXT NOT NULL,
    iss TEXT NOT NULL,
    sub TEXT NOT NULL,
    confirmed_by TEXT NOT NULL,
    confirmed_at INSTANT NOT NULL
) STRICT;

CREATE VIEW compliance_points AS SELECT digest, row_id & 1048575 AS number,
    cluster, compliance_point, question_count, rows.findings_withheld_count, result
    FROM reports JOIN compliance_point_rows AS rows ON row_id BETWEEN report_id << 20 AND (report_id << 20) + 1048575;
CREATE VIEW findings AS SELECT digest, row_id & 1048575 AS number,
    cluster, compliance_point, question, global_question, text, kind, basis, legal_references, tags, result, value, is_public
    FROM reports JOIN finding_rows AS rows ON row_id BETWEEN report_id << 20 AND (report_id << 20) + 1048575;
CREATE VIEW evidence AS SELECT digest, row_id & 1048575 AS number,
    cluster, compliance_point, question, explanation, sources, workers_affected_count
    FROM reports JOIN evidence_rows AS rows ON row_id BETWEEN report_id << 20 AND (report_id << 20) + 1048575;
CREATE VIEW improvement_items AS SELECT digest, row_id & 1048575 AS number,
    cluster, compliance_point, question, action, due_on, status
    FROM reports JOIN improvement_item_rows AS rows ON row_id BETWEEN report_id << 20 AND (report_id << 20) + 1048575;

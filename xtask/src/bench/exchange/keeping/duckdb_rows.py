"""Reports as plain JSON into the rows of a store with DuckDB, as one who knows DuckDB would write it: nothing is verified.

It keeps neither the documents nor an index, which a store does. Prints the CPU seconds of its process, its imports aside,
and how many rows it wrote.
"""

import json
import sys
import time

import duckdb

FINDING = """STRUCT(question VARCHAR, text STRUCT(en VARCHAR), kind VARCHAR, basis VARCHAR, legal_references VARCHAR[], tags VARCHAR[],
    result VARCHAR, value VARCHAR)[]"""

REPORT = f"""STRUCT(version VARCHAR, revision BIGINT, language VARCHAR, publication STRUCT(audience VARCHAR, "from" DATE),
    facility STRUCT(name VARCHAR, country VARCHAR, industry STRUCT(isic VARCHAR), identifiers STRUCT(scheme VARCHAR, value VARCHAR)[],
        address STRUCT(lines VARCHAR[], locality VARCHAR), coordinates STRUCT(latitude VARCHAR, longitude VARCHAR),
        workforce STRUCT(total_count BIGINT, women_count BIGINT)),
    assessment STRUCT(id VARCHAR, cycle BIGINT, type VARCHAR, started_on DATE, ended_on DATE, announced BOOLEAN,
        tool STRUCT(id VARCHAR, version VARCHAR)),
    compliance_points STRUCT(cluster VARCHAR, id VARCHAR, question_count BIGINT, public_findings {FINDING}, findings {FINDING},
        evidence STRUCT(question VARCHAR, explanation STRUCT(en VARCHAR), sources VARCHAR[], workers_affected_count BIGINT)[])[],
    improvement_plan STRUCT(compliance_point VARCHAR, action STRUCT(en VARCHAR), due_on DATE, status VARCHAR)[])"""

COLUMNS = f"""{{{{iss: 'VARCHAR', sub: 'VARCHAR', jti: 'VARCHAR', iat: 'BIGINT',
    status: 'STRUCT(status_list STRUCT(idx BIGINT, uri VARCHAR))', report: '{REPORT}'}}}}"""

POINTS = "SELECT report_id, unnest(report.compliance_points) AS point, generate_subscripts(report.compliance_points, 1) AS place FROM raw"

STATEMENTS = f"""
CREATE TEMP TABLE raw AS SELECT row_number() OVER () AS report_id, * FROM read_json('{{path}}', format = 'newline_delimited',
    columns = {COLUMNS});
CREATE TABLE reports AS SELECT report_id, iss, sub, jti, report.revision, to_timestamp(iat) AS iat, status.status_list.uri AS status_uri,
    status.status_list.idx AS status_idx, report.version, report.language, report.publication.audience, report.publication."from" AS from_on,
    report.facility.name AS facility_name, report.facility.country AS facility_country, report.facility.industry.isic AS facility_isic,
    list_filter(report.facility.identifiers, lambda held: held.scheme = 'star')[1].value AS star, to_json(report.facility.address.lines) AS address_lines,
    report.facility.address.locality, report.facility.coordinates.latitude, report.facility.coordinates.longitude,
    report.facility.workforce.total_count AS workforce_total_count, report.facility.workforce.women_count AS workforce_women_count,
    report.assessment.id AS assessment_id, report.assessment.cycle, report.assessment.type AS assessment_type, report.assessment.started_on, report.assessment.ended_on, report.assessment.announced,
    report.assessment.tool.id AS tool_id, report.assessment.tool.version AS tool_version FROM raw;
CREATE TABLE compliance_points AS SELECT report_id << 20 | place AS row_id, point.cluster, point.id AS compliance_point, point.question_count,
    0 AS findings_withheld_count,
    CASE WHEN list_contains(list_transform(list_concat(point.public_findings, point.findings), lambda held: held.result), 'non_compliant')
        THEN 'non_compliant'
        WHEN list_contains(list_transform(list_concat(point.public_findings, point.findings), lambda held: held.result), 'not_assessed')
        THEN 'unknown' ELSE 'compliant' END AS result
    FROM ({POINTS});
CREATE TABLE findings AS SELECT report_id << 20 | row_number() OVER (PARTITION BY report_id) AS row_id, cluster, compliance_point,
    held.question, held.text.en AS text, held.kind, held.basis, to_json(coalesce(held.legal_references, [])) AS legal_references,
    to_json(coalesce(held.tags, [])) AS tags, held.result, held.value, is_public FROM (
        SELECT report_id, point.cluster, point.id AS compliance_point, unnest(point.public_findings) AS held, true AS is_public FROM ({POINTS})
        UNION ALL
        SELECT report_id, point.cluster, point.id, unnest(point.findings), false FROM ({POINTS}));
CREATE TABLE evidence AS SELECT report_id << 20 | row_number() OVER (PARTITION BY report_id) AS row_id, cluster, compliance_point, held.question,
    held.explanation.en AS explanation, to_json(held.sources) AS sources, held.workers_affected_count
    FROM (SELECT report_id, point.cluster, point.id AS compliance_point, unnest(point.evidence) AS held FROM ({POINTS}));
CREATE TABLE improvement_items AS SELECT report_id, unnest(report.improvement_plan) AS item FROM raw;
"""


def main(source, made):
    began = time.process_time()
    connection = duckdb.connect(made)
    connection.execute(STATEMENTS.format(path=source))
    connection.execute("CHECKPOINT")
    tables = ["compliance_points", "findings", "evidence"]
    rows = sum(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables)
    connection.close()
    print(json.dumps({"seconds": time.process_time() - began, "rows": rows}))


main(*sys.argv[1:])

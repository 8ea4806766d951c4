-- What changed, in the order in which it did; and the views that an ERP asks.
CREATE TABLE changes (
    change_id SEQUENCE,
    changed_at INSTANT NOT NULL,
    kind TEXT NOT NULL,
    digest TEXT,
    sub TEXT,
    iss TEXT,
    jti TEXT,
    standing_before TEXT,
    standing_after TEXT
) STRICT;

CREATE VIEW newest_reports AS SELECT report_id FROM (SELECT report_id, row_number() OVER
    (PARTITION BY iss, sub ORDER BY started_on DESC, cycle DESC, iat DESC, report_id DESC) AS place FROM reports WHERE is_current) AS ranked
    WHERE place = 1;

CREATE VIEW current_reports AS SELECT reports.*, (SELECT count(*) FROM compliance_point_rows
    WHERE row_id BETWEEN report_id << 20 AND (report_id << 20) + 1048575 AND result = 'non_compliant') AS non_compliant_points_count
    FROM reports WHERE report_id IN (SELECT report_id FROM newest_reports);

CREATE VIEW open_non_compliances AS SELECT facility_name, facility_country, iss, sub, held.cluster, held.compliance_point, held.question,
    held.text, held.is_public, (SELECT plan.status FROM improvement_item_rows AS plan
        WHERE plan.row_id BETWEEN report_id << 20 AND (report_id << 20) + 1048575 AND plan.cluster = held.cluster
        AND plan.compliance_point = held.compliance_point AND (plan.question IS NULL OR plan.question = held.question)
        ORDER BY plan.question IS NULL, plan.row_id LIMIT 1) AS improvement_status,
    started_on, standing, standing_as_of_at, digest
    FROM reports JOIN finding_rows AS held ON held.row_id BETWEEN report_id << 20 AND (report_id << 20) + 1048575
    WHERE result = 'non_compliant' AND standing IN ('valid', 'unknown') AND report_id IN (SELECT report_id FROM newest_reports);

CREATE VIEW supplier_status AS SELECT supplier_number, supplier_name, supplier_country, links.iss, links.sub,
    facility_name, facility_country, digest, assessment_id, cycle, started_on, ended_on, standing, standing_as_of_at, verified_at,
    disclosure, non_compliant_points_count, findings_withheld_count, flag, is_test, signer_name, iat, exp,
    confirmed_by IS NOT NULL AS is_confirmed, confirmed_by, confirmed_at
    FROM supplier_links AS links LEFT JOIN current_reports AS held ON held.iss = links.iss AND held.sub = links.sub;

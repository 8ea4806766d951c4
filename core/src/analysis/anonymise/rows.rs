//! The rows of the data set; their fields and comments are the data dictionary.

use crate::analysis::table::table;

table! {
    /// An assessment of a factory.
    pub struct AssessmentRow in "assessments" {
        /// Pseudonym of the factory, the same in all its assessments and in every data set made with the same key.
        facility: String, unit "32 hexadecimal characters", from "iss, sub";
        /// Pseudonym of the assessment; `findings` refers to it.
        assessment: String, unit "32 hexadecimal characters", from "iss, jti";
        /// Country of the factory.
        country: String, unit "ISO 3166-1 alpha-2", from "report.facility.country";
        /// Sector of the factory; empty where it is not stated, or was left out to hide the factory among others.
        isic: Option<String>, unit "ISIC rev. 4 code, 2 to 4 digits", from "report.facility.industry.isic";
        /// How many workers the factory has, in bands; empty where it is withheld or not stated, or was left out to hide the factory.
        size_band: Option<&'static str>, unit "workers: 1-249, 250-499, 500-999, 1000-2499, 2500-4999, 5000+", from "report.facility.workforce.total_count";
        /// How many assessments the factory has had, this one included; empty where it was left out to hide the factory.
        cycle: Option<i64>, unit "assessments", from "report.assessment.cycle";
        /// The year in which the visit began; empty where it was left out to hide the factory.
        year: Option<i64>, unit "calendar year", from "report.assessment.started_on";
        /// Whether anything of the report is withheld: `complete` or `partial`. In a partial one, a missing finding is not compliance.
        disclosure: &'static str, unit "code", from "the verification";
    }
}

table! {
    /// The result of a compliance question in an assessment.
    pub struct FindingRow in "findings" {
        /// Pseudonym of the assessment.
        assessment: String, unit "32 hexadecimal characters", from "iss, jti";
        /// Cluster of the compliance point.
        cluster: String, unit "code", from "report.compliance_points[].cluster";
        /// Compliance point within its cluster.
        compliance_point: String, unit "code", from "report.compliance_points[].id";
        /// Id of the question in the national tool.
        question: String, unit "id", from "report.compliance_points[].findings[].question";
        /// Id of the global question to which it maps.
        global_question: Option<String>, unit "id", from "report.compliance_points[].findings[].global_question";
        /// What the requirement rests on: `international_standard`, `national_law`, `benchmark` or `other`.
        basis: Option<&'static str>, unit "code", from "report.compliance_points[].findings[].basis";
        /// `compliant`, `non_compliant`, `not_applicable`, `not_assessed`, or `other` for a code that this version does not know.
        result: &'static str, unit "code", from "report.compliance_points[].findings[].result";
        /// Whether the finding is publicly disclosed; always false unless those were asked for.
        is_public: bool, unit "true or false", from "report.compliance_points[].public_findings[]";
    }
}

//! The questions of the pages' reports: short, in our own words, and about no real factory.

use betterwork::report::taxonomy::CLUSTERS;
use betterwork::report::*;

/// The question that the factory of the first page replies to.
pub(super) const EXITS: &str = "S-017";

/// A question that the public view withholds.
pub(super) const NOT_PUBLIC: &str = "S-1000";

/// A publicly reported issue: its point, its text in English and in one more language.
struct Issue {
    cluster: &'static str,
    point: &'static str,
    text: &'static str,
    translations: &'static [(&'static str, &'static str)],
}

const fn issue(cluster: &'static str, point: &'static str, text: &'static str) -> Issue {
    Issue { cluster, point, text, translations: &[] }
}

const OSH: &str = "occupational_safety_and_health";
const ASSOCIATION: &str = "freedom_of_association_and_collective_bargaining";

/// The issues, in the order of the taxonomy.
const ISSUES: [Issue; 24] = [
    issue("child_labour", "child_labourers", "No worker is below the minimum age"),
    issue("child_labour", "documentation_and_protection_of_young_workers", "The age of applicants is checked before they are hired"),
    issue("discrimination", "gender", "Pregnant workers are neither dismissed nor pressed to leave"),
    issue("discrimination", "gender", "Women and men are paid alike for work of equal value"),
    issue("discrimination", "gender", "There is no sexual harassment of workers"),
    issue("forced_labour", "coercion", "Workers keep their own identity documents"),
    issue("forced_labour", "coercion", "Workers may leave the premises when their shift is over"),
    issue("forced_labour", "forced_labour_and_overtime", "Nobody is threatened with dismissal for refusing overtime"),
    issue(ASSOCIATION, "freedom_to_associate", "Workers can form and join unions freely"),
    issue(ASSOCIATION, "interference_and_discrimination", "Nobody is punished for joining a union"),
    issue(ASSOCIATION, "collective_bargaining", "The employer bargains in good faith"),
    issue("compensation", "minimum_wages_piece_rate_wages", "Regular workers earn at least the minimum wage"),
    issue("compensation", "overtime_wages", "Overtime is paid at the legal rate"),
    issue("compensation", "paid_leave", "Maternity leave is paid in full"),
    issue("compensation", "social_security_and_other_benefits", "Social security contributions are paid in full and in time"),
    issue("contracts_and_human_resources", "dialogue_discipline_and_disputes", "Workers are not bullied, harassed or humiliated"),
    Issue {
        cluster: OSH,
        point: "emergency_preparedness",
        text: "Emergency exits are open and free during working hours",
        translations: &[
            ("vi", "Lối thoát hiểm mở và thông thoáng trong giờ làm việc"),
            ("ar", "مخارج الطوارئ مفتوحة وخالية من العوائق أثناء ساعات العمل"),
            ("fr", "Les issues de secours sont ouvertes et dégagées pendant le travail"),
            ("id", "Pintu darurat terbuka dan bebas hambatan selama jam kerja"),
            ("bn", "কাজের সময় জরুরি বহির্গমন পথ খোলা ও বাধামুক্ত থাকে"),
            ("km", "ច្រកចេញសង្គ្រោះបន្ទាន់បើកចំហ និងគ្មានឧបសគ្គនៅម៉ោងធ្វើការ"),
        ],
    },
    Issue {
        cluster: OSH,
        point: "emergency_preparedness",
        text: "A fire alarm works and is heard everywhere",
        translations: &[
            ("vi", "Hệ thống báo cháy hoạt động và nghe được ở mọi nơi"),
            ("ar", "جهاز إنذار الحريق يعمل ويُسمع في كل مكان"),
            ("fr", "L’alarme incendie fonctionne et s’entend partout"),
        ],
    },
    issue(OSH, "emergency_preparedness", "Emergency drills are held at least twice a year"),
    issue(OSH, "worker_protection", "Machines have guards on their moving parts"),
    issue(OSH, "chemicals_and_hazardous_substances", "Chemicals are labelled and stored safely"),
    issue(OSH, "worker_accommodation", "Dormitories stand apart from production"),
    issue("working_time", "overtime", "Overtime stays within the legal limit"),
    issue("working_time", "regular_hours", "Working time is recorded as it was worked"),
];

/// What a visit finds: the public issues, and as many more in every point as its place says.
pub(super) fn points(language: &str, seed: u64) -> Vec<CompliancePoint> {
    let mut points = Vec::new();
    for (index, (cluster, point)) in
        CLUSTERS.iter().flat_map(|cluster| cluster.points.iter().map(move |point| (cluster.id, point.id))).enumerate()
    {
        let public: Vec<Finding> = (1..)
            .zip(&ISSUES)
            .filter(|(_, issue)| (issue.cluster, issue.point) == (cluster, point))
            .map(|(number, issue)| public(number, issue, language, seed))
            .collect();
        let others: Vec<Finding> = (0..index % 5 + 1).map(|number| other(index * 10 + number, point, seed)).collect();
        let evidence = others.iter().filter(|finding| finding.result == Some(FindingResult::NonCompliant)).map(evidence).collect();
        let mut made = CompliancePoint::new(cluster.into(), point.into(), (public.len() + others.len()) as u64, public);
        (made.findings, made.evidence) = (Some(others), Some(evidence));
        points.push(made);
    }
    points
}

fn public(number: u64, issue: &Issue, language: &str, seed: u64) -> Finding {
    let translation = issue.translations.iter().find(|(tag, _)| *tag == language);
    let text = LanguageMap::single("en", issue.text);
    let text = translation.map_or(text.clone(), |(tag, words)| text.with(*tag, *words));
    let result = if (number + seed).is_multiple_of(17) || number == 23 { FindingResult::NonCompliant } else { FindingResult::Compliant };
    let mut finding = Finding::compliance(format!("S-{number:03}"), text, result);
    finding.tags = vec![PUBLIC_DISCLOSURE.into()];
    finding
}

/// A finding that only the full report has.
fn other(number: usize, point: &str, seed: u64) -> Finding {
    let question = format!("S-1{number:03}");
    let about = point.replace('_', " ");
    if number % 9 == 4 {
        return Finding::fact(question, LanguageMap::single("en", format!("How many people are responsible for {about}?")), "2".to_owned());
    }
    let result = match (number as u64 + seed) % 11 {
        0 => FindingResult::NonCompliant,
        5 => FindingResult::NotApplicable,
        _ => FindingResult::Compliant,
    };
    let text = format!("Requirement {number} of national law on {about} is met");
    let mut finding = Finding::compliance(question, LanguageMap::single("en", text), result);
    finding.basis = Some(Basis::NationalLaw);
    finding
}

fn evidence(finding: &Finding) -> Evidence {
    let text = LanguageMap::single("en", "Records of the last three months and interviews with workers show it.");
    let mut evidence = Evidence::new(finding.question.clone(), text, vec![Source::Documents, Source::WorkerInterviews]);
    evidence.workers_affected_count = Some(14);
    evidence
}

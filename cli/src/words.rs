//! The answers of a verification in plain words; shared by `verify`, `show` and `demo`.

use betterwork::report::PointResult;
use betterwork::{Disclosure, ErrorKind, PublicationState, Standing, StandingValue, Timestamp, Verified, one_line};

use crate::output::{self, BAD, BOLD, CAUTION, GOOD, Labelled, counted, styled};

/// Says every answer but the content: one labelled line or more each.
pub(crate) fn axes<B>(verified: &Verified<B>, unusable: &[String]) -> Labelled {
    let at = verified.verified_at();
    let mut lines = Labelled::default();
    let signer = verified.signer();
    lines.line("signed by", format!("{} ({})", styled(BOLD, one_line(&signer.name)), one_line(&signer.entity)));
    lines.line("", format!("as {}, with the {} key {}; the signature was checked here", role(&signer.role), signer.key_state, signer.kid));
    if signer.test {
        lines.line("test data", styled(CAUTION, "the trust list is a test list: this is not a real report"));
    }
    let age = verified.age();
    lines.line("assessed", format!("{}, {}", age.since_on, days_ago(age.days)));
    if age.lapsed {
        lines.line("", styled(CAUTION, "the time for which its issuer lets it be relied on is over"));
    }
    lines.line("standing", standing(verified.standing()));
    for why in unusable {
        lines.line("", styled(CAUTION, why));
    }
    lines.line("disclosure", disclosure(verified.disclosure()));
    lines.line("publication", publication(verified.publication()));
    for warning in verified.warnings() {
        lines.line("note", styled(CAUTION, format!("{} ({})", one_line(&warning.message), warning.path)));
    }
    lines.line("digest", verified.digest());
    lines.line("checked as of", at);
    lines
}

/// Says whether a report still stands.
pub(crate) fn standing(standing: &Standing) -> String {
    let as_of = standing.as_of_at.map_or_else(String::new, |at| format!(", as of {at}"));
    match standing.value {
        StandingValue::Valid => format!("{}{as_of}", styled(GOOD, "valid: it still stands")),
        StandingValue::Superseded => format!("{}{as_of}", styled(BAD, "superseded: a correction or a later assessment took its place")),
        StandingValue::Suspended => format!("{}{as_of}", styled(BAD, "suspended: not to be relied on for now")),
        StandingValue::Revoked => format!("{}{as_of}", styled(BAD, "revoked: its issuer took it back")),
        _ => format!("{}: {}", styled(CAUTION, "unknown"), unknown(standing.reason)),
    }
}

/// Says why nobody knows whether a report still stands.
fn unknown(reason: Option<&str>) -> String {
    match reason {
        None | Some("none_held") => "no status list was given (`--status FILE`)".to_owned(),
        Some(code) => {
            let advice = ErrorKind::ALL.iter().find(|kind| kind.code() == code).map(|kind| kind.advice());
            let why = match code {
                "status_stale" => "the status list is too old",
                "status_mismatch" => "no status list given is the one that the report names",
                "inconsistent" => "the status list has no such entry",
                _ => "the status list cannot be used",
            };
            advice
                .filter(|_| code.starts_with("status_"))
                .map_or_else(|| format!("{why} [{code}]"), |advice| format!("{why} [{code}]: {advice}"))
        }
    }
}

/// Says how much is shown.
pub(crate) fn disclosure(disclosure: &Disclosure) -> String {
    match disclosure {
        Disclosure::Complete => format!("{}: nothing is withheld", styled(GOOD, "complete")),
        Disclosure::Partial { findings, members } => {
            let members = counted(*members, "member", "members");
            let text = match findings {
                0 => format!("all findings are shown; {members} withheld (empty ones among them)"),
                findings => format!("{} and {members} are not shown", counted(*findings, "finding", "findings")),
            };
            format!("{}: {text}", styled(CAUTION, "partial"))
        }
        _ => styled(CAUTION, "unknown"),
    }
}

fn publication(publication: &PublicationState) -> String {
    let reason = match publication.reason {
        None if publication.public => return "its public view may be shown publicly".to_owned(),
        Some("restricted") => "the report is for named readers only",
        Some("not_yet") => "its day has not come",
        Some(other) => other,
        None => "the report does not say so",
    };
    format!("not to be shown publicly: {reason}")
}

/// Says how long ago a day was.
pub(crate) fn days_ago(days: i64) -> String {
    let span = |days: i64| {
        let text = format!("{} {}", output::grouped(days), if days == 1 { "day" } else { "days" });
        let months = days * 12 / 365;
        match (months / 12, months % 12) {
            (0, _) => text,
            (years, 0) => format!("{text} ({years} y)"),
            (years, months) => format!("{text} ({years} y {months} m)"),
        }
    };
    match days {
        0 => "today".to_owned(),
        1.. => format!("{} ago", span(days)),
        _ => format!("in {}", span(-days)),
    }
}

/// Says a result of a compliance point, in its colour.
pub(crate) fn point_result(result: PointResult) -> String {
    match result {
        PointResult::NonCompliant => styled(BAD, "non-compliant"),
        PointResult::Compliant => styled(GOOD, "compliant"),
        PointResult::Unknown => styled(CAUTION, "unknown"),
        PointResult::NoResult => "no result".to_owned(),
    }
}

/// Says whether an instant has come, for expiries.
pub(crate) fn expiry(expires: Timestamp, at: Timestamp) -> String {
    if at < expires { format!("{expires}") } else { styled(BAD, format!("{expires}: expired")) }
}

fn role(role: &str) -> String {
    let article = if role.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {role}")
}

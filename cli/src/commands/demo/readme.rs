//! The README of the demo's folder: what each file is, and what to try.

use betterwork::Timestamp;

/// What the README names.
pub(super) struct Contents<'a> {
    pub(super) at: Timestamp,
    pub(super) report_count: usize,
    /// A report's file name, for the examples.
    pub(super) example: &'a str,
    /// The export, where it is not the bundled one.
    pub(super) star: Option<&'a std::path::Path>,
}

/// Writes the README.
pub(super) fn text(contents: &Contents<'_>) -> String {
    let Contents { at, report_count, example, star } = contents;
    let day = at.day();
    let source = match star {
        None => "| `star-export/` | the synthetic export from which the reports were made |\n".to_owned(),
        Some(path) => format!("\nThe reports were made from the export in `{}`.\n", path.display()),
    };
    format!(
        "# What `betterwork demo` made

**Test data.** The trust list is a test list, and whatever is signed under it is shown as test data. Everything was done as of
{day}. The keys are real and worthless: nobody trusts them but this folder. `betterwork demo` replaces the folder when it runs again.

| file | what it is |
|---|---|
| `trust.json` | the trust list: who may sign reports and status lists. Valid for ten years |
| `reports/*.sdjwt` | {report_count} signed assessment reports, one file each, named after the assessment |
| `status/demo-1` | the status list: which reports still stand. Valid for 14 days from {day}, so stale today |
| `exchange/` | the same reports as published: a log, and a folder for the subscriber `demo`. Any web server carries it |
| `reports.db` | the store: an SQLite database with the reports as rows, and a table `quarantine` |
| `public-view.sdjwt` | a public view of `reports/{example}`: less in it, the same signature |
| `forged.sdjwt` | a copy of a report in which a non-compliance became compliant: it does not verify |
| `suppliers.csv` | a buyer's list of suppliers; some have no identifier |
| `policy.json` | the buyer's rules for relying on a report |
| `crosswalk.json` | a code of conduct and the compliance points that answer it: an illustration, endorsed by nobody |
| `portfolio.html` | which factories must still be audited, and why: open it in a browser, or print it |
| `keys/*.pem` | the secret keys: root (signs the trust list), report, status, feed (signs the log) |
{source}
## Try

```
betterwork verify reports/{example} --trust trust.json
betterwork verify reports/{example} --trust trust.json --status status/ --at {day}
betterwork verify forged.sdjwt --trust trust.json
betterwork show public-view.sdjwt --trust trust.json
betterwork sync exchange/ --store synced.db --trust trust.json --subscriber demo --at {day}
betterwork publish check exchange/ --at {day}
betterwork query current_reports --store reports.db
betterwork decide --store reports.db --suppliers suppliers.csv --policy policy.json --crosswalk crosswalk.json --trust trust.json --status status/ --at {day}
```
"
    )
}

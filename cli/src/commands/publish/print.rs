//! What publishing says.

use std::path::Path;

use betterwork_exchange::publish::{Added, Checked, Published};
use serde_json::json;

use crate::exit::Exit;
use crate::failure::Result;
use crate::output::{self, BAD, GOOD, Labelled, Voice, counted, grouped, styled};

/// Says what a change wrote.
pub(super) fn published(exchange: &Path, verb: &str, documents: &[(&str, Added)], published: &Published, voice: Voice) -> Result<Exit> {
    let known = documents.iter().filter(|(_, added)| added.was_known).count() as u64;
    if voice == Voice::Json {
        let documents: Vec<_> = documents
            .iter()
            .map(|(name, added)| json!({"file": name, "digest": added.digest, "kind": added.kind, "index": added.index, "was_known": added.was_known}))
            .collect();
        let mut value = log(exchange, published);
        if let Some(object) = value.as_object_mut() {
            object.insert("documents".to_owned(), json!(documents));
        }
        output::print_json(&value)?;
        return Ok(Exit::Done);
    }
    let mut lines = Labelled::default();
    lines.line("exchange", format!("`{}`", exchange.display()));
    let fresh = documents.len() as u64 - known;
    match documents {
        [] => lines.line(verb, &published.origin),
        _ if verb == "shared" => lines.line(verb, counted(documents.len() as u64, "document", "documents")),
        _ => lines.line(verb, counted(fresh, "document", "documents")),
    };
    if known > 0 && verb != "shared" {
        lines.line("left", format!("{} that had been announced before", counted(known, "document", "documents")));
    }
    log_lines(&mut lines, published);
    output::print(lines)?;
    Ok(Exit::Done)
}

/// Says what is shared no longer.
pub(super) fn unshared(exchange: &Path, subscriber: &str, gone: u64, published: &Published, voice: Voice) -> Result<Exit> {
    if voice == Voice::Json {
        let mut value = log(exchange, published);
        if let Some(object) = value.as_object_mut() {
            object.insert("unshared".to_owned(), json!(gone));
        }
        output::print_json(&value)?;
        return Ok(Exit::Done);
    }
    let mut lines = Labelled::default();
    lines.line("exchange", format!("`{}`", exchange.display()));
    lines.line("unshared", format!("{} with {subscriber}", counted(gone, "document", "documents")));
    lines.line("note", "copies that were fetched before cannot be recalled");
    log_lines(&mut lines, published);
    output::print(lines)?;
    Ok(Exit::Done)
}

/// Says what was signed again.
pub(super) fn refreshed(exchange: &Path, views: u64, published: &Published, voice: Voice) -> Result<Exit> {
    if voice == Voice::Json {
        let mut value = log(exchange, published);
        if let Some(object) = value.as_object_mut() {
            object.insert("views".to_owned(), json!(views));
        }
        output::print_json(&value)?;
        return Ok(Exit::Done);
    }
    let mut lines = Labelled::default();
    lines.line("exchange", format!("`{}`", exchange.display()));
    lines.line("refreshed", "status lists and checkpoint");
    if views > 0 {
        lines.line("added", format!("{} whose day has come", counted(views, "public view", "public views")));
    }
    log_lines(&mut lines, published);
    output::print(lines)?;
    Ok(Exit::Done)
}

/// Says what a check found.
pub(super) fn checked(exchange: &Path, checked: &Checked, voice: Voice) -> Result<Exit> {
    let exit = if checked.complaints.is_empty() { Exit::Done } else { Exit::NotVerified };
    if voice == Voice::Json {
        output::print_json(&json!({
            "exchange": exchange, "origin": checked.origin, "size": checked.size, "root": checked.root,
            "trust_versions": checked.trust_versions, "subscribers": checked.subscribers, "documents": checked.documents,
            "views": checked.views, "complaints": checked.complaints,
        }))?;
        return Ok(exit);
    }
    let mut lines = Labelled::default();
    lines.line("exchange", format!("`{}`", exchange.display()));
    lines.line("log", format!("{}, {}", checked.origin, counted(checked.size, "entry", "entries")));
    lines.line("root", checked.root);
    lines.line("trust list", counted(checked.trust_versions, "version", "versions"));
    let subscribers = counted(checked.subscribers, "subscriber", "subscribers");
    lines.line(
        "documents",
        format!("{} of {subscribers}, {}", grouped(checked.documents), counted(checked.views, "public view", "public views")),
    );
    match checked.complaints.len() as u64 {
        0 => lines.line("found", styled(GOOD, "everything fits together")),
        count => lines.line("found", styled(BAD, counted(count, "fault", "faults"))),
    };
    output::print(lines)?;
    if !checked.complaints.is_empty() {
        output::print(checked.complaints.iter().map(|complaint| format!("  {complaint}")).collect::<Vec<_>>().join("\n"))?;
    }
    Ok(exit)
}

fn log(exchange: &Path, published: &Published) -> serde_json::Value {
    json!({
        "exchange": exchange, "origin": published.origin, "size": published.size, "root": published.root,
        "entries": published.entries, "files": published.files,
    })
}

fn log_lines(lines: &mut Labelled, published: &Published) {
    let entries = counted(published.size, "entry", "entries");
    lines.line("log", format!("{entries}, {} new", grouped(published.entries)));
    lines.line("root", published.root);
    lines.line("wrote", counted(published.files, "file", "files"));
}

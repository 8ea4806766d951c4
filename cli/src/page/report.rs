//! The page of one report: the element of `bindings/wasm` with all it needs, in one file that verifies the report where it is opened.

use std::path::Path;

use base64_simd::STANDARD;
use betterwork::Digest;
use betterwork::trust::Root;

use super::escaped;
use crate::failure::{Failure, Result};
use crate::io;

/// The element with its verifier and its words, as `cargo xtask package wasm` makes it.
const SCRIPT: &str = "element.inline.js";

/// What stands in the script until a root is written there.
const ROOT_TO_COME: &str = "\"@@ROOT@@\"";

/// More than the script ever has, in bytes.
const MAX_SCRIPT_BYTES: usize = 16 << 20;

const ADVICE: &str = "name the folder of the npm package @betterwork/report: `cargo xtask package wasm` makes it as target/wasm/package";

/// The documents of a page, as they are signed.
pub(crate) struct Documents {
    pub(crate) report: Vec<u8>,
    pub(crate) trust: Vec<u8>,
    pub(crate) status: Vec<Vec<u8>>,
    pub(crate) statements: Vec<Vec<u8>>,
}

/// Makes the page; `element` is the folder of the npm package. The page trusts `root`, because whoever makes the page does. It speaks
/// the first of `languages` that it has, or else whichever the reader's browser wants.
///
/// # Errors
/// The folder has no element, or one of another version.
pub(crate) fn report(title: &str, element: &Path, root: &Root, languages: &[String], documents: &Documents) -> Result<String> {
    let script = script(element, root)?;
    let hash = STANDARD.encode_to_string(Digest::of(script.as_bytes()).as_bytes());
    let policy = format!(
        "default-src 'none'; script-src 'sha256-{hash}' 'wasm-unsafe-eval'; style-src 'unsafe-inline'; require-trusted-types-for 'script'"
    );
    let mut texts = String::new();
    let mut held = |name: &str, documents: &[Vec<u8>]| {
        let ids = (0..documents.len()).map(|number| format!("{name}-{number}"));
        let ids: Vec<_> = ids
            .zip(documents)
            .map(|(id, document)| {
                texts += &format!("<div hidden id=\"{id}\">{}</div>\n", escaped(&String::from_utf8_lossy(document)));
                format!("#{id}")
            })
            .collect();
        ids.join(" ")
    };
    let report = held("report", std::slice::from_ref(&documents.report));
    let trust = held("trust", std::slice::from_ref(&documents.trust));
    let (status, statements) = (held("status", &documents.status), held("statement", &documents.statements));
    // Without it the page's own language would count, which is that of its one sentence: `und` is no language, and gives way to the reader's.
    let locale = if languages.is_empty() { "und".into() } else { escaped(&languages.join(" ")) };
    let title = escaped(title);
    Ok(format!(
        "<!doctype html>\n<html lang=\"en\" dir=\"ltr\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{title}</title>\n<style>body {{ max-width: 60rem; margin: 1rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif }}</style>\n\
         </head>\n<body>\n<main>\n\
         <better-work-report src=\"{report}\" trust=\"{trust}\" status=\"{status}\" statements=\"{statements}\" locale=\"{locale}\" internal>\n\
         <p>This page holds a signed report. Your browser checks it before it shows it; without scripts, \
         <code>betterwork show</code> does both.</p>\n</better-work-report>\n</main>\n\
         {texts}<script type=\"module\">{script}</script>\n</body>\n</html>\n"
    ))
}

/// Reads the element, and writes the root into it.
fn script(folder: &Path, root: &Root) -> Result<String> {
    let path = folder.join(SCRIPT);
    let script = io::read_text(&path, MAX_SCRIPT_BYTES).map_err(|failure| failure.advise(ADVICE))?;
    if script.matches(ROOT_TO_COME).count() != 1 {
        return Err(Failure::usage(format!("`{}` is not the element of this version", path.display())).advise(ADVICE));
    }
    let root = serde_json::to_string(root).unwrap_or_default();
    // Nothing in the script ends it but its own end.
    let script = script.replace(ROOT_TO_COME, &root);
    Ok(script.replace("</script", "<\\/script").replace("<!--", "<\\!--"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    const ROOT: &str = r#"{"keys":[{"kty":"OKP","crv":"Ed25519","x":"S7Z13k9jdqthc3Az1wFWDkQ0vh1nNlYq4puINbdjzSQ"}],"threshold":1}"#;

    fn made(script: &str) -> Result<String> {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(SCRIPT), script).unwrap();
        let documents =
            Documents { report: b"</div><script>".to_vec(), trust: Vec::new(), status: vec![b"one".to_vec()], statements: Vec::new() };
        report("<b>", folder.path(), &Root::from_json(ROOT).unwrap(), &[], &documents)
    }

    #[test]
    fn a_document_is_never_markup_and_the_script_never_ends_early() {
        let page = made("const root = \"@@ROOT@@\", text = '</script><!--'").unwrap();
        assert!(page.contains("&lt;/div&gt;&lt;script&gt;") && page.contains("<title>&lt;b&gt;</title>"), "{page}");
        assert!(page.contains("'<\\/script><\\!--'") && page.contains("const root = {\"keys\""), "{page}");
        assert!(page.contains("src=\"#report-0\" trust=\"#trust-0\" status=\"#status-0\" statements=\"\""), "{page}");
        assert_eq!(page.matches("</script").count(), 1);
    }

    #[test]
    fn an_element_of_another_version_is_refused() {
        assert!(format!("{:?}", made("const root = 1").unwrap_err()).contains("not the element of this version"));
    }
}

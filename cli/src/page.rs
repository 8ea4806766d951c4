//! Pages to read and to print: self-contained HTML, no network; light and dark. Only the page of one report has a script, which verifies it.

mod chart;
mod portfolio;
pub(crate) mod report;

use std::fmt::Write;

pub(crate) use portfolio::portfolio;

const STYLE: &str = include_str!("page/style.css");

/// What a page begins with.
pub(super) struct Heading<'a> {
    pub(super) title: &'a str,
    /// A line below the title.
    pub(super) subtitle: String,
    /// Whether the data is test data: then the page says so, on every printed sheet too.
    pub(super) test: bool,
}

/// Makes a page of its parts, which are HTML.
pub(super) fn page(heading: &Heading<'_>, parts: &[String]) -> String {
    let (title, subtitle) = (escaped(heading.title), escaped(&heading.subtitle));
    let banner = if heading.test { "<p class=\"banner\" role=\"note\">Test data: no factory of this page is real.</p>\n" } else { "" };
    let policy = "default-src 'none'; style-src 'unsafe-inline'";
    format!(
        "<!doctype html>\n<html lang=\"en\" dir=\"ltr\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n{banner}<header>\n<h1>{title}</h1>\n\
         <p class=\"subtitle\">{subtitle}</p>\n</header>\n{}\n</main>\n</body>\n</html>\n",
        parts.join("\n")
    )
}

/// Makes a section with a heading; the body is HTML.
pub(super) fn section(title: &str, body: &str) -> String {
    format!("<section>\n<h2>{}</h2>\n{body}\n</section>", escaped(title))
}

/// Makes a table of cells that are HTML; columns whose heading is empty have none.
pub(super) fn table(caption: &str, header: &[&str], rows: &[Vec<String>]) -> String {
    let mut html = format!("<div class=\"wide\"><table>\n<caption>{}</caption>\n<thead><tr>", escaped(caption));
    for name in header {
        // Writing to a string never fails.
        let _ = write!(html, "<th scope=\"col\">{}</th>", escaped(name));
    }
    html.push_str("</tr></thead>\n<tbody>\n");
    for row in rows {
        let cells: String = row
            .iter()
            .zip(header)
            .enumerate()
            .map(|(place, (cell, name))| match place {
                0 => format!("<th scope=\"row\" data-name=\"{}\">{cell}</th>", escaped(name)),
                _ => format!("<td data-name=\"{}\">{cell}</td>", escaped(name)),
            })
            .collect();
        let _ = writeln!(html, "<tr>{cells}</tr>");
    }
    html + "</tbody></table></div>"
}

/// Writes a text so that HTML takes it for nothing but text.
pub(crate) fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            // What turns the direction of text could make it read as something else.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            other => html.push(other),
        }
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_never_markup() {
        assert_eq!(escaped("<script>alert('\"&\u{202e}')</script>"), "&lt;script&gt;alert(&#39;&quot;&amp;&#39;)&lt;/script&gt;");
        let heading = Heading { title: "<b>", subtitle: "<i>".to_owned(), test: false };
        let page = page(&heading, &[section("<u>", &table("<q>", &["<s>"], &[]))]);
        assert!(["<b>", "<i>", "<u>", "<q>", "<s>"].iter().all(|tag| !page.contains(tag)));
    }
}

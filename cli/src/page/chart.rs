//! Charts as inline SVG: each says in words what it shows, so that nothing is told by colour alone.

use std::fmt::Write;

use super::escaped;

const WIDTH: f64 = 1000.0;

/// A part of a whole.
pub(super) struct Part<'a> {
    pub(super) label: &'a str,
    pub(super) count: u64,
    /// The class that gives its colour.
    pub(super) class: &'a str,
}

/// Draws parts of a whole as one bar, with a legend that has their counts.
pub(super) fn stacked(title: &str, parts: &[Part<'_>]) -> String {
    let total: u64 = parts.iter().map(|part| part.count).sum();
    let shown = parts.iter().filter(|part| part.count > 0);
    let words: Vec<String> = shown.clone().map(|part| format!("{} {}", part.count, part.label)).collect();
    let mut svg = format!(
        "<svg viewBox=\"0 0 1000 56\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"{}: {}\" style=\"height:2.2rem\">",
        escaped(title),
        escaped(&words.join(", "))
    );
    let mut from = 0.0;
    let mut legend = String::new();
    for part in shown {
        let width = part.count as f64 / total.max(1) as f64 * WIDTH;
        // A gap between the parts tells them apart without colour. Writing to a string never fails.
        let _ = write!(svg, "<rect class=\"{}\" x=\"{from:.1}\" width=\"{:.1}\" height=\"56\"/>", part.class, (width - 3.0).max(1.0));
        let _ = write!(
            legend,
            "<li><svg viewBox=\"0 0 10 10\" aria-hidden=\"true\"><rect class=\"{}\" width=\"10\" height=\"10\"/></svg>{} <b>{}</b></li>",
            part.class,
            escaped(part.label),
            part.count
        );
        from += width;
    }
    format!("{svg}</svg>\n<ul class=\"legend\">{legend}</ul>")
}

/// Draws counts as bars below each other, the largest fills the width; labels are text, so that they wrap on a narrow screen.
pub(super) fn bars(title: &str, parts: &[Part<'_>]) -> String {
    let most = parts.iter().map(|part| part.count).max().unwrap_or(1).max(1);
    let mut rows = String::new();
    for part in parts {
        let width = part.count as f64 / most as f64 * WIDTH;
        // Writing to a string never fails.
        let _ = write!(
            rows,
            "<div role=\"row\"><span role=\"rowheader\">{}</span><span role=\"cell\">{}</span><svg viewBox=\"0 0 1000 16\" \
             preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect class=\"{}\" width=\"{width:.1}\" height=\"16\"/></svg></div>",
            escaped(part.label),
            part.count,
            part.class
        );
    }
    format!("<div class=\"bars\" role=\"table\" aria-label=\"{}\">{rows}</div>", escaped(title))
}

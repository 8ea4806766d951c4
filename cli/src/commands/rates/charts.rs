//! Charts of rates as inline SVG: what a report says is never markup.
//!
//! The page's style sheet sets the colours; those written here are for readers that apply none to a drawing.

use betterwork::analysis::rates::{Group, Rate};

use super::print::percent;
use crate::page::escaped;

/// A row of a table of bars: a name, a bar from 0 to 100%, the rate and its counts.
pub(super) fn bar_row(name: &str, rate: &Rate) -> String {
    let (lowest, highest) = (rate.lowest_percent().unwrap_or_default(), rate.highest_percent().unwrap_or_default());
    let possible = highest - lowest;
    format!(
        "<tr><th scope=\"row\">{}</th><td class=\"bar\"><svg viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">\
         <rect class=\"track\" fill=\"#eef1f5\" width=\"100\" height=\"10\"/><rect class=\"certain\" fill=\"#b3402b\" width=\"{lowest:.2}\" height=\"10\"/>\
         <rect class=\"possible\" fill=\"#e9b9ae\" x=\"{lowest:.2}\" width=\"{possible:.2}\" height=\"10\"/></svg></td>\
         <td class=\"number rate\">{}</td><td class=\"number\">{}</td></tr>\n",
        escaped(name),
        percent(rate),
        counts(rate),
    )
}

/// A rate's counts, and how many of the total nobody can say.
pub(super) fn counts(rate: &Rate) -> String {
    let unknown = rate.withheld_count + rate.not_assessed_count;
    let unknown = if unknown == 0 { String::new() } else { format!(" <small>({unknown} not known)</small>") };
    format!("{} of {}{unknown}", rate.non_compliant_count, rate.total_count)
}

const WIDTH: usize = 640;
const HEIGHT: usize = 240;
const LEFT: usize = 44;
const TOP: usize = 16;
const PLOT: usize = 180;

/// Columns of the rate over all points, one for each group.
pub(super) fn columns(groups: &[&Group], noun: &str) -> String {
    let step = (WIDTH - LEFT) / groups.len().max(1);
    let width = (step * 6 / 10).clamp(4, 72);
    let highest = groups.iter().filter_map(|group| group.all_points.highest_percent()).fold(5.0, f64::max);
    // The axis ends at a round number above the highest column.
    let end = [5.0, 10.0, 20.0, 40.0, 60.0, 100.0].into_iter().find(|end| highest <= *end).unwrap_or(100.0);
    let y = |percent: f64| TOP as f64 + PLOT as f64 * (1.0 - percent / end);
    let mut svg = format!(
        "<svg class=\"columns\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"Non-compliant points by {}, in percent\">",
        escaped(noun)
    );
    for part in 0..=4 {
        let percent = end * f64::from(part) / 4.0;
        svg.push_str(&format!(
            "<line class=\"grid\" stroke=\"#d8dee6\" x1=\"{LEFT}\" x2=\"{WIDTH}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/><text class=\"axis\" x=\"{}\" y=\"{:.1}\" text-anchor=\"end\">{percent}%</text>",
            LEFT - 6,
            y(percent) + 4.0,
            y = y(percent),
        ));
    }
    for (place, group) in groups.iter().enumerate() {
        let rate = &group.all_points;
        let (lowest, highest) = (rate.lowest_percent().unwrap_or_default(), rate.highest_percent().unwrap_or_default());
        let left = LEFT + step * place + (step - width) / 2;
        let middle = left + width / 2;
        let base = TOP + PLOT;
        svg.push_str(&format!(
            "<rect class=\"certain\" fill=\"#b3402b\" x=\"{left}\" y=\"{:.1}\" width=\"{width}\" height=\"{:.1}\"/>\
             <rect class=\"possible\" fill=\"#e9b9ae\" x=\"{left}\" y=\"{:.1}\" width=\"{width}\" height=\"{:.1}\"/>\
             <text x=\"{middle}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>\
             <text class=\"axis\" x=\"{middle}\" y=\"{}\" text-anchor=\"middle\">{} {}</text>\
             <text class=\"axis\" x=\"{middle}\" y=\"{}\" text-anchor=\"middle\">n = {}</text>",
            y(lowest),
            base as f64 - y(lowest),
            y(highest),
            y(lowest) - y(highest),
            y(highest) - 4.0,
            percent(rate),
            base + 18,
            escaped(noun),
            escaped(group.key.as_deref().unwrap_or_default()),
            base + 34,
            group.factories_count,
        ));
    }
    svg.push_str("</svg>");
    svg
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_report_says_is_never_markup() {
        let row = bar_row("<script>alert('x')</script>\"&", &Rate::default());
        assert!(row.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&amp;") && !row.contains("<script"), "{row}");
    }
}

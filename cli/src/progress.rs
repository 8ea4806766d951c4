//! Progress bars: on standard error, and only where somebody watches.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::output::Voice;

/// Begins a bar over `count` things; it is hidden with `--json` and where standard error is no terminal.
pub(crate) fn bar(voice: Voice, what: &'static str, count: u64) -> ProgressBar {
    let target = if voice == Voice::Json { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
    let bar = ProgressBar::with_draw_target(Some(count), target).with_message(what);
    if let Ok(style) = ProgressStyle::with_template("{msg:>12} {wide_bar:.cyan/dim} {pos}/{len}") {
        bar.set_style(style.progress_chars("━╸─"));
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

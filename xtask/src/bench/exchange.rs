//! Part `exchange`: publishing, syncing and keeping.

mod keeping;
mod log;

use crate::goals::Figure;

/// Every figure of the part; one more subject is one more module and one more line.
pub(crate) fn run() -> Vec<Figure> {
    [log::run(), keeping::run()].into_iter().flatten().collect()
}

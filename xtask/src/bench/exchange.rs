//! Part `exchange`: publishing, syncing and keeping.

mod keeping;
mod log;
pub(crate) mod peak;
mod served;
mod syncing;

use crate::goals::Figure;

/// Every figure of the part; one more subject is one more module and one more line.
pub(crate) fn run() -> Vec<Figure> {
    [log::run(), syncing::run().unwrap_or_default(), peak::run().into_iter().collect(), keeping::run()].into_iter().flatten().collect()
}

//! Part `analysis`: what follows from verified reports.

mod rates;

use crate::goals::Figure;

/// Every figure of the part.
pub(crate) fn run() -> Vec<Figure> {
    let mut figures = Vec::new();
    figures.extend(rates::run());
    figures
}

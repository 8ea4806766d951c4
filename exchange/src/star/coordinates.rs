//! Which of the two GPS columns is latitude: the file does not say, so its values must.

use betterwork::report::{Coordinates, Decimal};

use super::clean;
use super::enterprises::FILE;
use super::summary::{Note, NoteKind, Summary};

/// The two GPS values of one factory.
pub(super) struct Pair {
    line: u64,
    factory_id: String,
    x: Degrees,
    y: Degrees,
}

struct Degrees {
    text: Decimal,
    value: f64,
}

/// What the values of a whole file say.
enum Verdict {
    /// The first column is longitude, as this line shows.
    XIsLongitude(u64),
    /// The second is.
    YIsLongitude(u64),
    Unsettled,
    Contradictory(u64, u64),
}

impl Pair {
    /// Reads both cells of a row; what cannot be read is listed.
    pub(super) fn read(
        line: u64,
        factory_id: &str,
        (x, y): (&str, &str),
        (x_name, y_name): (&'static str, &'static str),
        summary: &mut Summary,
    ) -> Option<Self> {
        if x.is_empty() && y.is_empty() {
            return None;
        }
        let mut degrees = |cell: &str, column| {
            let read = Degrees::read(cell);
            if read.is_none() {
                let reason = format!("expected degrees such as `-12.5`, found `{}`", clean::excerpt(cell, 40));
                summary.push(Note::new(NoteKind::UnreadableCell, FILE, line, reason).column(column));
            }
            read
        };
        let (x, y) = (degrees(x, x_name), degrees(y, y_name));
        Some(Pair { line, factory_id: factory_id.to_owned(), x: x?, y: y? })
    }

    /// A pair of zeros is an empty form, not a place in the Gulf of Guinea.
    fn is_zero(&self) -> bool {
        self.x.value == 0.0 && self.y.value == 0.0
    }
}

impl Degrees {
    fn read(cell: &str) -> Option<Self> {
        let value = cell.parse::<f64>().ok().filter(|value| value.abs() <= 180.0)?;
        Some(Degrees { text: Decimal::parse(cell).ok()?, value })
    }
}

/// Decides for the whole file and returns each factory's coordinates; where nothing settles it, none and a note.
pub(super) fn decide<'a>(
    pairs: &'a [Pair],
    (x_name, y_name): (&'static str, &'static str),
    summary: &mut Summary,
) -> Vec<(&'a str, Coordinates)> {
    let (zeros, pairs): (Vec<_>, Vec<_>) = pairs.iter().partition(|pair| pair.is_zero());
    for pair in zeros {
        let reason = format!("`{x_name}` and `{y_name}` are both 0, which is no factory's place");
        summary.push(Note::new(NoteKind::LeftOutCoordinates, FILE, pair.line, reason));
    }
    if pairs.is_empty() {
        return Vec::new();
    }
    let (kind, line, reason) = match verdict(&pairs) {
        Verdict::XIsLongitude(line) => {
            (NoteKind::DecidedCoordinates, Some(line), format!("`{x_name}` goes beyond 90, so it is longitude and `{y_name}` latitude"))
        }
        Verdict::YIsLongitude(line) => {
            (NoteKind::DecidedCoordinates, Some(line), format!("`{y_name}` goes beyond 90, so it is longitude and `{x_name}` latitude"))
        }
        Verdict::Unsettled => (
            NoteKind::LeftOutCoordinates,
            None,
            format!("no value of `{x_name}` or `{y_name}` goes beyond 90, so the file does not say which is latitude"),
        ),
        Verdict::Contradictory(x, y) => (
            NoteKind::LeftOutCoordinates,
            Some(x),
            format!("`{x_name}` goes beyond 90 here and `{y_name}` on line {y}, so neither can be latitude"),
        ),
    };
    summary.push(Note::new(kind, FILE, line, reason).rows(pairs.len() as u64));
    match verdict(&pairs) {
        Verdict::XIsLongitude(_) => pairs.iter().map(|pair| (pair.factory_id.as_str(), coordinates(&pair.y, &pair.x))).collect(),
        Verdict::YIsLongitude(_) => pairs.iter().map(|pair| (pair.factory_id.as_str(), coordinates(&pair.x, &pair.y))).collect(),
        Verdict::Unsettled | Verdict::Contradictory(..) => Vec::new(),
    }
}

fn verdict(pairs: &[&Pair]) -> Verdict {
    let first_beyond = |degrees: fn(&Pair) -> f64| pairs.iter().find(|pair| degrees(pair).abs() > 90.0).map(|pair| pair.line);
    match (first_beyond(|pair| pair.x.value), first_beyond(|pair| pair.y.value)) {
        (Some(x), None) => Verdict::XIsLongitude(x),
        (None, Some(y)) => Verdict::YIsLongitude(y),
        (None, None) => Verdict::Unsettled,
        (Some(x), Some(y)) => Verdict::Contradictory(x, y),
    }
}

fn coordinates(latitude: &Degrees, longitude: &Degrees) -> Coordinates {
    let mut coordinates = Coordinates::default();
    coordinates.latitude = Some(latitude.text.clone());
    coordinates.longitude = Some(longitude.text.clone());
    coordinates
}

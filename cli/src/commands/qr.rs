//! `qr`: a view of a report as a few QR codes, for a phone without a network.

mod picture;

use std::path::PathBuf;

use betterwork::{View, redact, to_frames};
use clap::ValueEnum;
use qrcode::{EcLevel, QrCode};
use serde_json::json;

use crate::exit::Exit;
use crate::failure::{Failure, Result};
use crate::io::{self, Mode};
use crate::output::{self, Voice, counted};

/// Show a view of a report as a few QR codes, which a phone collects in any order
///
/// The view is the public one unless you name another: whoever sees the codes can read what they hold. They are signed as the
/// report is, and whoever reads them verifies that.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  betterwork qr acme.sdjwt
  betterwork qr acme.sdjwt --out codes --format svg")]
pub(crate) struct Qr {
    /// The signed report (.sdjwt), or - for standard input
    #[arg(value_name = "REPORT")]
    file: PathBuf,
    /// What is shown: public, full, or members separated by commas
    #[arg(long, value_name = "VIEW", default_value = "public")]
    view: String,
    /// A folder for the pictures, one for each code; without it they are drawn here
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// What the pictures are
    #[arg(long, value_enum, default_value_t = Format::Png, requires = "out")]
    format: Format,
}

/// What a picture is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Png,
    Svg,
}

impl Qr {
    pub(crate) fn run(&self, voice: Voice) -> Result<Exit> {
        let view: View = self.view.parse().map_err(|error| Failure::usage(format!("`--view`: {error}")))?;
        let token = io::read(&self.file, io::MAX_DOCUMENT_BYTES)?;
        let refused = |error: betterwork::Error| Failure::refused(&format!("{} is no report for QR codes", io::name(&self.file)), &error);
        let frames = redact(&token, &view).and_then(|shown| to_frames(&shown)).map_err(refused)?;
        let codes: Vec<QrCode> = frames.iter().map(|frame| code(frame)).collect::<Result<_>>()?;
        let files = self.write(&codes)?;
        match voice {
            Voice::Json => output::print_json(&json!({"view": self.view, "frames": frames, "files": files}))?,
            Voice::Human if self.out.is_some() => {
                let count = counted(files.len() as u64, "QR code", "QR codes");
                output::print(format!("wrote {count} of the {} view: {}", self.view, names(&files)))?;
            }
            Voice::Human => {
                let widest = codes.iter().map(picture::columns).max().unwrap_or_default();
                check_width(widest, output::terminal_width())?;
                let total = codes.len();
                for (index, code) in codes.iter().enumerate() {
                    output::print(format!("{}\n{} of {total}, the {} view\n", picture::blocks(code), index + 1, self.view))?;
                }
            }
        }
        Ok(Exit::Done)
    }

    fn write(&self, codes: &[QrCode]) -> Result<Vec<PathBuf>> {
        let Some(folder) = &self.out else { return Ok(Vec::new()) };
        io::make_folder(folder)?;
        let mut files = Vec::new();
        for (index, code) in codes.iter().enumerate() {
            let (bytes, ending) = match self.format {
                Format::Png => (picture::png(code).map_err(|error| Failure::input_output("unwritable", error))?, "png"),
                Format::Svg => (picture::svg(code).into_bytes(), "svg"),
            };
            let file = folder.join(format!("{}-of-{}.{ending}", index + 1, codes.len()));
            io::write(&file, &bytes, Mode::Replace)?;
            files.push(file);
        }
        Ok(files)
    }
}

/// Error correction M restores 15 percent: a fold or a reflection.
fn code(frame: &str) -> Result<QrCode> {
    QrCode::with_error_correction_level(frame, EcLevel::M)
        .map_err(|error| Failure::input_output("unwritable", format!("a frame does not fit a QR code: {error}")))
}

/// A code whose lines are broken is none: no phone reads it.
fn check_width(needed: usize, terminal: Option<usize>) -> Result<()> {
    match terminal {
        Some(columns) if columns < needed => {
            let message = format!("the QR codes are {needed} columns wide, and this terminal has {columns}");
            Err(Failure::usage(message).advise("widen the terminal, or name a folder for pictures: --out codes"))
        }
        _ => Ok(()),
    }
}

fn names(files: &[PathBuf]) -> String {
    files.iter().map(|file| format!("`{}`", file.display())).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_not_drawn_where_their_lines_would_break() {
        assert!(check_width(125, Some(124)).is_err());
        assert!(check_width(125, Some(125)).is_ok() && check_width(125, None).is_ok());
    }
}

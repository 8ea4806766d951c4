//! `qr` as a shell sees it; its pictures are read by an independent decoder.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod common;

use std::io::BufReader;

use betterwork::FrameCollector;
use common::{AT, Place};
use conformance::sample::{self, Keys, Size};

/// Reads the QR code of a PNG.
fn decoded(path: &std::path::Path) -> String {
    let mut reader = png::Decoder::new(BufReader::new(std::fs::File::open(path).unwrap())).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    let (width, height) = (info.width as usize, info.height as usize);
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| pixels[y * width + x]);
    image.detect_grids()[0].decode().unwrap().1
}

/// Makes the codes of a report, decodes the pictures, the last first, and returns the document and how many they were.
fn through_pictures(place: &Place, report: &str) -> (String, usize) {
    let json = place.run(&format!("qr {report} --out codes --json")).json();
    let files: Vec<_> = json["files"].as_array().unwrap().iter().map(|file| place.path(file.as_str().unwrap())).collect();
    let mut collector = FrameCollector::new();
    files.iter().rev().for_each(|file| collector.add(&decoded(file)).unwrap());
    (collector.document().unwrap().to_owned(), files.len())
}

#[test]
fn what_a_phone_reads_from_several_pictures_verifies() {
    let place = Place::new();
    place.write("large.sdjwt", sample::token(&Keys::default(), 7, Size::KB_60).unwrap());
    let (document, count) = through_pictures(&place, "large.sdjwt");
    assert!(count > 1);
    place.write("read.sdjwt", &document);
    let ran = place.run(&format!("verify read.sdjwt --trust trust.json --status valid.jwt --at {AT}"));
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    assert_eq!(place.run("redact large.sdjwt --view public --out -").stdout, document);
}

#[test]
fn the_public_view_is_what_is_shown() {
    let place = Place::new();
    let (document, _) = through_pictures(&place, "good.sdjwt");
    assert_eq!(document.matches('~').count(), 1);
}

#[test]
fn a_terminal_shows_every_code_and_which_it_is() {
    let ran = Place::new().run("qr good.sdjwt");
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    assert!(ran.stdout.contains("█") && ran.stdout.contains("1 of "), "{}", ran.stdout);
}

#[test]
fn what_is_no_report_is_refused() {
    let place = Place::new();
    let ran = place.run("qr trust.json --out codes --json");
    assert_eq!((ran.code, ran.error_code().as_str(), place.path("codes").exists()), (1, "malformed", false));
}

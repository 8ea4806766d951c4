//! Frames for QR codes: there and back again, in any order, twice, mixed and damaged.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use betterwork::{ErrorKind, FrameCollector, View, redact, to_frames};
use conformance::sample::{self, Keys, Size};

fn view(seed: u64) -> String {
    redact(sample::token(&Keys::default(), seed, Size::KB_60).unwrap().as_bytes(), &View::Public).unwrap()
}

fn collected<'a>(frames: impl IntoIterator<Item = &'a String>) -> FrameCollector {
    let mut collector = FrameCollector::new();
    frames.into_iter().for_each(|frame| collector.add(frame).unwrap());
    collector
}

#[test]
fn a_public_view_takes_a_few_frames_that_fit_a_qr_code() {
    let frames = to_frames(&view(7)).unwrap();
    assert!((2..=12).contains(&frames.len()), "{}", frames.len());
    // Version 25 with error correction M holds 1,451 characters of this alphabet (ISO/IEC 18004).
    let fits =
        |frame: &String| frame.len() <= 1_451 && frame.bytes().all(|byte| b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".contains(&byte));
    assert!(frames.iter().all(fits));
}

#[test]
fn every_order_gives_the_document_byte_for_byte() {
    let (view, full) = (view(7), sample::token(&Keys::default(), 7, Size::SMALL).unwrap());
    for token in [view, full] {
        let frames = to_frames(&token).unwrap();
        assert_eq!(collected(&frames).document(), Some(token.as_str()));
        assert_eq!(collected(frames.iter().rev()).document(), Some(token.as_str()));
        assert_eq!(collected(frames.iter().chain(&frames)).document(), Some(token.as_str()));
    }
}

#[test]
fn it_says_how_many_are_missing() {
    let frames = to_frames(&view(7)).unwrap();
    let collector = collected(&frames[1..]);
    assert_eq!((collector.held_count(), collector.frame_count(), collector.document()), (frames.len() - 1, frames.len(), None));
}

#[test]
fn a_frame_of_another_document_is_refused_and_nothing_is_lost() {
    let (frames, others) = (to_frames(&view(7)).unwrap(), to_frames(&view(8)).unwrap());
    let mut collector = collected(&frames[1..]);
    assert_eq!(collector.add(&others[0]).unwrap_err().kind(), ErrorKind::Inconsistent);
    collector.add(&frames[0]).unwrap();
    assert_eq!(collector.document(), Some(view(7).as_str()));
}

#[test]
fn a_damaged_frame_never_makes_a_document() {
    let frames = to_frames(&view(7)).unwrap();
    let last = frames[0].len() - 1;
    let other = if frames[0].ends_with('0') { "1" } else { "0" };
    let mut collector = collected(&frames[1..]);
    assert_eq!(collector.add(&format!("{}{other}", &frames[0][..last])).unwrap_err().kind(), ErrorKind::Malformed);
    assert_eq!(collector.document(), None);
}

#[test]
fn what_is_no_frame_is_refused_with_its_code() {
    let kind = |text: &str| FrameCollector::new().add(text).unwrap_err().kind();
    for text in
        ["", "https://example.org", "BW1:", "BW1:0/1:0123456789ABCDEF:00", "BW1:2/1:0123456789ABCDEF:00", "BW1:1/100:0123456789ABCDEF:00"]
    {
        assert_eq!(kind(text), ErrorKind::Malformed, "{text}");
    }
    assert_eq!(kind("BW2:1/1:0123456789ABCDEF:00"), ErrorKind::UnsupportedVersion);
}

#[test]
fn what_cannot_be_given_back_is_refused() {
    for token in ["", "a.b", "not a token", &format!("{}x", view(7)), &view(7)[..view(7).len() - 1]] {
        assert_eq!(to_frames(token).unwrap_err().kind(), ErrorKind::Malformed);
    }
}

//! Frames: a view of a report as a few QR codes, and back.

use std::sync::{Arc, Mutex, PoisonError};

use crate::answer::Answer;

/// Writes a report or a view as the texts of a few QR codes.
#[uniffi::export]
pub fn to_frames(token: String) -> Answer<Vec<String>> {
    Ok(betterwork::to_frames(&token)?)
}

/// Collects frames in any order until the document is whole.
#[derive(uniffi::Object)]
pub struct FrameCollector(Mutex<betterwork::FrameCollector>);

/// How far a collector is.
#[derive(uniffi::Record)]
pub struct FrameProgress {
    /// How many frames it holds.
    pub held: u32,
    /// How many there are; 0 before the first.
    pub count: u32,
    /// The document, once all are held.
    pub document: Option<String>,
}

#[uniffi::export]
impl FrameCollector {
    /// Begins with none.
    #[uniffi::constructor]
    pub fn new() -> Arc<Self> {
        Arc::new(FrameCollector(Mutex::default()))
    }

    /// Takes a frame; one that is refused changes nothing.
    pub fn add(&self, text: String) -> Answer<FrameProgress> {
        let mut frames = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        frames.add(&text)?;
        let document = frames.document().map(str::to_owned);
        Ok(FrameProgress { held: frames.held_count() as u32, count: frames.frame_count() as u32, document })
    }
}

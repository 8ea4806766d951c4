//! Telling others what changed in a store: signed messages, at least once, each with an id by which doubles are dropped.
//!
//! A message has the form of [Standard Webhooks](https://www.standardwebhooks.com): an id, a timestamp and a signature,
//! HMAC-SHA256 over `id.timestamp.body`. The store remembers how far each recipient was told; a message that was not taken
//! is sent again as it was, with its id.

mod message;
mod webhook;

use std::fmt;

use crate::store::{Change, Store, StoreError};
use crate::transport::TransportError;

pub use message::{Message, Secret, SecretError, Signed};
pub use webhook::Webhook;

/// The most changes that one message tells.
const MAX_CHANGES: usize = 500;

/// Somebody who wants to know what changed in a store.
pub trait Recipient: fmt::Debug {
    /// Returns what the store knows the recipient by: the same from run to run, another one for every recipient. Only its
    /// hash is kept.
    fn identity(&self) -> &str;

    /// Hands a message over, with as many attempts as make sense; the answer says that it was taken.
    ///
    /// # Errors
    /// Why it was not.
    fn tell(&self, message: &Message) -> Result<(), NotTaken>;
}

/// Why a recipient did not take a message.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NotTaken {
    /// A web server could not be reached, or refused it.
    Web(TransportError),
    /// Another way of telling failed, in the words of whoever tried.
    Other(String),
}

impl fmt::Display for NotTaken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NotTaken::Web(error) => error.fmt(f),
            NotTaken::Other(words) => f.write_str(words),
        }
    }
}

impl std::error::Error for NotTaken {}

/// Why somebody was not told.
#[derive(Debug)]
#[non_exhaustive]
pub enum NotifyError {
    /// The recipient did not take a message: the same one is sent the next time.
    NotTaken(NotTaken),
    /// The store cannot be read or written.
    Store(StoreError),
}

impl fmt::Display for NotifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NotifyError::NotTaken(error) => error.fmt(f),
            NotifyError::Store(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for NotifyError {}

impl From<StoreError> for NotifyError {
    fn from(error: StoreError) -> Self {
        NotifyError::Store(error)
    }
}

/// Begins to keep count for a recipient who is new: of what changes from now on. Call it before the changes.
///
/// # Errors
/// What the database says.
pub fn expect_changes(store: &Store, recipient: &dyn Recipient) -> Result<(), StoreError> {
    store.begin_notifying(recipient.identity(), fastrand::u64(..)).map(drop)
}

/// Tells a recipient of all changes that it has not been told of; returns how many.
///
/// # Errors
/// [`NotifyError`]; what was taken before stays taken.
pub fn notify(store: &Store, recipient: &dyn Recipient) -> Result<u64, NotifyError> {
    let mut told = 0;
    loop {
        let state = store.begin_notifying(recipient.identity(), fastrand::u64(..))?;
        let limit = state.sent.map_or(MAX_CHANGES, |_| usize::MAX);
        let mut changes = store.changes_since(state.done, limit)?;
        changes.retain(|change| state.sent.is_none_or(|sent| change.change_id <= sent));
        let Some(Change { change_id: last, .. }) = changes.last() else { return Ok(told) };
        let (last, count) = (*last, changes.len() as u64);
        // Once sent, a message keeps its bounds: whoever took it without our learning of it sees the same id again.
        store.keep_sent(recipient.identity(), last)?;
        let message = Message::of_changes(&state.id, &changes);
        recipient.tell(&message).map_err(NotifyError::NotTaken)?;
        store.keep_told(recipient.identity(), last)?;
        told += count;
    }
}

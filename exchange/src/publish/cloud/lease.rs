//! The lock of a bucket: an object that one publisher makes, renews while it works, and removes.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use betterwork::Timestamp;
use object_store::{Attribute, Attributes, PutMode, UpdateVersion};
use serde::{Deserialize, Serialize};

use super::bucket::{Bucket, Object};
use super::fault::{self, Fault};
use crate::publish::place::{Holder, LOCK, Lock, PlaceError};

/// How long a lock stands without a sign of life.
const LENGTH: Duration = Duration::from_secs(3_600);

/// A lock is renewed when this part of its length is over.
const PARTS: u32 = 6;

/// Others may let go, or take over, while we look.
const ATTEMPTS: u32 = 5;

/// The lock as a publisher sees it: held by it or not.
pub(super) struct Lease {
    bucket: Arc<Bucket>,
    length: Duration,
    held: Mutex<Option<Held>>,
}

/// A lock that is ours.
struct Held {
    note: Note,
    version: UpdateVersion,
    renewed: Instant,
}

/// What the object says.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Note {
    id: String,
    since: String,
    renewed: String,
}

impl Lease {
    pub(super) fn new(bucket: Arc<Bucket>) -> Self {
        Lease { bucket, length: LENGTH, held: Mutex::new(None) }
    }

    pub(super) fn lasting(self, length: Duration) -> Self {
        Lease { length, ..self }
    }

    /// Keeps every other publisher out until the answer is dropped.
    pub(super) fn take(lease: &Arc<Self>) -> Result<Box<dyn Lock>, PlaceError> {
        let now = now();
        let id = format!("{:016x}", fastrand::u64(..));
        let note = Note { id, since: now.to_string(), renewed: now.to_string() };
        let mut holder = None;
        for _ in 0..ATTEMPTS {
            let begun = Instant::now();
            if let Some(version) = lease.put(&note, PutMode::Create)? {
                return Ok(lease.hold(note, version, begun));
            }
            // Another one let go meanwhile.
            let Some(object) = lease.bucket.get(LOCK)? else { continue };
            let there = lease.holder(&object);
            if there.id == note.id {
                // Our request arrived and its answer was lost.
                return Ok(lease.hold(note, object.version, begun));
            }
            if there.until <= now
                && let Some(version) = lease.put(&note, PutMode::Update(object.version))?
            {
                return Ok(lease.hold(note, version, begun));
            }
            if there.until > now {
                return Err(lease.busy(Some(there)));
            }
            holder = Some(there);
        }
        Err(lease.busy(holder))
    }

    /// Gives the sign of life that is due, where the lock is ours.
    ///
    /// # Errors
    /// [`PlaceError::Busy`] where another publisher took it over.
    pub(super) fn renew(&self) -> Result<(), PlaceError> {
        let mut guard = self.guard();
        let Some(held) = &mut *guard else { return Ok(()) };
        if held.renewed.elapsed() < self.length / PARTS {
            return Ok(());
        }
        let begun = Instant::now();
        let note = Note { renewed: now().to_string(), ..held.note.clone() };
        if let Some(version) = self.put(&note, PutMode::Update(held.version.clone()))? {
            *held = Held { note, version, renewed: begun };
            return Ok(());
        }
        let there = self.bucket.get(LOCK)?;
        let holder = there.as_ref().map(|object| self.holder(object));
        match (there, holder) {
            (Some(object), Some(holder)) if holder.id == note.id => {
                *held = Held { note, version: object.version, renewed: begun };
                Ok(())
            }
            (_, holder) => Err(self.busy(holder)),
        }
    }

    fn hold(self: &Arc<Self>, note: Note, version: UpdateVersion, renewed: Instant) -> Box<dyn Lock> {
        *self.guard() = Some(Held { note, version, renewed });
        Box::new(CloudLock { lease: Arc::clone(self) })
    }

    /// Writes the object; `None` where another one is there than the mode asks for.
    fn put(&self, note: &Note, mode: PutMode) -> Result<Option<UpdateVersion>, PlaceError> {
        let json = serde_json::to_vec(note).unwrap_or_default();
        let mut attributes = Attributes::new();
        attributes.insert(Attribute::CacheControl, "no-store".into());
        attributes.insert(Attribute::ContentType, "application/json".into());
        match self.bucket.put(LOCK, json, attributes, mode) {
            Ok(version) => Ok(Some(version)),
            Err(error) if matches!(fault::of(&error), Fault::Changed | Fault::NoObject) => Ok(None),
            Err(error) => Err(self.bucket.unwritable(LOCK, &error)),
        }
    }

    /// Returns who made the object; of one that cannot be read, the store knows at least when it was written.
    fn holder(&self, object: &Object) -> Holder {
        let note = serde_json::from_slice::<Note>(&object.bytes).ok();
        let instant = |text: &str| Timestamp::parse(text).ok();
        let note = note.and_then(|note| Some((instant(&note.since)?, instant(&note.renewed)?, note.id)));
        let (since, renewed, id) = note.unwrap_or((object.modified, object.modified, "unknown".to_owned()));
        Holder { id, since, until: renewed.plus_seconds(i64::try_from(self.length.as_secs()).unwrap_or(i64::MAX)) }
    }

    fn busy(&self, holder: Option<Holder>) -> PlaceError {
        PlaceError::Busy { place: self.bucket.address().to_owned(), holder }
    }

    fn guard(&self) -> MutexGuard<'_, Option<Held>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Removes the object when it is dropped.
struct CloudLock {
    lease: Arc<Lease>,
}

impl Lock for CloudLock {}

impl std::fmt::Debug for CloudLock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "CloudLock({})", self.lease.bucket.address())
    }
}

impl Drop for CloudLock {
    fn drop(&mut self) {
        let held = self.lease.guard().take();
        // One that is too old may be another's by now: it gives way by itself. So does one that cannot be removed.
        if held.is_some_and(|held| held.renewed.elapsed() < self.lease.length) {
            let _ = self.lease.bucket.remove(LOCK);
        }
    }
}

fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_seconds(i64::try_from(since.as_secs()).unwrap_or_default())
}

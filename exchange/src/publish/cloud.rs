//! Where an exchange is written: a bucket of an object store that speaks S3.

mod bucket;
mod fault;
mod lease;
mod settings;

use std::fmt;
use std::io::Read;
use std::sync::Arc;
use std::time::Duration;

use object_store::{Attribute, Attributes, PutMode};

use self::bucket::Bucket;
use self::lease::Lease;
use super::gzip;
use super::place::{Caching, Lock, Place, PlaceError};

/// The most bytes of an entry bundle, decompressed.
const MAX_BUNDLE_BYTES: u64 = 64 * 1024 * 1024;

/// How many files are written at once.
const BATCH: usize = 256;

/// A bucket of an object store, or a part of one: `s3://BUCKET/PREFIX`.
///
/// A write is done when the store has answered. The lock is an object that only one publisher can make, by a conditional
/// write (`If-None-Match`); one that its publisher did not renew for an hour gives way. Calls wait for the store: they do
/// not belong into asynchronous code.
pub struct CloudPlace {
    bucket: Arc<Bucket>,
    lease: Arc<Lease>,
}

impl CloudPlace {
    /// Takes a bucket, with the settings that the environment has: `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`,
    /// `AWS_SESSION_TOKEN`, `AWS_REGION`, `AWS_ENDPOINT_URL` and their like. Nothing is sent yet.
    ///
    /// # Errors
    /// [`PlaceError::BadAddress`].
    pub fn open(address: &str) -> Result<Self, PlaceError> {
        let text = |(name, value): (std::ffi::OsString, std::ffi::OsString)| Some((name.into_string().ok()?, value.into_string().ok()?));
        CloudPlace::with_settings(address, std::env::vars_os().filter_map(text))
    }

    /// Takes a bucket with these settings, by their names in the environment.
    ///
    /// # Errors
    /// [`PlaceError::BadAddress`].
    pub fn with_settings(address: &str, settings: impl IntoIterator<Item = (String, String)>) -> Result<Self, PlaceError> {
        let bucket = Arc::new(Bucket::open(address, settings)?);
        let lease = Arc::new(Lease::new(Arc::clone(&bucket)));
        Ok(CloudPlace { bucket, lease })
    }

    /// Sets how long a lock stands without a sign of life; an hour unless told.
    #[must_use]
    pub fn with_lease(self, length: Duration) -> Self {
        let lease = Arc::new(Lease::new(Arc::clone(&self.bucket)).lasting(length));
        CloudPlace { lease, ..self }
    }
}

impl Place for CloudPlace {
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, PlaceError> {
        let Some(object) = self.bucket.get(path)? else { return Ok(None) };
        match object.encoding.as_deref() {
            None | Some("") => Ok(Some(object.bytes)),
            Some("gzip") => {
                let mut bytes = Vec::new();
                let decoded = flate2::read::MultiGzDecoder::new(&*object.bytes).take(MAX_BUNDLE_BYTES).read_to_end(&mut bytes);
                decoded.map_err(|error| self.bucket.unreadable(path, format!("it is wrongly compressed: {error}")))?;
                Ok(Some(bytes))
            }
            Some(other) => Err(self.bucket.unreadable(path, format!("it has the unknown encoding `{other}`"))),
        }
    }

    fn write(&self, path: &str, bytes: &[u8], caching: Caching) -> Result<(), PlaceError> {
        self.lease.renew()?;
        let (bytes, attributes) = prepared(path, bytes, caching);
        self.bucket.put(path, bytes, attributes, PutMode::Overwrite).map(drop).map_err(|error| self.bucket.unwritable(path, &error))
    }

    fn write_all(&self, files: &[(String, Vec<u8>)], caching: Caching) -> Result<(), PlaceError> {
        for batch in files.chunks(BATCH) {
            self.lease.renew()?;
            self.bucket.put_all(batch.iter().map(|(path, bytes)| {
                let (bytes, attributes) = prepared(path, bytes, caching);
                (&**path, bytes, attributes)
            }))?;
        }
        Ok(())
    }

    fn takes_compressed_copies(&self) -> bool {
        // An object store hands out what it has under a name: bundles are compressed under their own.
        false
    }

    fn remove(&self, path: &str) -> Result<(), PlaceError> {
        self.lease.renew()?;
        self.bucket.remove(path)
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, PlaceError> {
        self.bucket.list(folder)
    }

    fn settle(&self) -> Result<(), PlaceError> {
        // What the store has answered to is safe.
        Ok(())
    }

    fn lock(&self) -> Result<Box<dyn Lock>, PlaceError> {
        Lease::take(&self.lease)
    }

    fn address(&self) -> &str {
        self.bucket.address()
    }
}

/// The settings hold credentials.
impl fmt::Debug for CloudPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CloudPlace({})", self.bucket.address())
    }
}

/// Returns the bytes of an object and its headers: what a web server would say of the file at this path.
fn prepared(path: &str, bytes: &[u8], caching: Caching) -> (Vec<u8>, Attributes) {
    let mut attributes = Attributes::new();
    attributes.insert(Attribute::CacheControl, caching.header_at(path).into());
    attributes.insert(Attribute::ContentType, content_type(path, bytes).into());
    if !path.starts_with("tile/entries/") {
        return (bytes.to_vec(), attributes);
    }
    attributes.insert(Attribute::ContentEncoding, "gzip".into());
    (gzip::compress(bytes), attributes)
}

fn content_type(path: &str, bytes: &[u8]) -> &'static str {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    match folder.rsplit('/').next().unwrap_or(folder) {
        "" if name == "checkpoint" => "text/plain; charset=utf-8",
        _ if name.ends_with(".json") => "application/json",
        "status" => "application/statuslist+jwt",
        // Disclosures follow the signature of a report.
        "views" | "documents" if bytes.contains(&b'~') => "application/dc+sd-jwt",
        "documents" => "application/jwt",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_has_the_type_of_its_content() {
        for (path, bytes, expected) in [
            ("checkpoint", "", "text/plain; charset=utf-8"),
            ("trust.json", "{}", "application/json"),
            ("trust/1.json", "{}", "application/json"),
            ("subscribers/a/list.json", "{}", "application/json"),
            ("status/2026-1", "a.b.c", "application/statuslist+jwt"),
            ("views/0", "a.b.c~d~", "application/dc+sd-jwt"),
            ("subscribers/a/documents/0", "a.b.c~d~", "application/dc+sd-jwt"),
            ("subscribers/a/documents/0", "a.b.c", "application/jwt"),
            ("tile/0/000", "", "application/octet-stream"),
        ] {
            assert_eq!(content_type(path, bytes.as_bytes()), expected, "{path}");
        }
    }

    #[test]
    fn shared_caches_keep_nothing_of_a_subscriber() {
        for path in ["subscribers/a/list.json", "subscribers/a/documents/0"] {
            for caching in [Caching::Short, Caching::Immutable] {
                assert!(caching.header_at(path).starts_with("private, "), "{path}");
            }
        }
        assert_eq!(Caching::Immutable.header_at("views/0"), Caching::Immutable.header());
    }
}

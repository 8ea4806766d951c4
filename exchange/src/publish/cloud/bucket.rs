//! The objects of a bucket, one request after another, for code that waits.

use betterwork::Timestamp;
use futures_util::{StreamExt, TryStreamExt};
use object_store::aws::AmazonS3;
use object_store::path::Path;
use object_store::{Attribute, Attributes, ObjectStore, ObjectStoreExt, PutMode, PutOptions, UpdateVersion};
use tokio::runtime::{Builder, Runtime};

use super::fault::{self, Fault};
use super::settings::{self, Settings};
use crate::publish::place::PlaceError;

/// How many requests are under way at once.
const AT_ONCE: usize = 16;

/// A bucket, and which part of it is ours.
pub(super) struct Bucket {
    store: AmazonS3,
    runtime: Runtime,
    name: String,
    prefix: String,
    address: String,
    /// What no message may hold.
    secrets: Vec<String>,
}

/// An object as it was read.
pub(super) struct Object {
    pub(super) bytes: Vec<u8>,
    pub(super) encoding: Option<String>,
    pub(super) version: UpdateVersion,
    pub(super) modified: Timestamp,
}

impl Bucket {
    pub(super) fn open(address: &str, settings: impl IntoIterator<Item = (String, String)>) -> Result<Self, PlaceError> {
        let (name, prefix) = parts(address)?;
        let address = if prefix.is_empty() { format!("s3://{name}") } else { format!("s3://{name}/{prefix}") };
        let refused = |reason| PlaceError::BadAddress { address: address.clone(), reason };
        let Settings { store, secrets } = settings::store(&name, settings).map_err(refused)?;
        let runtime = Builder::new_current_thread().enable_all().build().map_err(|error| refused(error.to_string()))?;
        Ok(Bucket { store, runtime, name, prefix, address, secrets })
    }

    pub(super) fn address(&self) -> &str {
        &self.address
    }

    /// Reads an object; `None` where there is none.
    pub(super) fn get(&self, path: &str) -> Result<Option<Object>, PlaceError> {
        let read = async {
            let found = self.store.get(&self.location(path)?).await?;
            let encoding = found.attributes.get(&Attribute::ContentEncoding).map(|value| value.to_string());
            let version = UpdateVersion { e_tag: found.meta.e_tag.clone(), version: found.meta.version.clone() };
            let modified = Timestamp::from_seconds(found.meta.last_modified.timestamp());
            Ok::<_, object_store::Error>(Object { bytes: found.bytes().await?.to_vec(), encoding, version, modified })
        };
        match self.runtime.block_on(read) {
            Ok(object) => Ok(Some(object)),
            Err(error) if fault::of(&error) == Fault::NoObject => Ok(None),
            Err(error) => Err(self.unreadable(path, self.reason(&error))),
        }
    }

    /// Writes an object; the mode says over which one.
    pub(super) fn put(&self, path: &str, bytes: Vec<u8>, attributes: Attributes, mode: PutMode) -> object_store::Result<UpdateVersion> {
        self.runtime.block_on(self.send(path, bytes, attributes, mode))
    }

    /// Writes objects, several at once, over whatever is there.
    pub(super) fn put_all<'f>(&self, objects: impl Iterator<Item = (&'f str, Vec<u8>, Attributes)>) -> Result<(), PlaceError> {
        let sent = objects.map(|(path, bytes, attributes)| async move {
            let sent = self.send(path, bytes, attributes, PutMode::Overwrite).await;
            sent.map(drop).map_err(|error| self.unwritable(path, &error))
        });
        self.runtime.block_on(futures_util::stream::iter(sent).buffer_unordered(AT_ONCE).try_collect())
    }

    async fn send(&self, path: &str, bytes: Vec<u8>, attributes: Attributes, mode: PutMode) -> object_store::Result<UpdateVersion> {
        let options = PutOptions { mode, attributes, ..PutOptions::default() };
        Ok(self.store.put_opts(&self.location(path)?, bytes.into(), options).await?.into())
    }

    /// Removes an object; one that is not there is no error.
    pub(super) fn remove(&self, path: &str) -> Result<(), PlaceError> {
        let removed = async { self.store.delete(&self.location(path)?).await };
        match self.runtime.block_on(removed) {
            Err(error) if fault::of(&error) != Fault::NoObject => Err(self.unwritable(path, &error)),
            _ => Ok(()),
        }
    }

    /// Lists the paths of all objects below a folder, but for hidden ones.
    pub(super) fn list(&self, folder: &str) -> Result<Vec<String>, PlaceError> {
        let listed = async {
            let folder = self.location(folder)?;
            self.store.list(Some(&folder)).map_ok(|object| object.location.to_string()).try_collect::<Vec<_>>().await
        };
        let found = self.runtime.block_on(listed).map_err(|error| self.unreadable(folder, self.reason(&error)))?;
        let ours = |path: String| path.strip_prefix(&self.prefix).map(|path| path.trim_start_matches('/').to_owned());
        let mut paths: Vec<String> = found.into_iter().filter_map(ours).collect();
        paths.retain(|path| !path.split('/').any(|part| part.starts_with('.')));
        paths.sort();
        Ok(paths)
    }

    pub(super) fn unreadable(&self, path: &str, reason: String) -> PlaceError {
        PlaceError::Unreadable { path: format!("{}/{path}", self.address), reason }
    }

    pub(super) fn unwritable(&self, path: &str, error: &object_store::Error) -> PlaceError {
        PlaceError::Unwritable { path: format!("{}/{path}", self.address), reason: self.reason(error) }
    }

    /// Returns what is wrong, in a sentence without credentials.
    fn reason(&self, error: &object_store::Error) -> String {
        let reason = fault::of(error).reason(&self.name);
        self.secrets.iter().fold(reason, |reason, secret| reason.replace(&**secret, "…"))
    }

    fn location(&self, path: &str) -> object_store::Result<Path> {
        Ok(Path::parse(format!("{}/{path}", self.prefix))?)
    }
}

/// Returns the bucket and the prefix of an address.
fn parts(address: &str) -> Result<(String, String), PlaceError> {
    let refused = |address: &str, reason: &str| Err(PlaceError::BadAddress { address: address.to_owned(), reason: reason.to_owned() });
    let place = address.strip_prefix("s3://").unwrap_or(address);
    if place.contains('@') {
        return refused("s3://…", "an address holds no credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
    }
    let (name, prefix) = place.split_once('/').unwrap_or((place, ""));
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    if name.len() < 3 || name.len() > 63 || name.starts_with('.') || !name.bytes().all(plain) {
        return refused(address, "write s3://BUCKET/PREFIX; a bucket is named in lower-case letters, digits, `-` and `.`");
    }
    let prefix = prefix.trim_end_matches('/');
    let is_part = |part: &str| !part.is_empty() && !part.starts_with('.') && part.bytes().all(plain);
    if !prefix.is_empty() && !prefix.split('/').all(is_part) {
        return refused(address, "the part after the bucket is made of letters, digits, `-`, `_`, `.` and `/`");
    }
    Ok((name.to_owned(), prefix.to_owned()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_bucket_and_a_prefix() {
        let pair = |name: &str, prefix: &str| (name.to_owned(), prefix.to_owned());
        assert_eq!(parts("s3://exchange").unwrap(), pair("exchange", ""));
        assert_eq!(parts("s3://exchange/").unwrap(), pair("exchange", ""));
        assert_eq!(parts("s3://exchange.example/a/b-1/").unwrap(), pair("exchange.example", "a/b-1"));
    }

    #[test]
    fn what_is_no_address_is_refused_without_its_secrets() {
        for text in [
            "s3://",
            "s3:///a",
            "s3://a",
            "s3://..x/",
            "s3://exchange/../a",
            "s3://exchange//a",
            "s3://exchange/?x",
            "s3://k:s3cret@exchange/",
        ] {
            let error = parts(text).unwrap_err().to_string();
            assert!(!error.contains("s3cret"), "{error}");
        }
    }
}

//! An exchange in a bucket: published through the S3 protocol, followed over HTTP.

use std::time::Duration;

use betterwork::Timestamp;
use betterwork_exchange::publish::{Caching, Checked, CloudPlace, Holder, Place, PlaceError, PublishError, Publisher, check};
use betterwork_exchange::sync::{SyncError, SyncSummary};
use betterwork_exchange::transport::{HttpTransport, Transport};
use conformance::moto::{self, Bucket};

use crate::common::Folder;
use crate::failing::Failing;
use crate::http::{client, patience};
use crate::world::{SUBSCRIBER, World, add_and_share, at, digest, publisher_keys};

/// Where publishers lock.
const LOCK: &str = ".publishing";

/// A programme that publishes into a part of a bucket, and a buyer.
struct Cloud {
    world: World,
    bucket: Bucket,
    prefix: String,
}

impl Cloud {
    /// An exchange without reports; `None` where moto is not installed, `cargo xtask setup` installs it.
    fn new() -> Option<Self> {
        let cloud = Cloud::empty(moto::bucket()?, "programme");
        cloud.world.begin(Box::new(cloud.place())).unwrap();
        Some(cloud)
    }

    fn empty(bucket: Bucket, prefix: &str) -> Self {
        Cloud { world: World::nowhere(Folder::new()), bucket, prefix: prefix.to_owned() }
    }

    fn place(&self) -> CloudPlace {
        CloudPlace::with_settings(&format!("s3://{}/{}", self.bucket.name(), self.prefix), self.bucket.settings()).unwrap()
    }

    fn publisher(&self) -> Result<Publisher, PublishError> {
        Publisher::open(Box::new(self.place()), publisher_keys(), at())
    }

    fn share(&self, seeds: std::ops::RangeInclusive<u64>) {
        let tokens: Vec<_> = seeds.map(|seed| self.world.token(seed)).collect();
        add_and_share(&mut self.publisher().unwrap(), &tokens).unwrap();
    }

    fn transport(&self) -> HttpTransport {
        HttpTransport::new(client(), &format!("{}{}/", self.bucket.url(), self.prefix), None, patience()).unwrap()
    }

    fn sync(&self) -> Result<SyncSummary, SyncError> {
        self.world.sync_through(&self.transport())
    }

    fn check(&self) -> Checked {
        check(&self.place(), None, at()).unwrap()
    }

    fn header(&self, path: &str, name: &str) -> String {
        let answer = self.bucket.get(&format!("{}/{path}", self.prefix));
        assert_eq!(answer.status, 200, "{path}");
        answer.header(name).to_owned()
    }

    /// Leaves a lock as a publisher does that was killed.
    fn leave_lock(&self, renewed: Timestamp) {
        let note = format!(r#"{{"id":"0123456789abcdef","since":"{renewed}","renewed":"{renewed}"}}"#);
        self.place().write(LOCK, note.as_bytes(), Caching::Short).unwrap();
    }

    fn is_locked(&self) -> bool {
        self.place().read(LOCK).unwrap().is_some()
    }
}

fn seconds_ago(seconds: i64) -> Timestamp {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    Timestamp::from_seconds(i64::try_from(now).unwrap() - seconds)
}

fn holder(error: PublishError) -> Holder {
    match error {
        PublishError::Place(PlaceError::Busy { holder: Some(holder), .. }) => holder,
        other => panic!("{other}"),
    }
}

#[test]
fn an_exchange_in_a_bucket_fits_together_and_is_followed_over_http() {
    let Some(cloud) = Cloud::new() else { return };
    cloud.share(1..=5);
    let checked = cloud.check();
    assert_eq!((checked.size, checked.documents, checked.views), (5, 5, 5));
    assert_eq!(checked.complaints, Vec::<String>::new());
    assert_eq!(cloud.sync().unwrap().imported, 5);
    cloud.share(6..=8);
    assert_eq!((cloud.sync().unwrap().imported, cloud.check().complaints), (3, Vec::new()));
    assert_eq!(cloud.sync().unwrap().requests, 1);
}

#[test]
fn what_is_taken_back_is_gone_from_the_bucket() {
    let Some(cloud) = Cloud::new() else { return };
    cloud.share(1..=2);
    let token = cloud.world.token(1);
    let mut publisher = cloud.publisher().unwrap();
    assert!(publisher.unshare(digest(&token), SUBSCRIBER).unwrap());
    publisher.commit().unwrap();
    drop(publisher);
    assert_eq!(cloud.bucket.get(&format!("programme/subscribers/{SUBSCRIBER}/documents/{}", digest(&token))).status, 404);
    assert_eq!((cloud.check().documents, cloud.check().complaints), (1, Vec::new()));
}

#[test]
fn caches_are_told_what_may_be_kept() {
    let Some(cloud) = Cloud::new() else { return };
    cloud.share(1..=1);
    let document = format!("subscribers/{SUBSCRIBER}/documents/{}", digest(&cloud.world.token(1)));
    for (path, expected) in [
        ("checkpoint", "public, max-age=60, must-revalidate"),
        ("trust.json", "public, max-age=60, must-revalidate"),
        ("tile/0/000.p/1", "public, max-age=31536000, immutable"),
        ("subscribers/brand-1/list.json", "private, max-age=60, must-revalidate"),
        (&document, "private, max-age=31536000, immutable"),
    ] {
        assert_eq!(cloud.header(path, "cache-control"), expected, "{path}");
    }
    assert_eq!(cloud.header(&document, "content-type"), "application/dc+sd-jwt");
    assert_eq!(cloud.header("trust.json", "content-type"), "application/json");
}

#[test]
fn entry_bundles_are_compressed_under_their_own_names() {
    let Some(cloud) = Cloud::new() else { return };
    cloud.share(1..=1);
    assert_eq!(cloud.header("tile/entries/000.p/1", "content-encoding"), "gzip");
    assert_eq!(cloud.place().list("tile/entries").unwrap(), ["tile/entries/000.p/1"]);
}

#[test]
fn a_second_publisher_at_once_hears_who_is_at_work_since_when() {
    let Some(cloud) = Cloud::new() else { return };
    let first = cloud.publisher().unwrap();
    let error = cloud.publisher().unwrap_err();
    let text = error.to_string();
    let holder = holder(error);
    assert!(text.contains(&holder.id) && text.contains(&holder.since.to_string()), "{text}");
    assert_eq!(holder.until, holder.since.plus_seconds(3_600));
    drop(first);
    assert!(!cloud.is_locked());
    drop(cloud.publisher().unwrap());
}

#[test]
fn a_lock_that_a_killed_publisher_left_gives_way_after_its_lease() {
    let Some(cloud) = Cloud::new() else { return };
    cloud.leave_lock(seconds_ago(3_000));
    assert_eq!(holder(cloud.publisher().unwrap_err()).id, "0123456789abcdef");
    cloud.leave_lock(seconds_ago(3_601));
    let publisher = cloud.publisher().unwrap();
    assert_ne!(holder(cloud.publisher().unwrap_err()).id, "0123456789abcdef");
    drop(publisher);
    assert!(!cloud.is_locked());
}

#[test]
fn a_lock_that_cannot_be_read_holds_from_when_it_was_written() {
    let Some(cloud) = Cloud::new() else { return };
    cloud.place().write(LOCK, b"", Caching::Short).unwrap();
    assert_eq!(holder(cloud.publisher().unwrap_err()).id, "unknown");
    drop(cloud.place().with_lease(Duration::ZERO).lock().unwrap());
}

#[test]
fn a_publisher_whose_lock_was_taken_over_writes_nothing_more() {
    let Some(cloud) = Cloud::new() else { return };
    let (first, second) = (cloud.place().with_lease(Duration::ZERO), cloud.place().with_lease(Duration::ZERO));
    let held = first.lock().unwrap();
    first.write("a", b"1", Caching::Short).unwrap();
    let taken = second.lock().unwrap();
    let refused = first.write("a", b"2", Caching::Short).unwrap_err();
    assert!(matches!(refused, PlaceError::Busy { .. }), "{refused}");
    second.write("a", b"3", Caching::Short).unwrap();
    assert_eq!(second.read("a").unwrap().as_deref(), Some(&b"3"[..]));
    drop((held, taken));
}

#[test]
fn a_publisher_that_stops_at_any_object_leaves_a_readable_exchange_and_the_next_one_finishes() {
    let Some(bucket) = moto::bucket() else { return };
    for writes in 0.. {
        let cloud = Cloud::empty(bucket.clone(), &format!("stops-{writes}"));
        cloud.world.begin(Box::new(cloud.place())).unwrap();
        cloud.share(1..=2);
        cloud.sync().unwrap();
        let place = Failing::after(writes, cloud.place());
        let mut publisher = Publisher::open(Box::new(place), publisher_keys(), at()).unwrap();
        let committed = add_and_share(&mut publisher, &[cloud.world.token(3), cloud.world.token(4)]);
        drop(publisher);
        // A reader in between finds the old log, whole; what of the new one is there already is not in it yet.
        match cloud.sync() {
            Ok(summary) => assert!(summary.imported == if committed.is_ok() { 2 } else { 0 }, "{writes}: {summary:?}"),
            Err(error) => assert!(committed.is_err() && error.to_string().contains("try again"), "{writes}: {error}"),
        }
        cloud.share(3..=4);
        let imported = if committed.is_ok() { 0 } else { 2 };
        assert_eq!(cloud.sync().unwrap().imported, imported, "{writes}");
        assert_eq!(cloud.check().complaints, Vec::<String>::new(), "{writes}");
        if committed.is_ok() {
            assert!(writes > 8, "{writes}");
            return;
        }
    }
}

#[test]
fn a_bucket_that_is_not_there_is_said() {
    let Some(bucket) = moto::bucket() else { return };
    let place = CloudPlace::with_settings("s3://no-such-bucket/a", bucket.settings()).unwrap();
    let world = World::nowhere(Folder::new());
    for error in [place.read("checkpoint").unwrap_err(), place.list("").unwrap_err(), place.remove("checkpoint").unwrap_err()] {
        assert!(error.to_string().contains("there is no bucket `no-such-bucket`"), "{error}");
    }
    let error = world.begin(Box::new(place)).unwrap_err().to_string();
    assert!(error.contains("there is no bucket `no-such-bucket`"), "{error}");
}

#[test]
fn credentials_that_are_not_good_for_the_bucket_are_said() {
    let Some(cloud) = Cloud::new() else { return };
    cloud.bucket.forbid_all();
    let error = cloud.publisher().unwrap_err().to_string();
    assert!(error.contains("credentials are not good for it"), "{error}");
}

#[test]
fn a_server_that_is_not_there_is_said_and_no_secret_is() {
    let settings =
        [("AWS_ACCESS_KEY_ID", "AKIDSYNTHETIC"), ("AWS_SECRET_ACCESS_KEY", "s3cret"), ("AWS_ENDPOINT_URL", "http://127.0.0.1:9")];
    let settings = settings.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let place = CloudPlace::with_settings("s3://exchange", settings).unwrap();
    let error = place.read("checkpoint").unwrap_err();
    let text = format!("{place:?} {error:?} {error}");
    assert!(text.contains("cannot be reached") && !text.contains("s3cret") && !text.contains("AKIDSYNTHETIC"), "{text}");
}

#[test]
fn an_exchange_is_at_the_root_of_a_bucket_too() {
    let Some(bucket) = moto::bucket() else { return };
    let place = || CloudPlace::with_settings(&format!("s3://{}", bucket.name()), bucket.settings()).unwrap();
    let world = World::nowhere(Folder::new());
    world.begin(Box::new(place())).unwrap();
    let mut publisher = Publisher::open(Box::new(place()), publisher_keys(), at()).unwrap();
    add_and_share(&mut publisher, &[world.token(1)]).unwrap();
    drop(publisher);
    assert_eq!(check(&place(), None, at()).unwrap().complaints, Vec::<String>::new());
    let transport = HttpTransport::new(client(), &bucket.url(), None, patience()).unwrap();
    assert_eq!(world.sync_through(&transport).unwrap().imported, 1);
    assert!(transport.address().starts_with("http://127.0.0.1"));
}

//! Addresses of places: a folder, or a bucket of an object store.

use std::path::Path;

use super::place::{FolderPlace, Place, PlaceError};

/// Opens the place at an address: a folder, `file://…`, or `s3://BUCKET/PREFIX`, whose credentials the environment holds.
///
/// # Errors
/// [`PlaceError::BadAddress`] where it is none, or this program was built without the feature `cloud`.
pub fn open_place(address: impl AsRef<Path>) -> Result<Box<dyn Place>, PlaceError> {
    let address = address.as_ref();
    match address.to_str().and_then(|text| text.split_once("://")) {
        None => Ok(Box::new(FolderPlace::new(address))),
        Some(("file", folder)) => Ok(Box::new(FolderPlace::new(folder))),
        Some(("s3", place)) => bucket(&format!("s3://{place}")),
        Some((scheme, _)) => Err(PlaceError::BadAddress {
            address: format!("{scheme}://…"),
            reason: "an exchange is published into a folder, or into s3://BUCKET/PREFIX".to_owned(),
        }),
    }
}

#[cfg(feature = "cloud")]
fn bucket(address: &str) -> Result<Box<dyn Place>, PlaceError> {
    Ok(Box::new(super::cloud::CloudPlace::open(address)?))
}

#[cfg(not(feature = "cloud"))]
fn bucket(_: &str) -> Result<Box<dyn Place>, PlaceError> {
    Err(PlaceError::BadAddress {
        address: "s3://…".to_owned(),
        reason: "this program was built without object stores: build it with `--features cloud`, or publish into a folder and copy that"
            .to_owned(),
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_text_without_a_scheme_is_a_folder() {
        for (text, folder) in [("exchange/", "exchange/"), ("/srv/exchange", "/srv/exchange"), ("file:///srv/exchange", "/srv/exchange")] {
            assert_eq!(open_place(text).unwrap().address(), folder);
        }
    }

    #[test]
    fn a_scheme_that_is_no_place_is_refused_without_its_secrets() {
        let error = open_place("ftp://someone:s3cret@exchange.example/").unwrap_err().to_string();
        assert!(error.contains("s3://BUCKET/PREFIX") && !error.contains("s3cret"), "{error}");
    }

    #[cfg(not(feature = "cloud"))]
    #[test]
    fn a_program_without_object_stores_says_so() {
        let error = open_place("s3://exchange/demo").unwrap_err().to_string();
        assert!(error.contains("--features cloud"), "{error}");
    }
}

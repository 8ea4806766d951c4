//! What went wrong with a request to an object store: one clear sentence, and never a credential.

use std::error::Error;

use object_store::Error as StoreError;

use crate::publish::place::plain;

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// There is no such object.
    NoObject,
    /// There is no such bucket.
    NoBucket,
    /// Another object is there than the one that was to be replaced.
    Changed,
    /// The server does not know the credentials, or takes them no longer.
    Unknown(String),
    /// The credentials are not good for this.
    Forbidden,
    /// The bucket is in another region.
    Region,
    /// The clocks of the server and of this machine differ.
    Clock,
    /// The server answered something else.
    Answer(String),
    /// There was no answer.
    Unreachable(String),
}

/// Finds out what is wrong.
pub(super) fn of(error: &StoreError) -> Fault {
    let text = error.to_string();
    let code = between(&text, "<Code>", "</Code>").filter(|code| code.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    match (code, error) {
        (Some("NoSuchBucket"), _) => Fault::NoBucket,
        (Some("AuthorizationHeaderMalformed" | "PermanentRedirect" | "IllegalLocationConstraintException"), _) => Fault::Region,
        (Some("RequestTimeTooSkewed"), _) => Fault::Clock,
        (Some(code @ ("ExpiredToken" | "InvalidAccessKeyId" | "InvalidToken" | "SignatureDoesNotMatch")), _) => {
            Fault::Unknown(code.to_owned())
        }
        (_, StoreError::NotFound { .. }) => Fault::NoObject,
        (_, StoreError::AlreadyExists { .. } | StoreError::Precondition { .. }) => Fault::Changed,
        (_, StoreError::PermissionDenied { .. }) | (Some("AccessDenied"), _) => Fault::Forbidden,
        (_, StoreError::Unauthenticated { .. }) => Fault::Unknown("401".to_owned()),
        (Some(code), _) => Fault::Answer(code.to_owned()),
        (None, _) if text.contains("redirect without LOCATION") => Fault::Region,
        (None, _) => match between(&text, "status code: ", ":") {
            Some(status) => Fault::Answer(status.to_owned()),
            None => Fault::Unreachable(innermost(error)),
        },
    }
}

impl Fault {
    /// Says it, and what to do about it.
    pub(super) fn reason(&self, bucket: &str) -> String {
        match self {
            Fault::NoObject => "it is not there".to_owned(),
            Fault::NoBucket => format!("there is no bucket `{bucket}`: make it first, or check AWS_ENDPOINT_URL and AWS_REGION"),
            Fault::Changed => "another publisher has changed it: try again".to_owned(),
            Fault::Unknown(code) => {
                format!(
                    "the server does not take the credentials ({code}): check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN"
                )
            }
            Fault::Forbidden => {
                "the credentials are not good for it: a publisher gets, puts and deletes objects of the bucket, and lists it".to_owned()
            }
            Fault::Region => format!("the bucket `{bucket}` is in another region: set AWS_REGION to it"),
            Fault::Clock => "the clock of this machine is wrong: set it".to_owned(),
            Fault::Answer(code) => format!("the server answered {code}"),
            Fault::Unreachable(reason) => format!("the server cannot be reached: {reason}"),
        }
    }
}

fn between<'t>(text: &'t str, begin: &str, end: &str) -> Option<&'t str> {
    Some(text.split_once(begin)?.1.split_once(end)?.0)
}

/// Returns what the lowest layer says.
fn innermost(error: &dyn Error) -> String {
    let mut lowest = error;
    while let Some(source) = lowest.source() {
        lowest = source;
    }
    plain(lowest)
}

//! Status lists: held on this side, none or one or several.

use std::sync::Arc;

use betterwork::trust::StatusValue;

use crate::TrustList;
use crate::answer::{Answer, timestamp};

/// A status list that an issuer signed.
#[derive(uniffi::Object)]
pub struct StatusList(pub(crate) betterwork::trust::StatusList);

#[uniffi::export]
impl StatusList {
    /// Opens a list; `uri` is the address it came from, `remembered` the newest instant of it that the host has seen.
    #[uniffi::constructor]
    pub fn open(bytes: &[u8], trust: &TrustList, uri: Option<String>, remembered: Option<i64>, at: i64) -> Answer<Arc<Self>> {
        let remembered = remembered.map(timestamp);
        let list = betterwork::trust::StatusList::open(bytes, &trust.0, uri.as_deref(), remembered, timestamp(at))?;
        Ok(Arc::new(StatusList(list)))
    }

    /// Returns the address that the list speaks for.
    pub fn uri(&self) -> String {
        self.0.uri().to_string()
    }

    /// Returns who signed it.
    pub fn issuer(&self) -> String {
        self.0.issuer().to_string()
    }

    /// Returns when it was signed: what it says was so then.
    pub fn as_of_at(&self) -> i64 {
        self.0.as_of().seconds()
    }

    /// Returns from when on it says nothing any more.
    pub fn expires_at(&self) -> i64 {
        self.0.expires().seconds()
    }

    /// Returns how many entries it has.
    pub fn length(&self) -> i64 {
        self.0.len() as i64
    }

    /// Returns the size of the log when the list was signed, where it names one.
    pub fn log_size(&self) -> Option<i64> {
        self.0.log().map(|log| log.size as i64)
    }

    /// Returns the root of the log then, where it names one.
    pub fn log_root(&self) -> Option<String> {
        self.0.log().map(|log| log.root.to_string())
    }

    /// Returns the entry at `index`, or nothing beyond the end.
    pub fn value(&self, index: i64) -> Option<String> {
        let value = self.0.get(u64::try_from(index).ok()?)?;
        Some(code(value).to_owned())
    }
}

/// The status lists of one question.
#[derive(uniffi::Object)]
pub struct StatusLists(pub(crate) betterwork::trust::StatusLists);

#[uniffi::export]
impl StatusLists {
    /// Holds these lists; there may be none.
    #[uniffi::constructor]
    pub fn of(lists: Vec<Arc<StatusList>>) -> Arc<Self> {
        let mut held = betterwork::trust::StatusLists::none();
        lists.iter().for_each(|list| held.hold(list.0.clone()));
        Arc::new(StatusLists(held))
    }

    /// Opens the tokens that stand in `bytes` one behind the other, of these lengths; one that cannot be opened is remembered, and
    /// answers why a standing is unknown.
    #[uniffi::constructor]
    pub fn open_each(bytes: &[u8], lengths: Vec<u32>, trust: &TrustList, at: i64) -> Answer<Arc<Self>> {
        let at = timestamp(at);
        let mut held = betterwork::trust::StatusLists::none();
        let mut rest = bytes;
        for length in lengths {
            // What is shorter than its length is no token: it is refused as one.
            let (token, others) = rest.split_at_checked(length as usize).unwrap_or((rest, &[]));
            rest = others;
            match betterwork::trust::StatusList::open(token, &trust.0, None, None, at) {
                Ok(list) => held.hold(list),
                Err(error) => held.hold_failure(&error),
            }
        }
        Ok(Arc::new(StatusLists(held)))
    }
}

fn code(value: StatusValue) -> &'static str {
    match value {
        StatusValue::Valid => "valid",
        StatusValue::Revoked => "revoked",
        StatusValue::Suspended => "suspended",
        StatusValue::Superseded => "superseded",
    }
}

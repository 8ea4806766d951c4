//! Where a store is: an SQLite file, or a PostgreSQL database by its address.

use std::fmt;
use std::path::{Path, PathBuf};

/// Where a store is.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Location {
    /// A file.
    File(PathBuf),
    /// The address of a database, with the password that may be in it.
    Postgres(String),
    /// The address of something that is no store.
    Foreign(String),
}

impl Location {
    /// Reads what a user wrote: a path, `sqlite:` and a path, or `postgres://…`.
    pub(super) fn of(path: &Path) -> Self {
        let Some(text) = path.to_str() else { return Location::File(path.to_owned()) };
        if ["postgres://", "postgresql://"].iter().any(|scheme| text.starts_with(scheme)) {
            return Location::Postgres(text.to_owned());
        }
        if text.contains("://") {
            return Location::Foreign(text.to_owned());
        }
        Location::File(PathBuf::from(text.strip_prefix("sqlite:").unwrap_or(text)))
    }

    /// Returns what people and errors are told: the path, or the address without its password.
    pub(super) fn name(&self) -> PathBuf {
        match self {
            Location::File(path) => path.clone(),
            Location::Postgres(address) | Location::Foreign(address) => PathBuf::from(without_password(address)),
        }
    }
}

/// A password does not get into a log either.
impl fmt::Debug for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.name(), f)
    }
}

/// Leaves out whatever may be a password: rather too much than too little.
fn without_password(address: &str) -> String {
    let (scheme, rest) = address.split_once("://").unwrap_or(("postgres", address));
    // A password that was not escaped may have any character in it: the host begins after the last `@`.
    let (user, place) = match rest.rsplit_once('@') {
        Some((user, place)) => (user.split(':').next().unwrap_or_default(), place),
        None => ("", rest),
    };
    let (place, options) = place.split_once('?').unwrap_or((place, ""));
    let told: Vec<_> =
        options.split('&').filter(|option| ["host=", "port=", "dbname="].iter().any(|word| option.starts_with(word))).collect();
    let at = if user.is_empty() { "" } else { "@" };
    let asks = if told.is_empty() { "" } else { "?" };
    format!("{scheme}://{user}{at}{place}{asks}{}", told.join("&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(text: &str) -> String {
        Location::of(Path::new(text)).name().display().to_string()
    }

    #[test]
    fn a_password_is_never_told() {
        assert_eq!(named("postgres://erp:secret@db.example:5433/reports"), "postgres://erp@db.example:5433/reports");
        assert_eq!(named("postgres://erp:se/cr@t?@db.example/reports?sslmode=require"), "postgres://erp@db.example/reports");
        assert_eq!(named("postgresql:///reports?host=/run/pg&password=secret"), "postgresql:///reports?host=/run/pg");
        assert_eq!(named("mysql://erp:secret@db.example/reports"), "mysql://erp@db.example/reports");
    }

    #[test]
    fn a_path_may_say_that_it_is_one() {
        assert_eq!([named("sqlite:reports.db"), named("reports.db")], ["reports.db", "reports.db"]);
    }
}

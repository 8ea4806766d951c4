//! What a report is verified against: the options `--trust`, `--root`, `--status` and `--at`, and what they name.

use std::path::{Path, PathBuf};

use betterwork::trust::{MAX_STATUS_LIST_BYTES, MAX_TRUST_LIST_BYTES, Pin, StatusList, StatusLists, TrustList};
use betterwork::{Digest, ErrorKind, Timestamp};

use crate::clock::Instant;
use crate::failure::{Failure, Result};
use crate::io;

/// What a report is verified against.
#[derive(clap::Args, Clone, Debug)]
pub(crate) struct Against {
    /// Trust list: who may sign. It is trusted because you name it; see --root
    #[arg(long, value_name = "FILE")]
    trust: PathBuf,
    /// Accept the trust list only if its root has this fingerprint (`betterwork trust show`)
    #[arg(long, value_name = "FINGERPRINT")]
    root: Option<String>,
    /// Status list, or a folder of them: which reports still stand. May be given several times
    #[arg(long, value_name = "FILE")]
    status: Vec<PathBuf>,
    #[command(flatten)]
    instant: Instant,
}

/// The opened trust list and status lists, and the time.
pub(crate) struct Opened {
    pub(crate) trust: TrustList,
    pub(crate) status: StatusLists,
    pub(crate) at: Timestamp,
    /// Status lists that could not be used, and why: a sentence each.
    pub(crate) unusable: Vec<String>,
}

impl Against {
    /// Makes the options of a command that does not always need them.
    pub(crate) fn new(trust: PathBuf, root: Option<String>, status: Vec<PathBuf>, instant: Instant) -> Self {
        Against { trust, root, status, instant }
    }

    /// Opens what the options name.
    ///
    /// A status list that is stale or wrong is no failure: standing is then unknown, with the reason.
    pub(crate) fn open(&self) -> Result<Opened> {
        self.open_at(self.instant.resolve()?)
    }

    /// Opens what the options name, for a command that reads these files too: standard input is there for one of them only.
    ///
    /// # Errors
    /// As [`Against::open`]; the usage where more than one is `-`.
    pub(crate) fn open_beside(&self, files: &[&Path]) -> Result<Opened> {
        self.check_standard(files)?;
        self.open()
    }

    /// Returns the files that the options name, those of folders among them.
    pub(crate) fn paths(&self) -> Vec<PathBuf> {
        self.status_paths().into_iter().chain([self.trust.clone()]).collect()
    }

    /// Returns the file with the trust list.
    pub(crate) fn trust_path(&self) -> &Path {
        &self.trust
    }

    /// Returns the files with status lists.
    pub(crate) fn status_paths(&self) -> Vec<PathBuf> {
        self.status.iter().flat_map(|path| files_of(path).unwrap_or_default()).collect()
    }

    /// Refuses `-` for more than one of the files: what the first has read, the second would miss.
    pub(crate) fn check_standard(&self, files: &[&Path]) -> Result<()> {
        let named = self.status.iter().map(PathBuf::as_path).chain([self.trust.as_path()]).chain(files.iter().copied());
        if named.filter(|path| io::is_standard(path)).count() > 1 {
            return Err(Failure::usage("`-` stands for standard input, which is there only once").advise("name the other files"));
        }
        Ok(())
    }

    /// Opens what the options name, as of an instant that another document names.
    pub(crate) fn open_at(&self, at: Timestamp) -> Result<Opened> {
        self.check_standard(&[])?;
        let trust = open_trust(&self.trust, self.root.as_deref())?;
        let mut opened = Opened { trust, status: StatusLists::none(), at, unusable: Vec::new() };
        for path in &self.status {
            let files = files_of(path)?;
            if files.is_empty() {
                return Err(Failure::input_output("not_found", format!("the folder `{}` has no status list", path.display()))
                    .advise("fetch the status list that the reports name, or leave `--status` out: their standing is then unknown"));
            }
            for file in files {
                opened.hold_status(&file)?;
            }
        }
        Ok(opened)
    }
}

impl Opened {
    fn hold_status(&mut self, path: &Path) -> Result<()> {
        let bytes = io::read(path, MAX_STATUS_LIST_BYTES)?;
        match StatusList::open(&bytes, &self.trust, None, None, self.at) {
            Ok(list) => self.status.hold(list),
            Err(error) => {
                self.status.hold_failure(&error);
                self.unusable.push(format!("{}: {error}; {}", io::name(path), error.kind().advice()));
            }
        }
        Ok(())
    }
}

/// Opens a trust list that the user named, and compares the fingerprint of its root where one is given.
pub(crate) fn open_trust(path: &Path, root: Option<&str>) -> Result<TrustList> {
    let bytes = io::read(path, MAX_TRUST_LIST_BYTES)?;
    let subject = format!("the trust list {} cannot be used", io::name(path));
    let trust = TrustList::open(&bytes, Pin::NamedFile).map_err(|error| {
        let failure = Failure::refused(&subject, &error);
        // The advice for reports would mislead here.
        if error.kind() == ErrorKind::Malformed {
            failure.advise("check that this is the signed trust list (`trust.json`) itself")
        } else {
            failure
        }
    })?;
    let Some(expected) = root else { return Ok(trust) };
    let expected = parse_fingerprint(expected)?;
    let found = trust.payload().root.fingerprint()?;
    if found == expected {
        return Ok(trust);
    }
    let message = format!("{subject}: its root has the fingerprint {found}, not {expected}");
    Err(Failure::from_kind(ErrorKind::BadSignature, message).advise("do not use this trust list: fetch it again from its publisher"))
}

/// Reads a fingerprint as people copy it: in any case, with spaces or colons.
fn parse_fingerprint(text: &str) -> Result<Digest> {
    let hex: String = text.chars().filter(|character| !character.is_whitespace() && *character != ':').collect();
    Digest::parse(&hex.to_lowercase()).map_err(|_| {
        Failure::usage(format!("`{text}` is not a fingerprint of 64 hexadecimal digits")).advise("`betterwork trust show FILE` prints it")
    })
}

/// Returns a file, or the files of a folder in the order of their names, hidden ones aside.
pub(crate) fn files_of(path: &Path) -> Result<Vec<PathBuf>> {
    if io::is_standard(path) || !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    for entry in std::fs::read_dir(path).map_err(|error| Failure::unreadable(path, &error))? {
        let file = entry.map_err(|error| Failure::unreadable(path, &error))?.path();
        let hidden = file.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if file.is_file() && !hidden {
            files.push(file);
        }
    }
    files.sort();
    Ok(files)
}

//! An exchange in a folder of this machine, or one that is mounted.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::{Answer, Result, Transport, TransportError, TransportFault};

/// Reads an exchange from a folder.
#[derive(Clone, Debug)]
pub struct FolderTransport {
    root: PathBuf,
    address: String,
}

impl FolderTransport {
    /// Reads from a folder, which must be there.
    ///
    /// # Errors
    /// [`TransportFault::BadAddress`] where it is none.
    pub fn new(root: impl AsRef<Path>) -> Result<Self> {
        let root = root.as_ref().to_owned();
        let address = root.display().to_string();
        if root.is_dir() {
            return Ok(FolderTransport { root, address });
        }
        let reason = if root.exists() { "it is a file, not a folder" } else { "there is no such folder" };
        Err(TransportError::new(TransportFault::BadAddress, address, reason))
    }
}

impl Transport for FolderTransport {
    fn get(&self, path: &str, limit: usize, _known: Option<&str>) -> Result<Answer> {
        let file = self.root.join(path);
        let fault = |error: &io::Error| {
            let kind = if error.kind() == io::ErrorKind::NotFound { TransportFault::NotFound } else { TransportFault::Unreadable };
            TransportError::new(kind, file.display().to_string(), error.to_string())
        };
        let mut bytes = Vec::new();
        let opened = File::open(&file).map_err(|error| fault(&error))?;
        opened.take(limit as u64 + 1).read_to_end(&mut bytes).map_err(|error| fault(&error))?;
        if bytes.len() > limit {
            let reason = format!("more than {limit} bytes");
            return Err(TransportError::new(TransportFault::TooLarge, file.display().to_string(), reason));
        }
        Ok(Answer::File { wire_bytes: bytes.len() as u64, bytes, version: None })
    }

    fn address(&self) -> &str {
        &self.address
    }
}

//! Long work on a thread of its own, while the caller's thread shows how far it is and looks at the keyboard.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;

/// Between two looks at the keyboard.
const LOOK: Duration = Duration::from_millis(50);

/// So many looks work that was told to stop may take to end; after them it ends by itself.
const PATIENCE: u32 = 40;

/// How far some work is, and whether it is still wanted.
#[derive(Debug, Default)]
pub(crate) struct Watch {
    done: AtomicU64,
    total: AtomicU64,
    stopped: AtomicBool,
}

impl Watch {
    /// Says of how many things the work consists.
    pub(crate) fn expect(&self, total: u64) {
        self.total.store(total, Ordering::Relaxed);
    }

    /// Says that one more thing is done.
    pub(crate) fn one_done(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }

    /// Whether nobody waits for the rest.
    pub(crate) fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    fn tell(&self, py: Python<'_>, progress: Option<&Py<PyAny>>) -> PyResult<()> {
        let far = (self.done.load(Ordering::Relaxed), self.total.load(Ordering::Relaxed));
        progress.map_or(Ok(()), |progress| progress.call1(py, far).map(drop))
    }
}

/// Does work on a thread of its own; `progress` is called with how much of it is done, and of how much.
///
/// Ctrl-C, and an exception of `progress`, stop it.
pub(crate) fn watched<T: Send + 'static>(
    py: Python<'_>,
    progress: Option<&Py<PyAny>>,
    work: impl FnOnce(&Arc<Watch>) -> T + Send + 'static,
) -> PyResult<T> {
    let (watch, (sender, mut receiver)) = (Arc::new(Watch::default()), mpsc::channel());
    let theirs = Arc::clone(&watch);
    // Where nobody waits any more, nobody takes the answer.
    let spawned = thread::Builder::new().name("betterwork".to_owned()).spawn(move || _ = sender.send(work(&theirs)));
    spawned.map_err(|error| PyRuntimeError::new_err(format!("no thread can be started: {error}")))?;
    // What arrives at once is not shown, and costs no wait.
    loop {
        let answer;
        (answer, receiver) = wait(py, receiver, LOOK);
        match answer {
            Ok(answer) => {
                watch.tell(py, progress)?;
                return Ok(answer);
            }
            Err(RecvTimeoutError::Disconnected) => {
                return Err(PyRuntimeError::new_err("betterwork failed unexpectedly; please report this"));
            }
            Err(RecvTimeoutError::Timeout) => {}
        }
        if let Err(interrupt) = py.check_signals().and_then(|()| watch.tell(py, progress)) {
            watch.stopped.store(true, Ordering::Relaxed);
            _ = wait(py, receiver, LOOK * PATIENCE);
            return Err(interrupt);
        }
    }
}

/// Waits for an answer while other Python threads run.
fn wait<T: Send>(py: Python<'_>, receiver: Receiver<T>, most: Duration) -> (Result<T, RecvTimeoutError>, Receiver<T>) {
    py.detach(move || (receiver.recv_timeout(most), receiver))
}

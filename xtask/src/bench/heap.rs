//! The allocator of the benchmarks: the system's, which counts while it is told to.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};

static COUNTING: AtomicBool = AtomicBool::new(false);
static HELD: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);
static CALLS: AtomicUsize = AtomicUsize::new(0);

/// The system's allocator, with a count beside it.
pub(crate) struct Counting;

/// What one piece of work asked of the heap.
pub(crate) struct Use {
    /// The most bytes that it held at any one time.
    pub(crate) peak_bytes: usize,
    /// How often it asked for memory.
    pub(crate) allocation_count: usize,
}

/// Runs `work` and says what it asked of the heap. Only one piece of work can be watched at a time.
pub(crate) fn watch(work: impl FnOnce()) -> Use {
    for counter in [&HELD, &PEAK, &CALLS] {
        counter.store(0, Relaxed);
    }
    COUNTING.store(true, Relaxed);
    work();
    COUNTING.store(false, Relaxed);
    Use { peak_bytes: PEAK.load(Relaxed), allocation_count: CALLS.load(Relaxed) }
}

fn gained(bytes: usize) {
    if COUNTING.load(Relaxed) {
        CALLS.fetch_add(1, Relaxed);
        PEAK.fetch_max(HELD.fetch_add(bytes, Relaxed) + bytes, Relaxed);
    }
}

fn lost(bytes: usize) {
    if COUNTING.load(Relaxed) {
        // What was there before the watch began may be given back during it.
        let held = HELD.load(Relaxed);
        HELD.store(held.saturating_sub(bytes), Relaxed);
    }
}

// SAFETY: every call goes to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        gained(layout.size());
        // SAFETY: the caller's promises are the system allocator's demands.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        gained(layout.size());
        // SAFETY: as above.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        lost(layout.size());
        // SAFETY: as above.
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // A block that grows may stand in memory twice for a moment: counted so, against us.
        gained(size);
        lost(layout.size());
        // SAFETY: as above.
        unsafe { System.realloc(pointer, layout, size) }
    }
}

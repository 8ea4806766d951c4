//! The memory of this process, as Linux counts it.

use std::fs;

/// Lets the peak of this process begin anew (Linux, proc(5): `clear_refs`).
pub(crate) fn forget_peak() {
    fs::write("/proc/self/clear_refs", "5").expect("Linux lets a process forget its peak");
}

/// A line of `/proc/self/status`, in bytes.
pub(crate) fn memory(name: &str) -> f64 {
    let status = fs::read_to_string("/proc/self/status").expect("Linux says how much memory a process has");
    let line = status.lines().find(|line| line.starts_with(name)).expect("the line is there");
    let kilobytes = line.split_whitespace().nth(1).and_then(|number| number.parse::<f64>().ok());
    kilobytes.expect("it has a number") * 1024.0
}

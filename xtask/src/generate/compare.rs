//! Where a committed file differs from what its generator makes.

use std::path::Path;

/// One sentence, and the first line that differs.
pub(crate) fn complaint(path: &Path, found: Option<&[u8]>, wanted: &[u8]) -> String {
    let path = path.display();
    let Some(found) = found else {
        return format!("{path}: not there");
    };
    let (found, wanted) = (String::from_utf8_lossy(found), String::from_utf8_lossy(wanted));
    let (mut has, mut makes) = (found.lines(), wanted.lines());
    let mut line = 0;
    loop {
        line += 1;
        match (has.next(), makes.next()) {
            (None, None) => return format!("{path}: differs in its line endings"),
            (has, makes) if has != makes => {
                return format!("{path}:{line}: differs\n  committed  {}\n  generated  {}", shown(has), shown(makes));
            }
            _ => {}
        }
    }
}

/// A line as far as it fits a terminal.
fn shown(line: Option<&str>) -> String {
    const WIDTH: usize = 120;
    match line {
        None => "(the file ends)".to_owned(),
        Some(line) if line.chars().count() > WIDTH => format!("{}…", line.chars().take(WIDTH).collect::<String>()),
        Some(line) => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_line_is_named_and_shown() {
        let said = complaint(Path::new("schemas/a.json"), Some(b"{\n  1\n}\n"), b"{\n  2\n}\n");
        assert_eq!(said, "schemas/a.json:2: differs\n  committed    1\n  generated    2");
    }

    #[test]
    fn a_missing_file_is_said_to_be_missing() {
        assert_eq!(complaint(Path::new("a.json"), None, b"{}"), "a.json: not there");
    }
}

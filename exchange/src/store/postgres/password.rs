//! The password file of PostgreSQL: `~/.pgpass`, or what `PGPASSFILE` names.

use std::env;
use std::fs;
use std::path::PathBuf;

use ::postgres::Config;
use ::postgres::config::Host;

/// Finds the password for a database and its user.
pub(super) fn from_file(config: &Config) -> Option<String> {
    let path = env::var_os("PGPASSFILE").map(PathBuf::from).or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".pgpass")))?;
    let host = match config.get_hosts().first()? {
        Host::Tcp(name) => name.clone(),
        // A socket counts as this machine.
        _ => "localhost".to_owned(),
    };
    let port = config.get_ports().first().copied().unwrap_or(5432).to_string();
    let user = config.get_user().map_or_else(|| env::var("USER").unwrap_or_default(), str::to_owned);
    let database = config.get_dbname().unwrap_or(&user);
    find(&readable(&path)?, [&host, &port, database, &user])
}

/// Returns the text of a file that nobody else can read; another is not heeded, as `psql` does.
fn readable(path: &PathBuf) -> Option<String> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        if fs::metadata(path).ok()?.permissions().mode() & 0o077 != 0 {
            return None;
        }
    }
    fs::read_to_string(path).ok()
}

/// Finds the first line `host:port:database:user:password` that fits; `*` fits all.
fn find(text: &str, wanted: [&str; 4]) -> Option<String> {
    text.lines().filter(|line| !line.starts_with('#')).find_map(|line| {
        let fields = fields(line);
        let [said @ .., password] = fields.as_slice() else { return None };
        let fits = said.len() == wanted.len() && said.iter().zip(wanted).all(|(said, wanted)| said == "*" || said == wanted);
        fits.then(|| password.clone())
    })
}

/// Splits a line at its colons; a backslash takes the meaning from the next character.
fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        let last = fields.len();
        match (character, fields.last_mut()) {
            // What is left is the password, colons in it or not.
            (':', _) if last < 5 => fields.push(String::new()),
            ('\\', Some(field)) => field.extend(characters.next()),
            (other, Some(field)) => field.push(other),
            _ => {}
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn the_first_line_that_fits_gives_the_password() {
        let file = "# a note\ndb.example:5432:other:erp:no\n*:*:reports:erp:pa\\:ss\\\\word\n*:*:*:*:last";
        assert_eq!(find(file, ["db.example", "5432", "reports", "erp"]).as_deref(), Some("pa:ss\\word"));
        assert_eq!(find(file, ["db.example", "5432", "else", "erp"]).as_deref(), Some("last"));
        assert_eq!(find("db:1:a:b", ["db", "1", "a", "b"]), None);
    }
}

//! Copies of one report: a fuller one adds what it discloses, a thinner one takes nothing away.

use std::collections::HashSet;

/// Joins the disclosures of two verified copies of one signed document; `None` where the second adds nothing.
///
/// The signed part and the held disclosures stay as they are, the new ones follow in the order in which they came.
pub(super) fn union(held: &[u8], offered: &[u8]) -> Option<Vec<u8>> {
    let known: HashSet<_> = disclosures(held).collect();
    let mut union = held.to_vec();
    for disclosure in disclosures(offered).filter(|disclosure| !known.contains(disclosure)) {
        union.extend_from_slice(disclosure);
        union.push(b'~');
    }
    (union.len() > held.len()).then_some(union)
}

/// A verified token is a signed part and disclosures, each followed by `~`.
fn disclosures(token: &[u8]) -> impl Iterator<Item = &[u8]> {
    token.split(|byte| *byte == b'~').skip(1).filter(|disclosure| !disclosure.is_empty())
}

#[cfg(test)]
mod tests {
    use super::union;

    #[test]
    fn a_fuller_copy_adds_what_it_discloses() {
        assert_eq!(union(b"h.p.s~a~b~", b"h.p.s~c~a~").as_deref(), Some(&b"h.p.s~a~b~c~"[..]));
        assert_eq!(union(b"h.p.s~", b"h.p.s~b~").as_deref(), Some(&b"h.p.s~b~"[..]));
    }

    #[test]
    fn a_thinner_copy_takes_nothing_away() {
        assert_eq!(union(b"h.p.s~a~b~", b"h.p.s~b~"), None);
        assert_eq!(union(b"h.p.s~a~b~", b"h.p.s~"), None);
    }
}

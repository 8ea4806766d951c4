//! Disclosed members put back where their digests stand: the text of a document, whole as far as it is disclosed.

use std::ops::Range;

/// Where disclosed members belong; kept only where somebody asks for it.
#[derive(Default)]
pub(super) struct Splices {
    wanted: bool,
    /// In the order of the text.
    list: Vec<Splice>,
    /// Which of them was heard of last.
    last: usize,
}

/// The `_sd` member of an object, and the disclosed members that belong in its place.
struct Splice {
    digests: Range<usize>,
    /// Name and value of each.
    members: Vec<(Range<usize>, Range<usize>)>,
}

impl Splices {
    /// Asks to keep them.
    pub(super) fn keep(&mut self) {
        self.wanted = true;
    }

    /// Hears where the digests of an object stand.
    pub(super) fn stand_for(&mut self, digests: Range<usize>) {
        if self.wanted && !digests.is_empty() {
            // An object ends after those in it, and before those after it.
            self.last = self.list.iter().rposition(|held| held.digests.start < digests.start).map_or(0, |before| before + 1);
            self.list.insert(self.last, Splice { digests, members: Vec::new() });
        }
    }

    /// Hears where the name and the value of a disclosed member of that object stand.
    pub(super) fn disclosed(&mut self, name: Range<usize>, value: Range<usize>) {
        if let Some(splice) = self.list.get_mut(self.last).filter(|_| self.wanted) {
            splice.members.push((name, value));
        }
    }

    /// Returns a part of the text with the disclosed members in their places.
    pub(super) fn whole(&self, text: &str, part: Range<usize>) -> String {
        let mut whole = String::with_capacity(text.len());
        self.write(text, part, &mut whole);
        whole
    }

    fn write(&self, text: &str, part: Range<usize>, whole: &mut String) {
        let mut at = part.start;
        let first = self.list.partition_point(|splice| splice.digests.start < part.start);
        let inside = self.list.iter().skip(first).take_while(|splice| splice.digests.end <= part.end);
        for Splice { digests, members } in inside {
            whole.push_str(text.get(at..digests.start).unwrap_or_default());
            at = digests.end;
            for (index, (name, value)) in members.iter().enumerate() {
                if index > 0 {
                    whole.push(',');
                }
                whole.push_str(text.get(name.clone()).unwrap_or_default());
                whole.push(':');
                self.write(text, value.clone(), whole);
            }
            if members.is_empty() {
                // One comma goes with it: that which follows, or else that before it. Between them stands what is blank in JSON alone.
                let rest = text.get(at..).unwrap_or_default().trim_ascii_start();
                match rest.strip_prefix(',') {
                    Some(rest) => at = text.len() - rest.len(),
                    None => whole.truncate(whole.trim_ascii_end().trim_end_matches(',').len()),
                }
            }
        }
        whole.push_str(text.get(at..part.end).unwrap_or_default());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with each `#` as digests, in whose place the members after `|` belong.
    fn whole(text: &str, count: usize) -> String {
        let (document, _) = text.split_once('|').unwrap_or((text, ""));
        let mut splices = Splices::default();
        splices.keep();
        for (at, _) in document.match_indices('#') {
            splices.stand_for(at..at + 1);
            let members = text.match_indices(|character: char| character.is_ascii_uppercase());
            members.take(count).for_each(|(at, _)| splices.disclosed(at..at + 1, at + 1..at + 2));
        }
        splices.whole(text, 0..document.len())
    }

    #[test]
    fn disclosed_members_stand_in_place_of_the_digests() {
        assert_eq!(whole("{a,#,{b,#}}|A1B2", 2), "{a,A:1,B:2,{b,A:1,B:2}}");
    }

    #[test]
    fn where_nothing_is_disclosed_no_comma_stays() {
        for (text, expected) in [("{#}|", "{}"), ("{a, # ,b}|", "{a, b}"), ("{# ,a}|", "{a}"), ("{a ,# }|", "{a  }")] {
            assert_eq!(whole(text, 0), expected);
        }
    }

    #[test]
    fn nothing_is_kept_where_nobody_asks() {
        let mut splices = Splices::default();
        splices.stand_for(1..2);
        splices.disclosed(3..4, 3..4);
        assert_eq!(splices.whole("{#}|A", 0..3), "{#}");
    }
}

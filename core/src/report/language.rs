//! Texts in several languages.

use serde::{Serialize, Serializer};
use smallvec::{SmallVec, smallvec};

use crate::error::Result;
use crate::json::{Name, Names, ReadJson, Reader, Type};
use crate::text::Text;

/// A text in one or more languages: BCP 47 tag to text, in the order of the document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LanguageMap(Texts);

/// Nearly every text is in one language, and a report has hundreds.
type Texts = SmallVec<[(Text, Text); 1]>;

impl LanguageMap {
    /// Makes a text in one language.
    pub fn single(tag: impl Into<Text>, text: impl Into<Text>) -> Self {
        LanguageMap(smallvec![(tag.into(), text.into())])
    }

    /// Adds the text in another language, or replaces it.
    pub fn with(mut self, tag: impl Into<Text>, text: impl Into<Text>) -> Self {
        let (tag, text) = (tag.into(), text.into());
        self.0.retain(|(held, _)| *held != tag);
        self.0.push((tag, text));
        self
    }

    /// Returns the text in exactly this language.
    pub fn get(&self, tag: &str) -> Option<&str> {
        self.0.iter().find(|(held, _)| held == tag).map(|(_, text)| text.as_str())
    }

    /// Returns the text for a reader of `languages`, best first: RFC 4647 §3.4 lookup, then English, then the first.
    pub fn best(&self, languages: &[&str]) -> &str {
        let matching = |language: &str| {
            let mut range = language;
            loop {
                if let Some((_, text)) = self.0.iter().find(|(tag, _)| tag.eq_ignore_ascii_case(range)) {
                    return Some(text.as_str());
                }
                range = range.rsplit_once('-')?.0;
            }
        };
        let wished = languages.iter().find_map(|language| matching(language));
        wished.or_else(|| matching("en")).or_else(|| self.0.first().map(|(_, text)| text.as_str())).unwrap_or_default()
    }

    /// Iterates over tag and text.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(tag, text)| (tag.as_str(), text.as_str()))
    }
}

impl ReadJson for LanguageMap {
    const TYPE: Type = Type::Value(|reader| each(reader, |_, _| (), |reader, ()| reader.check(&Text::TYPE)));

    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        let mut texts = Texts::new();
        let text = |reader: &mut Reader<'_>, tag| {
            texts.push((tag, reader.text()?));
            Ok(())
        };
        each(reader, |reader, name| name.to_text(reader), text)?;
        Ok(LanguageMap(texts))
    }
}

/// Reads a text in several languages; `text` is called for what is said in each of them, with what `tag` made of its name.
fn each<'a, T>(
    reader: &mut Reader<'a>,
    tag: impl Fn(&Reader<'a>, &Name<'a>) -> T,
    mut text: impl FnMut(&mut Reader<'a>, T) -> Result<()>,
) -> Result<()> {
    let mut names = Names::default();
    reader.object(&mut |reader, name| {
        if !is_language_tag(&name) {
            return Err(reader.fault("expected a BCP 47 language tag"));
        }
        let tag = tag(reader, &name);
        reader.refuse_repeated(&mut names, name)?;
        text(reader, tag)
    })
}

impl Serialize for LanguageMap {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

/// Returns whether a tag has the form of one (RFC 5646 §2.1): a primary subtag of letters, subtags of one to eight letters and digits.
pub fn is_language_tag(tag: &str) -> bool {
    let mut subtags = tag.as_bytes().split(|byte| *byte == b'-');
    let primary = subtags.next().unwrap_or_default();
    (2..=8).contains(&primary.len())
        && primary.iter().all(u8::is_ascii_alphabetic)
        && subtags.all(|subtag| (1..=8).contains(&subtag.len()) && subtag.iter().all(u8::is_ascii_alphanumeric))
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for LanguageMap {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "LanguageMap".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A text in one or more languages: BCP 47 tag to text.",
            "type": "object",
            "propertyNames": {"pattern": "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"},
            "additionalProperties": {"type": "string"}
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_gets_the_nearest_language() {
        let text = LanguageMap::single("en", "hours").with("fr", "heures").with("km", "ម៉ោង");
        assert_eq!((text.best(&["fr-HT", "en"]), text.best(&["vi"]), text.best(&["KM"])), ("heures", "hours", "ម៉ោង"));
        assert_eq!(LanguageMap::single("vi", "giờ").best(&["fr"]), "giờ");
    }

    #[test]
    fn tags_have_a_form() {
        assert!(is_language_tag("zh-Hant-TW") && is_language_tag("en"));
        assert!(
            !is_language_tag("")
                && !is_language_tag("e")
                && !is_language_tag("en_GB")
                && !is_language_tag("en-")
                && !is_language_tag("_sd")
        );
    }
}

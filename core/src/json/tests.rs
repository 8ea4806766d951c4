//! Tests of the strict JSON reader.

use super::*;

struct Anything;

impl ReadJson for Anything {
    fn read(reader: &mut Reader<'_>) -> Result<Self> {
        reader.skip().map(|()| Anything)
    }
}

fn accepts(text: &str) -> bool {
    read::<Anything>(&Arc::new(text.to_owned())).is_ok()
}

#[test]
fn plain_values_are_read() {
    for text in ["{}", " [ ] ", r#"{"a":[1,-2,true,null,"x"],"b":{"a":"\u00e9\ud83d\ude00\n"}}"#, "9007199254740991", "-1", "0"] {
        assert!(accepts(text), "{text}");
    }
}

#[test]
fn what_rfc_8259_refuses_is_refused() {
    for text in [
        "",
        "{",
        "[1,]",
        "{\"a\":1,}",
        "{a:1}",
        "[1 2]",
        "\"\u{1}\"",
        "\"a",
        r#""\x""#,
        r#""\u12g4""#,
        "tru",
        "01",
        "+1",
        "[]x",
        "nul",
        "'a'",
        "[",
        "]",
        "{\"a\"}",
        "\"\\",
        r#""\u+123""#,
        "\u{feff}{}",
    ] {
        assert!(!accepts(text), "{text}");
    }
}

#[test]
fn what_is_stricter_than_rfc_8259_is_refused() {
    for text in [
        r#"{"a":1,"a":2}"#,
        r#"{"x":{"b":1,"c":2,"b":3}}"#,
        r#"{"a":1,"\u0061":2}"#,
        "1.0",
        "1e3",
        "-0",
        "9007199254740992",
        "-9007199254740992",
        "99999999999999999999",
        r#""\ud800""#,
        r#""\ud800\u0041""#,
        r#""\udc00""#,
        r#"{"_sd":[]}"#,
        r#"{"a":{"...":1}}"#,
    ] {
        assert!(!accepts(text), "{text}");
    }
}

#[test]
fn depth_ends_at_32() {
    assert!(accepts(&("[".repeat(32) + &"]".repeat(32))));
    assert!(!accepts(&("[".repeat(33) + &"]".repeat(33))));
}

#[test]
fn special_characters_are_found_at_every_offset() {
    for padding in 0..40 {
        let text = format!("\"{}é\\\"{}\"", "x".repeat(padding), "y".repeat(40 - padding));
        let source = Arc::new(text);
        assert_eq!(read::<Text>(&source).unwrap().len(), 43);
        assert!(!accepts(&format!("\"{}\u{1f}zzzzzzzzzzz\"", "x".repeat(padding))));
    }
}

#[test]
fn text_without_escapes_shares_the_buffer() {
    let source = Arc::new(String::from(r#"["a longer text, in the buffer","\u0041"]"#));
    let texts: Vec<Text> = read(&source).unwrap();
    assert_eq!(texts, ["a longer text, in the buffer", "A"].map(Text::from));
    assert_eq!(Arc::strong_count(&source), 2);
}

object! {
    /// An object of two members.
    pub(crate) struct Pair {
        /// A number.
        required idx: u64,
        /// A text.
        required uri: Text,
    }
}

#[test]
fn a_member_is_known_however_its_name_is_written() {
    let read = |text: &str| read::<Pair>(&Arc::new(text.to_owned()));
    let blanks = "{ \"idx\" : 1 ,\n\"uri\" : \"x\" }";
    for text in [r#"{"idx":1,"uri":"x"}"#, r#"{"uri":"x","idx":1}"#, r#"{"id\u0078":1,"\u0075ri":"x"}"#, blanks] {
        assert_eq!(read(text).unwrap(), Pair::new(1, "x".into()), "{text}");
    }
    for twice in [r#""idx":1"#, r#""idx" :1"#, r#""id\u0078":1"#, r#""uri":"x""#] {
        assert!(read(&[r#"{"idx":1,"uri":"x","#, twice, "}"].concat()).is_err(), "{twice}");
        assert!(read(&["{", twice, r#","idx":1,"uri":"x"}"#].concat()).is_err(), "{twice}");
    }
    let strange = read(r#"{"id":2,"idx":1,"idx\"":3,"uri":"x","uri2":4,"ur":5}"#).unwrap();
    assert!(strange.unknown.iter().map(|(name, _)| name).eq(["id", "idx\"", "uri2", "ur"]));
}

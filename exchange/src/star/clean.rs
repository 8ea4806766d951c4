//! What is cleaned in the texts of an export, and how names become codes.

/// Returns the text in one line: white space at its ends is gone, a run of it inside is one space.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns a label in one line and without the asterisks that some tool versions put after it.
pub(super) fn label(text: &str) -> String {
    let mut words: Vec<_> = text.split_whitespace().collect();
    while words.len() > 1 && words.last().is_some_and(|word| word.bytes().all(|byte| byte == b'*')) {
        words.pop();
    }
    words.join(" ")
}

/// Returns a name as a code in snake_case (`Minimum Wages/Piece Rate Wages`: `minimum_wages_piece_rate_wages`).
pub(super) fn snake_case(name: &str) -> String {
    joined(name, '_')
}

/// Returns a name as an id with hyphens (`Better Work Cambodia CAT`: `better-work-cambodia-cat`).
pub(super) fn kebab_case(name: &str) -> String {
    joined(name, '-')
}

/// Returns a name in lower case, its words alone (`Congo (Dem. Rep.)`: `congo dem rep`).
pub(super) fn words(name: &str) -> String {
    joined(name, ' ')
}

/// Returns whether a name has this word in it, in any case.
pub(super) fn has_word(name: &str, word: &str) -> bool {
    name.split(|character: char| !character.is_alphanumeric()).any(|part| part.eq_ignore_ascii_case(word))
}

/// Returns the text for a message: shortened, without control characters and backticks.
pub(super) fn excerpt(text: &str, characters: usize) -> String {
    let plain = |character: char| if character.is_control() || character == '`' { ' ' } else { character };
    let mut short: String = text.chars().take(characters).map(plain).collect();
    if text.chars().nth(characters).is_some() {
        short.push('…');
    }
    short
}

fn joined(name: &str, joint: char) -> String {
    let mut code = String::with_capacity(name.len());
    for character in name.chars() {
        if character.is_alphanumeric() {
            code.extend(character.to_lowercase());
        } else if !code.is_empty() && !code.ends_with(joint) {
            code.push(joint);
        }
    }
    if code.ends_with(joint) {
        code.pop();
    }
    code
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_loses_its_line_ends_and_asterisks() {
        assert_eq!(label("Is it hot? *"), "Is it hot?");
        assert_eq!(label("Is it\r\nhot?\r\n"), "Is it hot?");
        assert_eq!(label(" Is it hot? ** *\r\n"), "Is it hot?");
    }

    #[test]
    fn an_asterisk_within_a_label_stays() {
        assert_eq!(label("Are * marked exits open?"), "Are * marked exits open?");
        assert_eq!(label("5*"), "5*");
        assert_eq!(label("*"), "*");
    }

    #[test]
    fn names_become_codes() {
        assert_eq!(snake_case("Wage Information, Use and Deduction"), "wage_information_use_and_deduction");
        assert_eq!(snake_case(" (Public  Disclosure) "), "public_disclosure");
        assert_eq!(kebab_case("Better Work Viet Nam / CAT"), "better-work-viet-nam-cat");
    }

    #[test]
    fn a_word_is_found_in_any_case_and_never_within_another() {
        assert!(has_word("Alpha Garments (OBSOLETE)", "obsolete") && has_word("obsolete - Alpha", "obsolete"));
        assert!(!has_word("Obsoleteness Ltd", "obsolete"));
    }
}

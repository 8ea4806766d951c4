//! Country names of an export, as ISO 3166-1 alpha-2 codes.

use betterwork::report::Country;

use super::clean;

/// Code and names of every country: lower case, words alone, without `the`.
const COUNTRIES: &str = "
    AD andorra; AE united arab emirates; AF afghanistan; AG antigua and barbuda|antigua barbuda; AI anguilla; AL albania;
    AM armenia; AO angola; AQ antarctica; AR argentina; AS american samoa; AT austria; AU australia; AW aruba;
    AX åland islands; AZ azerbaijan; BA bosnia and herzegovina|bosnia herzegovina; BB barbados; BD bangladesh; BE belgium;
    BF burkina faso; BG bulgaria; BH bahrain; BI burundi; BJ benin; BL saint barthélemy|st barthelemy; BM bermuda;
    BN brunei darussalam|brunei; BO bolivia|bolivia plurinational state of; BQ bonaire sint eustatius and saba; BR brazil;
    BS bahamas; BT bhutan; BV bouvet island; BW botswana; BY belarus; BZ belize; CA canada; CC cocos keeling islands;
    CD democratic republic of congo|congo dem rep|congo democratic republic of|dr congo; CF central african republic;
    CG congo|congo rep|republic of congo; CH switzerland; CI côte d ivoire|cote d ivoire|ivory coast; CK cook islands;
    CL chile; CM cameroon; CN china|people s republic of china; CO colombia; CR costa rica; CU cuba;
    CV cabo verde|cape verde; CW curaçao|curacao; CX christmas island; CY cyprus; CZ czechia|czech republic; DE germany;
    DJ djibouti; DK denmark; DM dominica; DO dominican republic; DZ algeria; EC ecuador; EE estonia; EG egypt;
    EH western sahara; ER eritrea; ES spain; ET ethiopia; FI finland; FJ fiji; FK falkland islands|falkland islands malvinas;
    FM micronesia|micronesia federated states of; FO faroe islands; FR france; GA gabon;
    GB united kingdom|united kingdom of great britain and northern ireland|great britain|uk; GD grenada; GE georgia;
    GF french guiana; GG guernsey; GH ghana; GI gibraltar; GL greenland; GM gambia; GN guinea; GP guadeloupe;
    GQ equatorial guinea; GR greece; GS south georgia and south sandwich islands; GT guatemala; GU guam; GW guinea bissau;
    GY guyana; HK hong kong|hong kong sar; HM heard island and mcdonald islands; HN honduras; HR croatia; HT haiti;
    HU hungary; ID indonesia; IE ireland; IL israel; IM isle of man; IN india; IO british indian ocean territory; IQ iraq;
    IR iran|iran islamic republic of; IS iceland; IT italy; JE jersey; JM jamaica; JO jordan; JP japan; KE kenya;
    KG kyrgyzstan; KH cambodia; KI kiribati; KM comoros; KN saint kitts and nevis|st kitts nevis;
    KP democratic people s republic of korea|north korea; KR republic of korea|south korea|korea republic of; KW kuwait;
    KY cayman islands; KZ kazakhstan; LA lao people s democratic republic|laos|lao pdr; LB lebanon; LC saint lucia|st lucia;
    LI liechtenstein; LK sri lanka; LR liberia; LS lesotho; LT lithuania; LU luxembourg; LV latvia; LY libya; MA morocco;
    MC monaco; MD moldova|republic of moldova; ME montenegro; MF saint martin; MG madagascar; MH marshall islands;
    MK north macedonia; ML mali; MM myanmar|burma; MN mongolia; MO macao|macau; MP northern mariana islands; MQ martinique;
    MR mauritania; MS montserrat; MT malta; MU mauritius; MV maldives; MW malawi; MX mexico; MY malaysia; MZ mozambique;
    NA namibia; NC new caledonia; NE niger; NF norfolk island; NG nigeria; NI nicaragua; NL netherlands; NO norway; NP nepal;
    NR nauru; NU niue; NZ new zealand; OM oman; PA panama; PE peru; PF french polynesia; PG papua new guinea; PH philippines;
    PK pakistan; PL poland; PM saint pierre and miquelon; PN pitcairn; PR puerto rico;
    PS palestine|state of palestine|occupied palestinian territory; PT portugal; PW palau; PY paraguay; QA qatar;
    RE réunion|reunion; RO romania; RS serbia; RU russian federation|russia; RW rwanda; SA saudi arabia; SB solomon islands;
    SC seychelles; SD sudan; SE sweden; SG singapore; SH saint helena; SI slovenia; SJ svalbard and jan mayen; SK slovakia;
    SL sierra leone; SM san marino; SN senegal; SO somalia; SR suriname; SS south sudan; ST sao tome and principe;
    SV el salvador; SX sint maarten; SY syrian arab republic|syria; SZ eswatini|swaziland; TC turks and caicos islands;
    TD chad; TF french southern territories; TG togo; TH thailand; TJ tajikistan; TK tokelau; TL timor leste|east timor;
    TM turkmenistan; TN tunisia; TO tonga; TR türkiye|turkiye|turkey; TT trinidad and tobago|trinidad tobago; TV tuvalu;
    TW taiwan|taiwan province of china; TZ united republic of tanzania|tanzania|tanzania united republic of; UA ukraine;
    UG uganda; UM united states minor outlying islands; US united states of america|united states|usa; UY uruguay;
    UZ uzbekistan; VA holy see|vatican city; VC saint vincent and grenadines; VE venezuela|venezuela bolivarian republic of;
    VG british virgin islands; VI united states virgin islands; VN viet nam|vietnam; VU vanuatu; WF wallis and futuna;
    WS samoa; YE yemen; YT mayotte; ZA south africa; ZM zambia; ZW zimbabwe
";

/// Returns the country of a code or a name, in any case; the code must be one that is given out.
pub(crate) fn coded_or_named(text: &str) -> Option<Country> {
    let code = text.trim().to_uppercase();
    let given_out = COUNTRIES.split(';').any(|entry| entry.trim().split_once(' ').is_some_and(|(held, _)| held == code));
    if given_out { Country::parse(&code).ok() } else { named(text) }
}

/// Returns the country of this name (`Vietnam` and `Viet Nam` alike), or `None` where the table has none such.
pub(crate) fn named(name: &str) -> Option<Country> {
    let words = clean::words(name);
    let name = words.split(' ').filter(|word| *word != "the").collect::<Vec<_>>().join(" ");
    let is_named = |entry: &&str| entry.split_once(' ').is_some_and(|(_, names)| names.split('|').any(|known| known == name));
    let entry = COUNTRIES.split(';').map(str::trim).find(is_named)?;
    Country::parse(entry.get(..2)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(name: &str) -> Option<String> {
        named(name).map(|country| country.to_string())
    }

    #[test]
    fn the_countries_of_the_programme_have_codes() {
        let names = [
            "Cambodia",
            "Viet Nam",
            "Indonesia",
            "Jordan",
            "Lesotho",
            "Haiti",
            "Nicaragua",
            "Bangladesh",
            "Ethiopia",
            "Egypt",
            "Pakistan",
            "Uzbekistan",
            "Sri Lanka",
            "Madagascar",
        ];
        let codes: Vec<_> = names.iter().filter_map(|name| code(name)).collect();
        assert_eq!(codes.join(" "), "KH VN ID JO LS HT NI BD ET EG PK UZ LK MG");
    }

    #[test]
    fn a_country_has_several_names() {
        assert_eq!(code("Vietnam"), code("VIET NAM"));
        assert_eq!(code("Lao People's Democratic Republic").as_deref(), Some("LA"));
        assert_eq!(code("The Gambia").as_deref(), Some("GM"));
    }

    #[test]
    fn what_is_no_country_has_no_code() {
        assert_eq!(code("Atlantis"), None);
        assert_eq!(code(""), None);
        assert_eq!(code("KH cambodia"), None);
    }
}

//! `demo`: one folder with everything in it, made whole or not at all.

mod common;

use common::{Place, small_export};

#[test]
fn the_demo_leaves_a_folder_in_which_everything_is_as_its_readme_says() {
    let place = Place::new();
    let ran = place.run("demo");
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    for said in ["as of 2026-01-22", "betterwork-demo", "rejected", "bad_signature", "partial", "Test data"] {
        assert!(ran.stdout.contains(said), "{said} is not in\n{}", ran.stdout);
    }
    let readme = place.read("betterwork-demo/README.md");
    for file in ["trust.json", "status/demo-1", "reports.db", "public-view.sdjwt", "forged.sdjwt", "keys/root.pem"] {
        assert!(place.path("betterwork-demo").join(file).is_file(), "{file}");
    }
    for file in
        ["trust.json", "reports/*.sdjwt", "status/demo-1", "reports.db", "public-view.sdjwt", "forged.sdjwt", "keys/*.pem", "star-export/"]
    {
        assert!(readme.contains(file), "{file}");
    }
    assert_eq!(std::fs::read_dir(place.path("betterwork-demo/reports")).unwrap().count(), 95);
    let leftovers: Vec<_> = place.names().into_iter().filter(|name| name.contains(".part") || name.contains("former")).collect();
    assert!(leftovers.is_empty(), "{leftovers:?}");
}

#[test]
fn what_the_demo_made_verifies_today_and_on_its_day() {
    let place = Place::new();
    small_export(&place);
    let demo = place.run("demo --star export --out made --json");
    assert_eq!(demo.code, 0, "{}", demo.stdout);
    assert_eq!(demo.json()["at"], "2025-05-14T00:00:00Z");
    let verify = |rest: &str| place.run(&format!("verify made/{rest} --trust made/trust.json")).code;
    assert_eq!(verify("reports/700001.sdjwt"), 0);
    assert_eq!(verify("reports/700002.sdjwt --status made/status --at 2025-05-14 --require-status"), 0);
    assert_eq!(verify("reports/700001.sdjwt --status made/status --at 2025-05-14"), 4);
    assert_eq!(verify("reports/700001.sdjwt --at 2035-05-13"), 0);
    assert_eq!(verify("forged.sdjwt"), 1);
    assert_eq!(verify("public-view.sdjwt"), 0);
}

#[test]
fn the_demo_replaces_only_its_own_folder() {
    let place = Place::new();
    small_export(&place);
    std::fs::create_dir(place.path("mine")).unwrap();
    place.write("mine/letter.txt", "dear");
    let ran = place.run("demo --star export --out mine");
    assert_eq!((ran.code, place.read("mine/letter.txt").as_str()), (3, "dear"));
    assert!(ran.stderr.contains("did not make it"), "{}", ran.stderr);
    assert_eq!(place.run("demo --star export --out made").code, 0);
    let before = place.read("made/trust.json");
    assert_eq!(place.run("demo --star export --out made").code, 0);
    assert_ne!(place.read("made/trust.json"), before);
}

#[test]
fn a_demo_that_fails_leaves_nothing() {
    let place = Place::new();
    let names = place.names();
    let ran = place.run("demo --star nowhere");
    assert_eq!((ran.code, place.names()), (3, names));
}

#[test]
fn a_demo_that_fails_leaves_no_folder_above_its_own() {
    let place = Place::new();
    let names = place.names();
    let ran = place.run("demo --star nowhere --out new/demo");
    assert_eq!((ran.code, place.names()), (3, names));
}

//! Properties of the source tree itself: direction of dependencies, licences, leftovers, links.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::Command,
};

/// Layers from the bottom up: a crate may depend on crates in lower layers only.
/// ARCHITECTURE.md shows the same list.
const LAYERS: &[&[&str]] = &[
    &["comity-tlog", "comity-xliff"],
    &["comity-core"],
    &["comity-peer", "comity-store", "comity-text"],
    &["comity-node"],
    &["comity-web", "comity-testkit"],
    &["comity"],
    &["comity-bench"],
];

/// What a distribution under Apache-2.0 may contain.
const LICENCES: &[&str] = &[
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "MIT",
    "MIT-0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "0BSD",
    "ISC",
    "Zlib",
    "Unicode-3.0",
    "BSL-1.0",
    "CC0-1.0",
    "Unlicense",
    "OpenSSL",
];

/// What else may be there, by name: copyleft by the file, shipped as it is (feature `passkeys`).
const BY_NAME: &[(&str, &str)] = &[
    ("crypto-glue", "MPL-2.0"),
    ("webauthn-attestation-ca", "MPL-2.0"),
    ("webauthn-rs", "MPL-2.0"),
    ("webauthn-rs-core", "MPL-2.0"),
    ("webauthn-rs-proto", "MPL-2.0"),
];

/// Second cryptography stacks that must not creep in.
const BANNED: &[&str] = &["openssl", "openssl-sys", "native-tls", "ring", "reqwest"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .unwrap()
}

fn metadata(arguments: &[&str]) -> serde_json::Value {
    let output = Command::new(env!("CARGO"))
        .current_dir(root())
        .args(["metadata", "--format-version=1", "--offline"])
        .args(arguments)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

fn layers() -> BTreeMap<&'static str, usize> {
    LAYERS
        .iter()
        .enumerate()
        .flat_map(|(layer, names)| names.iter().map(move |name| (*name, layer)))
        .collect()
}

fn sources(extension: &str) -> Vec<PathBuf> {
    let output = Command::new("git")
        .current_dir(root())
        .args(["ls-files", "-z", &format!("*.{extension}")])
        .output()
        .unwrap();
    String::from_utf8(output.stdout)
        .unwrap()
        .split('\0')
        .filter(|name| !name.is_empty())
        .map(|name| root().join(name))
        .filter(|path| path.exists())
        .collect()
}

#[test]
fn dependencies_point_down() {
    let layer_of = layers();
    for package in metadata(&["--no-deps"])["packages"].as_array().unwrap() {
        let name = package["name"].as_str().unwrap();
        let layer = layer_of
            .get(name)
            .unwrap_or_else(|| panic!("{name} is missing from LAYERS and from ARCHITECTURE.md"));
        for dependency in package["dependencies"].as_array().unwrap() {
            let is_dev = dependency["kind"].as_str() == Some("dev");
            let Some(below) = layer_of.get(dependency["name"].as_str().unwrap()) else {
                continue;
            };
            assert!(is_dev || below < layer, "{name} -> {}", dependency["name"]);
        }
    }
}

#[test]
fn the_architecture_document_names_every_crate_in_its_layer_order() {
    let text = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let (_, map) = text.split_once("<!-- map -->").expect("the map's mark");
    let (map, _) = map.split_once("<!-- /map -->").expect("the map's end");
    let mut names: Vec<Vec<&str>> = map
        .lines()
        .filter_map(|line| line.strip_prefix("| "))
        .filter_map(|row| row.split('|').next())
        .filter(|cell| cell.contains("`comity"))
        .map(|cell| {
            cell.split('`')
                .filter(|name| name.starts_with("comity"))
                .collect()
        })
        .collect();
    for row in &mut names {
        row.sort_unstable();
    }
    let mut layers: Vec<Vec<&str>> = LAYERS.iter().rev().map(|row| row.to_vec()).collect();
    for row in &mut layers {
        row.sort_unstable();
    }
    assert_eq!(names, layers);
}

#[test]
fn every_dependency_has_a_licence_that_fits() {
    // Of what is built on this machine: the lists of other systems may never have been fetched.
    let output = Command::new(env!("CARGO"))
        .current_dir(root())
        .args(["tree", "--workspace", "--offline", "--prefix=none"])
        .args(["--format={p}|{l}", "--no-dedupe"])
        .output()
        .unwrap();
    let listing = String::from_utf8(output.stdout).unwrap();
    assert!(listing.lines().count() > 100, "{listing}");
    for row in listing.lines().filter(|row| !row.is_empty()) {
        let (package, licence) = row.trim_end_matches(" (*)").split_once('|').unwrap();
        let name = package.split(' ').next().unwrap();
        assert!(!BANNED.contains(&name), "{name} is banned");
        let fits = licence.replace('/', " OR ").split(" AND ").all(|all| {
            all.split(" OR ").any(|one| {
                LICENCES.contains(&one.trim_matches(|c| c == '(' || c == ')' || c == ' '))
            })
        });
        let named = BY_NAME
            .iter()
            .any(|(one, of)| *one == name && *of == licence);
        assert!(fits || named, "{name}: {licence:?}");
    }
}

#[test]
fn no_crate_may_write_unsafe_code() {
    let read = |path: &Path| std::fs::read_to_string(path).unwrap();
    let workspace = read(&root().join("Cargo.toml"));
    assert!(workspace.contains("\nunsafe_code = \"deny\"\n"));
    for package in metadata(&["--no-deps"])["packages"].as_array().unwrap() {
        let manifest = Path::new(package["manifest_path"].as_str().unwrap());
        let inherits = read(manifest).contains("[lints]\nworkspace = true\n");
        assert!(inherits, "{} has rules of its own", manifest.display());
    }
    // Nobody lifts the rule where it stands in the way.
    for path in sources("rs") {
        let lifted = read(&path).contains("(unsafe_code");
        assert!(!lifted || path.ends_with("tidy.rs"), "{}", path.display());
    }
}

#[test]
fn what_is_shipped_checks_its_arithmetic() {
    let text = std::fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let workspace: toml::Table = text.parse().unwrap();
    let profiles = workspace["profile"].as_table().unwrap();
    assert_eq!(
        profiles["release"]["overflow-checks"].as_bool(),
        Some(true),
        "overflow-checks of the profile release"
    );
    // No package is left out, and no other profile lifts them.
    for (name, profile) in profiles {
        let profile = profile.as_table().unwrap();
        let packages = profile.get("package").and_then(toml::Value::as_table);
        let packages = packages.into_iter().flat_map(toml::Table::values);
        for one in packages.filter_map(toml::Value::as_table).chain([profile]) {
            let lifted = one.get("overflow-checks") == Some(&toml::Value::Boolean(false));
            assert!(!lifted, "the profile {name} lifts overflow-checks");
        }
    }
    assert!(
        !root().join(".cargo").exists(),
        "a file there could set profiles too"
    );
}

#[test]
fn nothing_is_left_open_in_the_code() {
    let marks = [
        "todo!",
        "unimplemented!",
        "FIXME",
        "XXX",
        "#[ignore",
        "dbg!",
    ];
    for path in sources("rs") {
        if path.ends_with("tidy.rs") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        for mark in marks {
            assert!(!text.contains(mark), "{mark} in {}", path.display());
        }
    }
}

#[test]
fn every_source_file_opens_with_its_story() {
    for path in sources("rs") {
        let text = std::fs::read_to_string(&path).unwrap();
        let story = text
            .lines()
            .find(|line| !line.trim().is_empty() && !line.starts_with("#!"));
        assert!(
            story.is_some_and(|line| line.starts_with("//!")),
            "{} does not say what it is about",
            path.display()
        );
    }
}

#[test]
fn links_between_documents_lead_somewhere() {
    for path in sources("md") {
        let text = std::fs::read_to_string(&path).unwrap();
        for target in text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
        {
            let file = target.split('#').next().unwrap_or("");
            if file.is_empty() || file.contains("://") || file.starts_with("mailto:") {
                continue;
            }
            let place = path.parent().unwrap().join(file);
            assert!(place.exists(), "{} links to {target}", path.display());
        }
    }
}

#[test]
fn files_that_documents_name_are_there() {
    for path in sources("md") {
        let text = std::fs::read_to_string(&path).unwrap();
        for name in text
            .lines()
            .flat_map(|line| line.split('`').skip(1).step_by(2))
        {
            let place = match name.split_once('/') {
                _ if name.contains([' ', '*', '<', '…']) => continue,
                Some(("crates" | "docs" | "vectors", _)) => root().join(name),
                Some((first, _)) if first.starts_with("comity") => root().join("crates").join(name),
                _ => continue,
            };
            assert!(place.exists(), "{} names {name}", path.display());
        }
    }
}

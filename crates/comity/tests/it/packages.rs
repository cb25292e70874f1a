//! The Debian package and the image of a container: what is in them, and that the program needs nothing else.
//!
//! Made of the program under test, by `packaging/deb` and `packaging/image-root` as they are
//! shipped. There is no engine of containers here: a root of that content alone, entered
//! without rights, stands for one.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::support::text;

/// Who runs in the image; `packaging/Containerfile` names the same.
const NOBODY: &str = "65532:65532";
/// More exposed than this the unit must not become, in tenths of what systemd counts to ten.
const EXPOSED: &str = "15";

fn packaging(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../packaging")
        .join(name)
}

fn ran(command: &mut Command) -> String {
    let ran = command.output().unwrap();
    let (out, err) = (
        String::from_utf8_lossy(&ran.stdout),
        String::from_utf8_lossy(&ran.stderr),
    );
    assert!(ran.status.success(), "{command:?}: {out}{err}");
    out.into_owned()
}

/// The package of the program under test, not compressed, since that takes longest.
fn package(folder: &Path) -> PathBuf {
    let said = ran(Command::new(packaging("deb"))
        .arg(env!("CARGO_BIN_EXE_comity"))
        .arg(folder)
        .env("DPKG_DEB_COMPRESSOR_TYPE", "none"));
    PathBuf::from(said.lines().last().unwrap())
}

#[test]
fn the_package_holds_all_and_asks_for_the_c_library_alone() {
    let folder = tempfile::tempdir().unwrap();
    let package = package(folder.path());
    let field = |name| {
        ran(Command::new("dpkg-deb")
            .arg("--field")
            .arg(&package)
            .arg(name))
    };
    assert_eq!(field("Version").trim(), env!("CARGO_PKG_VERSION"));
    let depends = field("Depends");
    let mut names: Vec<&str> = depends
        .split([',', '|'])
        .filter_map(|one| one.split_whitespace().next())
        .collect();
    names.sort_unstable();
    // The last two make the user and tell a running service of its new program.
    assert_eq!(
        names,
        [
            "init-system-helpers",
            "libc6",
            "libgcc-s1",
            "systemd",
            "systemd-standalone-sysusers"
        ]
    );
    let tree = folder.path().join("tree");
    ran(Command::new("dpkg-deb")
        .arg("--extract")
        .arg(&package)
        .arg(&tree));
    for held in [
        "etc/default/comity",
        "usr/bin/comity",
        "usr/lib/systemd/system/comity.service",
        "usr/lib/sysusers.d/comity.conf",
        "usr/lib/tmpfiles.d/comity.conf",
        "usr/share/bash-completion/completions/comity",
        "usr/share/doc/comity/copyright",
        "usr/share/doc/comity/examples/nginx.conf",
        "usr/share/doc/comity/operating.md.gz",
        "usr/share/doc/comity/third-party-notices.gz",
        "usr/share/fish/vendor_completions.d/comity.fish",
        "usr/share/man/man1/comity-case-new.1.gz",
        "usr/share/man/man1/comity.1.gz",
        "usr/share/zsh/vendor-completions/_comity",
    ] {
        assert!(tree.join(held).is_file(), "{held} is not in the package");
    }
    let notices =
        ran(Command::new("zcat").arg(tree.join("usr/share/doc/comity/third-party-notices.gz")));
    for (name, words) in [
        ("aws-lc-rs", "ISC"),
        ("tokio", "Permission is hereby granted"),
        ("htmx", "Zero-Clause BSD"),
    ] {
        assert!(notices.contains(name) && notices.contains(words), "{name}");
    }
    assert_eq!(
        ran(Command::new(tree.join("usr/bin/comity"))
            .arg("--version")
            .env_clear())
        .trim(),
        concat!("comity ", env!("CARGO_PKG_VERSION"))
    );
    let found = ran(Command::new("lintian")
        .args(["--allow-root", "--fail-on", "error,warning"])
        // Only here it is not compressed.
        .args([
            "--suppress-tags",
            "uses-no-compression-for-control-tarball,uses-no-compression-for-data-tarball",
        ])
        .arg(&package));
    assert_eq!(found, "");
}

#[test]
fn the_image_needs_nothing_but_what_is_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let package = package(folder.path());
    let root = folder.path().join("root");
    fs::create_dir(&root).unwrap();
    if !ran(Command::new("id").arg("-u")).starts_with("0\n") {
        println!("skipped for want of root: the image of a container");
        return;
    }
    ran(Command::new(packaging("image-root"))
        .arg(&package)
        .arg(&root));
    let comity = |args: &[&str]| {
        ran(Command::new("/usr/sbin/chroot")
            .args(["--userspec", NOBODY])
            .arg(&root)
            .arg("/usr/bin/comity")
            .args(args)
            .env_clear()
            .env("COMITY_HOME", "/var/lib/comity/home"))
    };
    assert!(comity(&["--version"]).starts_with("comity "));
    comity(&[
        "init",
        "north.example",
        "--no-passphrase",
        "--jurisdiction",
        "N",
        "--office",
        "desk=Duty desk/值班台",
    ]);
    comity(&[
        "person",
        "add",
        "li",
        "--office",
        "desk",
        "--duty",
        "07",
        "--roles",
        "administrator,officer",
    ]);
    assert!(comity(&["--lang", "zh-Hans", "person", "list"]).contains("li"));
    let shipped = fs::read_to_string(packaging("Containerfile")).unwrap();
    for line in [
        "FROM scratch",
        &format!("USER {NOBODY}"),
        "VOLUME /var/lib/comity",
    ] {
        assert!(shipped.lines().any(|one| one == line), "{line}");
    }
}

#[test]
fn the_unit_is_one_and_little_is_open_to_it() {
    let folder = tempfile::tempdir().unwrap();
    let unit = folder.path().join("comity.service");
    let shipped = fs::read_to_string(packaging("comity.service")).unwrap();
    fs::write(
        &unit,
        shipped.replace("/usr/bin/comity", env!("CARGO_BIN_EXE_comity")),
    )
    .unwrap();
    let analyze = || Command::new("systemd-analyze");
    let verified = analyze()
        .args(["verify", "--man=no"])
        .arg(&unit)
        .output()
        .unwrap();
    // What it says of other units of this machine is theirs.
    let said = String::from_utf8_lossy(&verified.stderr);
    let ours: Vec<&str> = said
        .lines()
        .filter(|line| line.contains("comity"))
        .collect();
    assert!(verified.status.success() && ours.is_empty(), "{said}");
    ran(analyze().args([
        "security",
        "--offline=true",
        "--threshold",
        EXPOSED,
        "--no-pager",
        text(&unit),
    ]));
}

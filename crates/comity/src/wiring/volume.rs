//! Whether the volume that a home lies on is known to be encrypted.

use std::{fs, os::unix::fs::MetadataExt as _, path::Path};

/// How many layers of devices are looked through.
const LAYERS: u32 = 8;

/// Whether a layer below this path is known to encrypt: a device of the kernel's `dm-crypt`.
///
/// `false` means that nothing is known: a drive that encrypts by itself, or a file system that
/// does, is not seen from here.
pub(crate) fn is_known_to_encrypt(path: &Path) -> bool {
    let Ok(found) = fs::metadata(path) else {
        return false;
    };
    // As the kernel puts a device number together: 12 bits of the major, 20 of the minor.
    let device = found.dev();
    let major = ((device >> 8) & 0xfff) | ((device >> 32) & !0xfff);
    let minor = (device & 0xff) | ((device >> 12) & 0xffff_ff00);
    let device = format!("/sys/dev/block/{major}:{minor}");
    encrypts(Path::new(&device), LAYERS)
}

fn encrypts(device: &Path, layers: u32) -> bool {
    let name = fs::read_to_string(device.join("dm/uuid")).unwrap_or_default();
    if name.starts_with("CRYPT-") {
        return true;
    }
    let Some(below) = layers.checked_sub(1) else {
        return false;
    };
    let slaves = fs::read_dir(device.join("slaves"));
    let mut slaves = slaves.into_iter().flatten().flatten().peekable();
    // Every part of a volume must be encrypted, where it has several.
    slaves.peek().is_some() && slaves.all(|slave| encrypts(&slave.path(), below))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_volume_is_encrypted_when_all_below_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let device = |name: &str, uuid: &str, slaves: &[&str]| {
            let path = folder.path().join(name);
            fs::create_dir_all(path.join("dm")).unwrap();
            fs::write(path.join("dm/uuid"), uuid).unwrap();
            for slave in slaves {
                fs::create_dir_all(path.join("slaves")).unwrap();
                let target = folder.path().join(slave);
                std::os::unix::fs::symlink(target, path.join("slaves").join(slave)).unwrap();
            }
            path
        };
        let crypt = device("crypt", "CRYPT-LUKS2-1", &[]);
        let plain = device("plain", "", &[]);
        let over = device("over", "LVM-1", &["crypt"]);
        let half = device("half", "LVM-2", &["crypt", "plain"]);
        for (path, known) in [
            (&crypt, true),
            (&plain, false),
            (&over, true),
            (&half, false),
        ] {
            assert_eq!(encrypts(path, LAYERS), known, "{}", path.display());
        }
        assert!(!is_known_to_encrypt(&folder.path().join("nowhere")));
    }
}

//! What an attachment looks like by its first bytes, where that is not what its name says.
//!
//! Evidence may well be a disguised file, so that nothing is refused for it: people are told. The
//! first bytes are opened where an attachment is shown and kept nowhere; nothing of this is signed
//! or leaves the node.

use std::io::{self, BufReader, Write};

use comity_core::body::Attachment;
use comity_store::{ReadTx, Store, StoreError, parts::AttachmentRow};
use infer::MatcherType;

use super::PartReader;
use crate::office::Office;

/// How many bytes are looked at.
const HEAD: usize = 8 * 1024;
/// How many sealed bytes are read at once: what the first of them are in.
const READ: usize = 128 * 1024;
/// What a file looks like that has none of the beginnings that its name promises.
const UNKNOWN: &str = "application/octet-stream";

/// Endings of names whose files begin alike, or hold what the others do.
const ALIKE: &[&[&str]] = &[
    &[
        "zip", "docx", "xlsx", "pptx", "docm", "xlsm", "pptm", "odt", "ods", "odp", "odg", "ora",
        "epub", "jar", "apk", "kmz", "xpi", "whl",
    ],
    &["doc", "xls", "ppt", "msi", "msg", "vsd"],
    &["exe", "dll", "sys", "scr", "cpl", "ocx"],
    &["elf", "so", "o", "obj", "ko"],
    &["jpg", "jpeg", "jfif"],
    &["tif", "tiff", "cr2", "nef", "dng"],
    &["mp4", "m4v", "m4a", "mov", "3gp", "heic", "heif", "avif"],
    &["mkv", "mka", "webm"],
    &["avi", "wav", "webp"],
    &["wmv", "wma", "asf"],
    &["mpg", "mpeg"],
    &["mid", "midi"],
    &["ogg", "oga", "ogv", "opus"],
    &["aif", "aiff"],
    &["gz", "tgz"],
    &["bz2", "tbz2"],
    &["xz", "txz"],
    &["zst", "tzst"],
    &["ps", "eps"],
    &["pdf", "ai"],
    &["sqlite", "sqlite3"],
    &["a", "ar", "deb", "lib"],
    &["html", "htm", "xhtml"],
];

/// Endings of files that always begin in one way.
const SURE: &[&str] = &[
    "7z", "bz2", "deb", "dll", "doc", "docx", "exe", "gif", "gz", "jpeg", "jpg", "odp", "ods",
    "odt", "pdf", "png", "ppt", "pptx", "rar", "rtf", "sqlite", "tgz", "tif", "tiff", "xls",
    "xlsx", "xz", "zip",
];

/// Endings of texts, which begin in any way that a text does.
const TEXTS: &[&str] = &[
    "asc", "cfg", "conf", "csv", "eml", "htm", "html", "ics", "ini", "json", "log", "md", "srt",
    "svg", "toml", "tsv", "txt", "vcf", "xhtml", "xlf", "xliff", "xml", "yaml", "yml",
];

impl<S: Store> Office<'_, S> {
    /// The media type that the first bytes of an attachment are of, where its name says another
    /// one; nothing of one that is not whole here, or whose name promises no kind.
    pub(crate) fn looks(
        &self,
        tx: &dyn ReadTx,
        attachment: &Attachment,
    ) -> Result<Option<&'static str>, StoreError> {
        let row = tx.attachment(&attachment.root)?;
        let Some(row) = row.filter(|row| row.complete) else {
            return Ok(None);
        };
        if ending(&attachment.name).is_none() || tx.tombstone(&attachment.root)?.is_some() {
            return Ok(None);
        }
        let head = self.head(attachment, &row);
        Ok(head.and_then(|head| otherwise(&attachment.name, &head)))
    }

    /// The first bytes of an attachment; nothing where it does not open.
    fn head(&self, attachment: &Attachment, row: &AttachmentRow) -> Option<Vec<u8>> {
        let sealed = PartReader::new(self.parts, row.root, row.size);
        let mut sealed = BufReader::with_capacity(READ, sealed);
        let mut head = Head(Vec::with_capacity(HEAD));
        let opened = self
            .streams
            .open(&attachment.identity, &mut sealed, &mut head);
        // It ends as soon as there is enough, which whoever writes takes for a fault.
        let enough = opened.is_ok() || head.is_full();
        enough.then_some(head.0)
    }
}

/// Takes the first bytes of what is written and refuses the rest.
struct Head(Vec<u8>);

impl Head {
    const fn is_full(&self) -> bool {
        self.0.len() >= HEAD
    }
}

impl Write for Head {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.is_full() {
            return Err(io::Error::other("enough"));
        }
        let left = HEAD.saturating_sub(self.0.len());
        self.0.extend(bytes.iter().take(left));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The media type that these first bytes are of, where a file of this name is another one.
fn otherwise(name: &str, head: &[u8]) -> Option<&'static str> {
    let ending = ending(name)?;
    let is = |list: &[&str]| list.contains(&&*ending);
    let Some(found) = infer::get(head) else {
        return is(SURE).then_some(UNKNOWN);
    };
    let as_said = found.extension() == ending
        || ALIKE
            .iter()
            .any(|alike| is(alike) && alike.contains(&found.extension()));
    let promises = if is(TEXTS) {
        // Some kinds begin with two letters, as a text may.
        found.matcher_type() != MatcherType::Text && !is_text(head)
    } else {
        is(SURE) || ALIKE.iter().any(|alike| is(alike))
    };
    (promises && !as_said).then(|| found.mime_type())
}

/// Whether these bytes could be of a text, in whatever encoding.
fn is_text(head: &[u8]) -> bool {
    let marked = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
    let control = |byte: &u8| byte.is_ascii_control() && !b"\t\n\x0c\r\x1b".contains(byte);
    marked || !head.iter().any(control)
}

/// The ending of a name, in small letters.
fn ending(name: &str) -> Option<String> {
    let (stem, ending) = name.rsplit_once('.')?;
    let plain =
        (1..=8).contains(&ending.len()) && ending.bytes().all(|b| b.is_ascii_alphanumeric());
    (plain && !stem.is_empty()).then(|| ending.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n";
    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
    const ZIP: &[u8] = b"PK\x03\x04\x14\0\0\0\x08\0";
    const GZIP: &[u8] = b"\x1f\x8b\x08\0\0\0\0\0";
    const TEXT: &[u8] = b"line,kind,value\n1,domain,bank.example\n";
    const PAGE: &[u8] = b"<!DOCTYPE html><html><body>";
    const ELF: &[u8] = &{
        let mut bytes = [0; 64];
        bytes[0] = 0x7f;
        bytes[1] = b'E';
        bytes[2] = b'L';
        bytes[3] = b'F';
        bytes
    };

    fn program() -> Vec<u8> {
        let mut bytes = vec![0; 512];
        bytes[..2].copy_from_slice(b"MZ");
        bytes[0x3c] = 0x80;
        bytes[0x80..0x84].copy_from_slice(b"PE\0\0");
        bytes
    }

    #[test]
    fn what_is_not_what_its_name_says_is_told() {
        let program = program();
        let portable = "application/vnd.microsoft.portable-executable";
        for (name, head, looks) in [
            ("invoice.pdf", &*program, portable),
            ("invoice.pdf", PNG, "image/png"),
            ("invoice.PDF", ZIP, "application/zip"),
            ("photo.jpg", PAGE, "text/html"),
            ("list.csv", &program, portable),
            ("notes.txt", PNG, "image/png"),
            ("film.mov", PAGE, "text/html"),
            ("letter.docx", PDF, "application/pdf"),
            ("archive.tar.gz", PNG, "image/png"),
            ("setup.exe", ELF, "application/x-executable"),
            // Its beginning is none that is known, as where it was encrypted or is damaged.
            ("invoice.pdf", TEXT, UNKNOWN),
            ("archive.zip", b"", UNKNOWN),
        ] {
            assert_eq!(otherwise(name, head), Some(looks), "{name}");
        }
    }

    #[test]
    fn what_is_as_its_name_says_or_promises_nothing_is_not() {
        let program = program();
        for (name, head) in [
            ("invoice.pdf", PDF),
            ("photo.PNG", PNG),
            ("letter.docx", ZIP),
            ("table.ods", ZIP),
            ("logs.tgz", GZIP),
            ("setup.exe", &*program),
            ("library.dll", &program),
            ("list.csv", TEXT),
            ("list.csv", b""),
            ("page.htm", PAGE),
            ("mail.eml", PAGE),
            // Texts that begin as a picture, a program and a document do.
            ("cars.txt", b"BMW, Benz"),
            ("list.csv", b"MZ,1\r\n"),
            ("wide.txt", b"\xff\xfeB\0M\0"),
            ("notes.md", PDF),
            ("page.txt", PAGE),
            // Names that promise no kind: an image of a disk, a capture, none at all.
            ("disk.dd", &program),
            ("capture.pcap", GZIP),
            ("sample.bin", &program),
            ("sample", &program),
            (".pdf", &program),
            ("a.b c", &program),
        ] {
            assert_eq!(otherwise(name, head), None, "{name}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_end_the_work(
            beginning in proptest::sample::select(vec![PDF, PNG, ZIP, GZIP, ELF, PAGE]),
            cut in 0_usize..40,
            rest in proptest::collection::vec(proptest::num::u8::ANY, 0..600),
        ) {
            let head: Vec<u8> = beginning.iter().take(cut).chain(&rest).copied().collect();
            for name in ["a.pdf", "a.docx", "a.txt", "a.exe"] {
                let looks = otherwise(name, &head);
                proptest::prop_assert!(looks.is_none_or(|looks| looks.contains('/')));
            }
        }
    }
}

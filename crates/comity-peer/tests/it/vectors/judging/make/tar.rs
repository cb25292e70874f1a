//! A pouch as raw bytes, to be changed in ways in which no writer makes it.

/// The members of a pouch as raw bytes, headers included.
pub(super) struct Tar(pub(super) Vec<Vec<u8>>);

impl Tar {
    pub(super) fn read(mut bytes: &[u8]) -> Self {
        let mut members = Vec::new();
        while bytes[0] != 0 {
            let digits = std::str::from_utf8(&bytes[124..135]).unwrap();
            let size = usize::from_str_radix(digits, 8).unwrap();
            let (member, rest) = bytes.split_at(512 + size.next_multiple_of(512));
            members.push(member.to_vec());
            bytes = rest;
        }
        Self(members)
    }

    pub(super) fn write(&self) -> Vec<u8> {
        [self.0.concat(), vec![0; 1024]].concat()
    }

    /// Writes into the header of a member, with the checksum that it then has.
    pub(super) fn header(&mut self, member: usize, at: usize, bytes: &[u8]) {
        let header = &mut self.0[member];
        header[at..at + bytes.len()].copy_from_slice(bytes);
        header[148..156].copy_from_slice(b"        ");
        let sum: u32 = header[..512].iter().map(|byte| u32::from(*byte)).sum();
        header[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
    }

    /// Replaces a text in the content of a member by one of the same length.
    pub(super) fn replace(&mut self, member: usize, text: &str, by: &str) {
        assert_eq!(text.len(), by.len());
        let content = &mut self.0[member];
        let found = content
            .windows(text.len())
            .position(|here| here == text.as_bytes());
        let at = found.expect("the text is there");
        content[at..at + by.len()].copy_from_slice(by.as_bytes());
    }
}

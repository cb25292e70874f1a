//! Padding of envelopes and bodies: newlines up to the next power of two (`docs/protocol.md`, section 4.2).
//!
//! A length tells only its class. There is one padding for each text, and the
//! reader checks that it is this one, so that padding can carry nothing.

/// No padded text is shorter.
pub(super) const SHORTEST: usize = 1024;

/// The text with the newlines that bring it to the next power of two.
#[must_use]
pub fn pad(mut text: Vec<u8>) -> Vec<u8> {
    let length = text.len().next_power_of_two().max(SHORTEST);
    text.resize(length, b'\n');
    text
}

/// The text without its padding; `None` when it is not padded as [`pad`] does.
#[must_use]
pub fn unpad(padded: &[u8]) -> Option<&[u8]> {
    let text = without_newlines(padded);
    let length = text.len().next_power_of_two().max(SHORTEST);
    (length == padded.len()).then_some(text)
}

fn without_newlines(padded: &[u8]) -> &[u8] {
    let last = padded.iter().rposition(|byte| *byte != b'\n');
    padded
        .get(..last.map_or(0, |last| last + 1))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_one_padding() {
        for (length, padded) in [
            (0, 1024),
            (1, 1024),
            (1024, 1024),
            (1025, 2048),
            (2048, 2048),
            (49_152, 65_536),
        ] {
            let text = vec![b'x'; length];
            let result = pad(text.clone());
            assert_eq!(result.len(), padded, "{length}");
            assert_eq!(unpad(&result), Some(&text[..]));
        }
    }

    #[test]
    fn other_paddings_are_refused() {
        for wrong in [
            &[b'x'; 1023][..],
            &[b'x'; 1025],
            &[&[b'x'; 10][..], &[b'\n'; 1013]].concat(),
            &[&[b'x'; 10][..], &[b'\n'; 2038]].concat(),
            &[&[b'x'; 10][..], &[b' '; 1014]].concat()[..1020],
        ] {
            assert_eq!(unpad(wrong), None, "{}", wrong.len());
        }
        assert_eq!(
            unpad(&[b' '; 1024]).map(<[u8]>::len),
            Some(1024),
            "only newlines pad"
        );
    }
}

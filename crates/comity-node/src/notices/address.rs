//! Addresses of mail: the plain form, and no more.

/// The longest address, in bytes (RFC 5321).
const LONGEST: usize = 254;

/// Whether a text is an address of mail: `local@domain` in ASCII, without quotes, comments or
/// anything that could begin a command or another line.
#[must_use]
pub fn is_address(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    let atom = |text: &str, marks: &[u8]| {
        let sound = |part: &str| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || marks.contains(&byte))
        };
        text.split('.').all(sound)
    };
    text.len() <= LONGEST
        && local.len() <= 64
        && atom(local, b"!#$%&'*+/=?^_`{|}~-")
        && atom(domain, b"-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_name_and_a_domain() {
        for text in ["li@house.example", "li.wei+x@a-b.example", "x@localhost"] {
            assert!(is_address(text), "{text}");
        }
        for text in [
            "",
            "li",
            "@house.example",
            "li@",
            "li @house.example",
            "li@house..example",
            ".li@house.example",
            "\"li\"@house.example",
            "li@house.example>\r\nRCPT TO:<x@y",
            "li,wang@house.example",
            "li@[127.0.0.1]",
            "李@house.example",
        ] {
            assert!(!is_address(text), "{text}");
        }
        assert!(!is_address(&format!("{}@a.example", "x".repeat(65))));
    }
}

//! Which addresses may be dialled: what is public on the Internet, and what the operator allows.
//!
//! Endpoints come from credentials of a counterpart that one does not trust, and webhooks from
//! people of the house: neither may make this node speak to services of its own network, to
//! itself, or to what a cloud tells its machines. Source: the IANA registries of special-purpose
//! addresses (RFC 6890 and its updates). The name is resolved once and the connection goes to the
//! address that was looked at, so that no later answer of a name server changes it.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};

/// Addresses of IPv4 that are not public.
const SPECIAL_V4: [([u8; 4], u8); 17] = [
    ([0, 0, 0, 0], 8),        // this network
    ([10, 0, 0, 0], 8),       // private
    ([100, 64, 0, 0], 10),    // shared by carriers
    ([127, 0, 0, 0], 8),      // loopback
    ([168, 63, 129, 16], 32), // what one cloud tells its machines
    ([169, 254, 0, 0], 16),   // link-local, and what other clouds tell theirs
    ([172, 16, 0, 0], 12),    // private
    ([192, 0, 0, 0], 24),     // protocol assignments
    ([192, 0, 2, 0], 24),     // documentation
    ([192, 31, 196, 0], 24),  // AS112
    ([192, 52, 193, 0], 24),  // automatic multicast tunnelling
    ([192, 88, 99, 0], 24),   // relays of 6to4, given up
    ([192, 168, 0, 0], 16),   // private
    ([198, 18, 0, 0], 15),    // benchmarks
    ([198, 51, 100, 0], 24),  // documentation
    ([203, 0, 113, 0], 24),   // documentation
    ([224, 0, 0, 0], 3),      // multicast, reserved, broadcast
];

/// Addresses within [`GLOBAL_V6`] that are not public, or that hide an address of IPv4.
const SPECIAL_V6: [([u16; 8], u8); 4] = [
    ([0x2001, 0, 0, 0, 0, 0, 0, 0], 23), // protocol assignments, Teredo
    ([0x2001, 0xdb8, 0, 0, 0, 0, 0, 0], 32), // documentation
    ([0x2002, 0, 0, 0, 0, 0, 0, 0], 16), // 6to4
    ([0x3fff, 0, 0, 0, 0, 0, 0, 0], 20), // documentation
];

/// Global unicast: all that is handed out of IPv6.
const GLOBAL_V6: ([u16; 8], u8) = ([0x2000, 0, 0, 0, 0, 0, 0, 0], 3);

/// Addresses of IPv4 behind a translator (RFC 6052).
const NAT64: ([u16; 8], u8) = ([0x64, 0xff9b, 0, 0, 0, 0, 0, 0], 96);

/// What may be dialled.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reach {
    allow: Vec<IpNet>,
}

impl Reach {
    /// The public Internet and these networks.
    #[must_use]
    pub const fn new(allow: Vec<IpNet>) -> Self {
        Self { allow }
    }

    /// Whether this address may be dialled.
    #[must_use]
    pub fn permits(&self, address: IpAddr) -> bool {
        self.allow.iter().any(|net| net.contains(&address)) || is_public(address)
    }
}

fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) if within(NAT64, address) => {
            let [.., a, b, c, d] = address.octets();
            is_public_v4(Ipv4Addr::new(a, b, c, d))
        }
        IpAddr::V6(address) => {
            within(GLOBAL_V6, address) && !SPECIAL_V6.iter().any(|net| within(*net, address))
        }
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    !SPECIAL_V4.iter().any(|(net, bits)| {
        Ipv4Net::new(Ipv4Addr::from(*net), *bits).is_ok_and(|net| net.contains(&address))
    })
}

fn within((net, bits): ([u16; 8], u8), address: Ipv6Addr) -> bool {
    Ipv6Net::new(Ipv6Addr::from(net), bits).is_ok_and(|net| net.contains(&address))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn permits(reach: &Reach, address: &str) -> bool {
        reach.permits(address.parse().unwrap())
    }

    #[test]
    fn what_is_public_may_be_dialled() {
        let reach = Reach::default();
        for address in [
            "1.1.1.1",
            "9.255.255.255",
            "11.0.0.0",
            "172.32.0.1",
            "192.169.0.1",
            "223.255.255.255",
            "2400:3200::1",
            "2606:4700:4700::1111",
            "64:ff9b::101:101",
        ] {
            assert!(permits(&reach, address), "{address}");
        }
    }

    #[test]
    fn what_is_private_special_or_hides_another_address_may_not() {
        let reach = Reach::default();
        for address in [
            "0.0.0.0",
            "10.0.0.1",
            "100.64.0.1",
            "100.100.100.200",
            "127.0.0.1",
            "127.255.255.254",
            "168.63.129.16",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.192",
            "192.168.1.1",
            "198.19.0.1",
            "203.0.113.7",
            "224.0.0.1",
            "239.255.255.255",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::127.0.0.1",
            "::ffff:127.0.0.1",
            "::ffff:1.1.1.1",
            "64:ff9b::a00:1",
            "64:ff9b::7f00:1",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::1",
            "3fff::1",
            "5f00::1",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert!(!permits(&reach, address), "{address}");
        }
    }

    #[test]
    fn the_operator_opens_networks_one_by_one() {
        let reach = Reach::new(vec![
            "10.20.0.0/16".parse().unwrap(),
            "::1/128".parse().unwrap(),
        ]);
        assert!(permits(&reach, "10.20.3.4") && permits(&reach, "::1"));
        assert!(permits(&reach, "1.1.1.1"), "what is public stays open");
        for address in ["10.21.0.1", "127.0.0.1", "::ffff:10.20.3.4", "::2"] {
            assert!(!permits(&reach, address), "{address}");
        }
    }
}

//! A passkey in software, for tests: what Web Authentication, level 3, sections 6.1 and 6.5 let a
//! key say, with attestation "none".

use aws_lc_rs::{
    digest::{SHA256, digest},
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _},
};
use data_encoding::BASE64URL_NOPAD;
use serde_json::{Value, json};

const PRESENT: u8 = 0x01;
const VERIFIED: u8 = 0x04;
const ATTESTED: u8 = 0x40;

/// A key, and what it does that a good one would not.
pub(super) struct Key {
    pair: EcdsaKeyPair,
    id: Vec<u8>,
    /// What it knows its owner by.
    pub(super) handle: Vec<u8>,
    pub(super) counter: u32,
    /// Whether it verified its holder.
    pub(super) verifies: bool,
    /// The origin that the browser says.
    pub(super) origin: String,
    host: String,
}

impl Key {
    /// A key in a browser that shows pages of this host.
    pub(super) fn new(host: &str) -> Self {
        let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).unwrap();
        Self {
            id: digest(&SHA256, pair.public_key().as_ref()).as_ref()[..16].to_vec(),
            pair,
            handle: Vec::new(),
            counter: 0,
            verifies: true,
            origin: format!("http://{host}"),
            host: host.to_owned(),
        }
    }

    /// A copy of it, as somebody else might have made one.
    pub(super) fn copied(&self) -> Self {
        let pair = EcdsaKeyPair::from_private_key_der(
            &ECDSA_P256_SHA256_ASN1_SIGNING,
            self.pair.to_pkcs8v1().unwrap().as_ref(),
        );
        Self {
            pair: pair.unwrap(),
            id: self.id.clone(),
            handle: self.handle.clone(),
            origin: self.origin.clone(),
            host: self.host.clone(),
            ..*self
        }
    }

    /// Answers `navigator.credentials.create`.
    pub(super) fn make(&mut self, options: &Value) -> String {
        let options = &options["publicKey"];
        assert_eq!(options["rp"]["id"], *self.host);
        let selection = &options["authenticatorSelection"];
        assert_eq!(selection["userVerification"], "required");
        assert_eq!(selection["residentKey"], "required");
        self.handle = bytes(&options["user"]["id"]);
        let mut data = self.data(ATTESTED);
        data.extend([0; 16]);
        data.extend([0, 16]);
        data.extend(&self.id);
        data.extend(self.cose());
        let mut object = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58".to_vec();
        object.push(u8::try_from(data.len()).unwrap());
        object.extend(&data);
        self.says(json!({
            "attestationObject": text(&object),
            "clientDataJSON": text(&self.client("webauthn.create", options)),
        }))
    }

    /// Answers `navigator.credentials.get`.
    pub(super) fn answer(&mut self, options: &Value) -> String {
        let options = &options["publicKey"];
        assert_eq!(options["rpId"], *self.host);
        assert_eq!(options["userVerification"], "required");
        self.counter += 1;
        let (data, client) = (self.data(0), self.client("webauthn.get", options));
        let mut signed = data.clone();
        signed.extend(digest(&SHA256, &client).as_ref());
        let signature = self.pair.sign(&SystemRandom::new(), &signed).unwrap();
        self.says(json!({
            "authenticatorData": text(&data),
            "clientDataJSON": text(&client),
            "signature": text(signature.as_ref()),
            "userHandle": text(&self.handle),
        }))
    }

    fn data(&self, more: u8) -> Vec<u8> {
        let mut data = digest(&SHA256, self.host.as_bytes()).as_ref().to_vec();
        let verified = if self.verifies { VERIFIED } else { 0 };
        data.push(PRESENT | verified | more);
        data.extend(self.counter.to_be_bytes());
        data
    }

    /// The public key: EC2, ES256, P-256, x, y.
    fn cose(&self) -> Vec<u8> {
        let point = self.pair.public_key().as_ref();
        let mut cose = b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20".to_vec();
        cose.extend(&point[1..33]);
        cose.extend(b"\x22\x58\x20");
        cose.extend(&point[33..]);
        cose
    }

    fn client(&self, kind: &str, options: &Value) -> Vec<u8> {
        let said = json!({
            "type": kind,
            "challenge": options["challenge"],
            "origin": self.origin,
            "crossOrigin": false,
        });
        said.to_string().into_bytes()
    }

    fn says(&self, response: Value) -> String {
        let id = text(&self.id);
        json!({"id": id, "rawId": id, "type": "public-key", "response": response, "extensions": {}})
            .to_string()
    }
}

fn text(bytes: &[u8]) -> String {
    BASE64URL_NOPAD.encode(bytes)
}

fn bytes(text: &Value) -> Vec<u8> {
    BASE64URL_NOPAD
        .decode(text.as_str().unwrap().as_bytes())
        .unwrap()
}

//! Credentials and evidence in SQLite.

use comity_core::{Hash, PartyName};
use rusqlite::{Row, params};

use super::tx::{SqlTx, get, hash, number, parsed, signed, time};
use crate::{
    credentials::{CredentialRow, Credentials, EvidenceRow, ReadCredentials},
    error::Result,
};

const COLUMNS: &str = "SELECT name, serial, fingerprint, file, pinned, revocation
    FROM credentials JOIN parties ON id = party";

impl ReadCredentials for SqlTx<'_> {
    fn credentials(&self, party: &PartyName) -> Result<Vec<CredentialRow>> {
        let sql = format!("{COLUMNS} WHERE name = ?1 ORDER BY serial, fingerprint");
        self.all(&sql, [party.as_str()], credential_row)
    }

    fn credential(&self, fingerprint: &Hash) -> Result<Option<CredentialRow>> {
        let sql = format!("{COLUMNS} WHERE fingerprint = ?1");
        self.one(&sql, [fingerprint.as_bytes()], credential_row)
    }

    fn evidence(&self, them: &PartyName) -> Result<Vec<EvidenceRow>> {
        let sql = "SELECT hash, code, at, bytes FROM evidence
            WHERE party = (SELECT id FROM parties WHERE name = ?1) ORDER BY id";
        self.all(sql, [them.as_str()], |row| {
            Ok(EvidenceRow {
                hash: hash(row, 0)?,
                code: get(row, 1)?,
                at: time(row, 2)?,
                bytes: get(row, 3)?,
            })
        })
    }
}

impl Credentials for SqlTx<'_> {
    fn put_credential(&mut self, credential: &CredentialRow) -> Result<()> {
        let party = self.party_or_new(&credential.party)?;
        let sql = "INSERT OR REPLACE INTO credentials
            (fingerprint, party, serial, file, pinned, revocation)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let params = params![
            credential.fingerprint.as_bytes(),
            party,
            signed(credential.serial)?,
            credential.file,
            credential.pinned,
            credential.revocation,
        ];
        self.run(sql, params)?;
        Ok(())
    }

    fn put_evidence(&mut self, them: &PartyName, evidence: &EvidenceRow) -> Result<bool> {
        let party = self.party_or_new(them)?;
        let sql = "INSERT INTO evidence (party, hash, code, at, bytes)
            VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING";
        let (hash, at) = (evidence.hash.as_bytes(), evidence.at.seconds());
        let added = self.run(sql, params![party, hash, evidence.code, at, evidence.bytes])?;
        Ok(added == 1)
    }
}

fn credential_row(row: &Row<'_>) -> Result<CredentialRow> {
    Ok(CredentialRow {
        party: parsed(row, 0, "parties")?,
        serial: number(row, 1)?,
        fingerprint: hash(row, 2)?,
        file: get(row, 3)?,
        pinned: get(row, 4)?,
        revocation: get(row, 5)?,
    })
}

//! TLS to servers that are known by the authorities that the operator names.
//!
//! Read anew for each connection, so that renewed certificates need no restart.

use std::{path::PathBuf, sync::Arc};

use rustls::{
    ClientConfig, RootCertStore,
    pki_types::{CertificateDer, PrivateKeyDer, ServerName, pem::PemObject as _},
};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_rustls::{TlsConnector, client::TlsStream};

use super::OutwardError;

/// The largest file of certificates, in bytes.
const LONGEST: usize = 8 << 20;

/// Whom to believe, and who we are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trust {
    /// The authorities, in PEM.
    pub authorities: PathBuf,
    /// Our certificate and its key, in PEM.
    pub identity: Option<(PathBuf, PathBuf)>,
}

impl Trust {
    /// TLS as the end that dials.
    async fn client(&self) -> Result<ClientConfig, OutwardError> {
        let mut roots = RootCertStore::empty();
        for certificate in certificates(&self.authorities).await? {
            // One that the library does not understand takes nothing from the others.
            roots.add(certificate).ok();
        }
        if roots.is_empty() {
            return Err(OutwardError::Authorities("none is there".to_owned()));
        }
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(OutwardError::Tls)?
            .with_root_certificates(roots);
        match &self.identity {
            None => Ok(config.with_no_client_auth()),
            Some((certificate, key)) => {
                let key = PrivateKeyDer::from_pem_slice(&read(key).await?)
                    .map_err(|error| OutwardError::Authorities(error.to_string()))?;
                config
                    .with_client_auth_cert(certificates(certificate).await?, key)
                    .map_err(OutwardError::Tls)
            }
        }
    }

    /// Agrees on TLS over a stream with the server of this name.
    pub(crate) async fn greet<S: AsyncRead + AsyncWrite + Unpin>(
        &self,
        host: &str,
        stream: S,
    ) -> Result<TlsStream<S>, OutwardError> {
        let name = ServerName::try_from(host.to_owned()).map_err(|_| OutwardError::Unresolved)?;
        let config = Arc::new(self.client().await?);
        TlsConnector::from(config)
            .connect(name, stream)
            .await
            .map_err(OutwardError::of_io)
    }
}

async fn certificates(path: &PathBuf) -> Result<Vec<CertificateDer<'static>>, OutwardError> {
    let bytes = read(path).await?;
    CertificateDer::pem_slice_iter(&bytes)
        .collect::<Result<_, _>>()
        .map_err(|error| OutwardError::Authorities(error.to_string()))
}

async fn read(path: &PathBuf) -> Result<Vec<u8>, OutwardError> {
    let bytes = tokio::fs::read(path)
        .await
        .map_err(|error| OutwardError::Authorities(format!("{}: {error}", path.display())))?;
    if bytes.len() > LONGEST {
        return Err(OutwardError::Authorities(format!(
            "{}: too long",
            path.display()
        )));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_file_without_authorities_is_no_trust() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ca.pem");
        let code = async |trust: &Trust| trust.client().await.unwrap_err().code();
        let trust = Trust {
            authorities: path.clone(),
            identity: None,
        };
        assert_eq!(code(&trust).await, "outward-authorities", "no file");
        std::fs::write(&path, "nothing").unwrap();
        assert_eq!(code(&trust).await, "outward-authorities", "no certificate");
    }
}

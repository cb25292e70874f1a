//! comity-peer

//! comity-text

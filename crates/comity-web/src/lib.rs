//! comity-web

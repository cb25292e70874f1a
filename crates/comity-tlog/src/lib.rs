//! comity-tlog

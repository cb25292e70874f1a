//! comity-bench

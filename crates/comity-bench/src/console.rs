//! What the console costs: a large house, the people in it, and those who look at its pages.

pub mod arrivals;
pub mod browser;
pub mod course;
pub mod people;
pub mod served;
pub mod viewers;

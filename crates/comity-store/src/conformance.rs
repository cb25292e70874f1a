//! What every store must do, as tests that are run over each engine.
//!
//! `store_suite!(name, make)` makes a module of tests; `make` gives an empty store and
//! whatever must live as long. Times and values are fixed: no clock, no randomness.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "this is a suite of tests"
)]

pub mod access;
pub mod contents;
pub mod credentials;
pub mod days;
pub mod desk;
pub mod dossiers;
pub mod house;
pub mod logs;
pub mod notes;
pub mod parts;
pub mod samples;
pub mod terms;
pub mod transactions;
pub mod waiting;

/// Runs the suite over an engine: `store_suite!(memory, (MemoryStore::new(), ()))`.
#[macro_export]
macro_rules! store_suite {
    ($engine:ident, $make:expr) => {
        mod $engine {
            #[allow(unused_imports, reason = "for the expression that makes a store")]
            use super::*;

            $crate::store_suite! { @tests $make;
                transactions::an_error_of_the_work_takes_everything_back;
                transactions::a_reader_sees_one_moment;
                transactions::writers_take_turns;
                transactions::work_that_fails_takes_nothing_else_along;
                logs::a_log_grows_at_its_end_only;
                logs::entries_come_back_as_they_were;
                logs::logs_do_not_mix;
                logs::tiles_and_proofs_are_those_of_the_tree;
                logs::a_channel_keeps_its_last_state;
                contents::sealed_bytes_lie_beside_their_entry;
                contents::a_sealed_file_is_found_by_its_place;
                contents::only_what_the_entry_names_is_kept;
                contents::what_was_erased_is_gone_from_every_entry;
                contents::every_place_that_names_a_fingerprint_is_found;
                contents::what_was_erased_never_comes_back;
                contents::an_opening_lies_beside_its_content_until_that_is_erased;
                contents::of_many_entries_the_right_ones_are_erased;
                notes::the_latest_and_the_first_covering_note_are_found;
                notes::of_each_size_the_earliest_and_the_latest_stay;
                credentials::two_files_with_one_serial_are_both_kept;
                credentials::evidence_is_kept_once;
                desk::the_first_cover_is_the_first_leaf_that_saw_beyond;
                desk::a_leaf_that_says_nothing_may_come_late;
                desk::leaves_follow_each_other;
                desk::acts_are_found_by_place_id_envelope_and_dossier;
                desk::an_act_beyond_its_generation_is_not_known;
                desk::ids_that_are_alike_are_not_one;
                desk::positions_are_in_order_across_generations;
                desk::an_act_that_is_put_again_replaces_itself;
                desk::a_desk_lacks_what_its_marks_do_not_reach;
                desk::a_desk_is_cleared_channel_by_channel;
                days::a_sum_is_kept_until_a_row_of_its_day_changes;
                days::a_sum_of_rows_that_changed_meanwhile_is_not_kept;
                days::days_are_found_by_channel_and_range;
                dossiers::every_filter_passes_what_it_says;
                dossiers::pages_join_to_the_whole_list;
                dossiers::a_list_counts_what_changes;
                dossiers::a_rare_filter_gives_the_same_pages;
                dossiers::ids_are_found_by_their_beginning;
                access::a_case_reaches_its_holders_and_whom_they_let_in;
                access::lists_and_counts_show_what_one_may_see;
                access::what_nobody_registered_is_found;
                access::a_holding_outlives_the_desk;
                terms::a_dossier_is_found_by_all_terms_asked_for;
                terms::what_many_have_is_found_in_order;
                terms::terms_are_due_when_something_is_said;
                terms::a_change_meanwhile_keeps_terms_due;
                terms::dropped_terms_are_gone;
                terms::a_subject_lies_beside_the_terms;
                waiting::what_waits_is_listed_for_whoever_may_see_it;
                waiting::what_is_done_waits_no_more;
                parts::an_attachment_remembers_its_parts;
                parts::an_erased_attachment_stays_away;
                parts::part_hashes_are_read_from_anywhere;
                house::people_drafts_and_settings_are_replaced;
                house::notes_and_labels_belong_to_a_dossier;
                house::the_trail_is_a_chain;
                house::a_cut_trail_is_still_a_chain;
                house::what_is_kept_is_found_by_kind_and_key;
                house::what_is_kept_comes_in_pages;
            }
        }
    };
    (@tests $make:expr; $($file:ident :: $name:ident;)*) => {
        $(
            #[test]
            fn $name() {
                let (store, _keep) = $make;
                $crate::conformance::$file::$name(&store);
            }
        )*
    };
}

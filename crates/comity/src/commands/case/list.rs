//! `case list`: cases by the nearest deadline, filtered, page by page.

use comity_core::record::{Parties, Side};
use comity_node::case::board::{CaseList, CaseListRow};
use comity_store::{
    access::Who,
    desk::{DossierFilter, DossierSort},
};
use comity_text::{
    Args,
    render::{Block, Column, Document},
};

use crate::{
    args::{CaseList as Wanted, Sort, Whose},
    commands::{Env, inbox, party},
    failure::{Failure, Outcome},
    wiring::House,
};

/// The longest page.
pub(crate) const PAGE_MAX: u32 = 1000;

pub(crate) fn run(env: &Env, args: &Wanted) -> Outcome {
    let house = env.house()?;
    let filter = filter(env, &house, args)?;
    house.office().register(house.now())?;
    let sort = match args.sort {
        Sort::Deadline => DossierSort::NextDue,
        Sort::Updated => DossierSort::Updated,
        Sort::Opened => DossierSort::Opened,
    };
    let per_page = args.per_page.clamp(1, PAGE_MAX);
    let page = u64::from(args.page.max(1));
    let size = usize::try_from(per_page).unwrap_or(usize::MAX);
    let list = house.office().cases(&filter, sort, page, size)?;
    env.screen
        .answer(&list, |screen| screen.document(&paper(env, &list)));
    Ok(())
}

fn filter(env: &Env, house: &House, args: &Wanted) -> Outcome<DossierFilter> {
    let them = args.party.as_deref().map(party).transpose()?;
    let opened_by = match (args.side, &them) {
        (None, _) => None,
        (Some(whose), Some(them)) => {
            let parties = Parties::new(house.node.me().clone(), them.clone());
            let me = parties.and_then(|parties| parties.side(house.node.me()));
            let me = me.unwrap_or(Side::First);
            Some(match whose {
                Whose::Ours => me,
                Whose::Theirs => me.other(),
            })
        }
        // Sides are those of one channel.
        (Some(_), None) => return Err(Failure::usage("cli-side-needs-party")),
    };
    let held_by = match &args.office {
        Some(office) => Some([Who::Office(office.clone())].into()),
        None => args.unassigned.then(|| [Who::Nobody].into()),
    };
    Ok(DossierFilter {
        held_by,
        officer: args.mine.then(|| env.who()),
        them,
        opened_by,
        status: args.status.clone(),
        category: args.category.clone(),
        urgency: args.urgency.clone(),
        ..DossierFilter::default()
    })
}

fn paper(env: &Env, list: &CaseList) -> Document {
    let words = env.screen.words();
    let caption = words.text("case-list-caption", &Args::new().count("count", list.total));
    let table = table(env, caption, &list.rows);
    let paper = Document::new(words.locale(), words.plain("case-list")).with(table);
    let stalled = list.stalled.iter().map(|one| inbox::notice(env, one));
    stalled.fold(paper, Document::with)
}

/// Cases as a table.
pub(crate) fn table(env: &Env, caption: String, rows: &[CaseListRow]) -> Block {
    let words = env.screen.words();
    let heads = [
        "case-col-case",
        "cli-fact-party",
        "case-col-whose",
        "case-col-status",
        "case-col-what",
        "case-col-items",
        "case-col-due",
    ];
    Block::Table {
        caption,
        columns: heads.map(|head| Column::words(words.plain(head))).into(),
        rows: rows.iter().map(|row| cells(env, row)).collect(),
    }
}

fn cells(env: &Env, row: &CaseListRow) -> Vec<String> {
    let (words, offset) = (env.screen.words(), env.screen.offset());
    let id = row.case.id.to_string();
    let list = if comity_core::codes::Offence::ALL
        .iter()
        .any(|one| one.code() == row.category)
    {
        "offence"
    } else {
        "assistance"
    };
    let category = match row.category.as_str() {
        "" => String::new(),
        code => words.label(list, code),
    };
    let items = match row.items {
        0 => String::new(),
        all => format!("{} / {all}", row.items_ended),
    };
    vec![
        row.reference.clone().unwrap_or_else(|| id.clone()),
        row.them.to_string(),
        words.plain(if row.ours { "side-ours" } else { "side-theirs" }),
        words.label("case-status", row.status.code()),
        category,
        items,
        row.next_due
            .map(|at| words.time(at, offset))
            .unwrap_or_default(),
    ]
}
